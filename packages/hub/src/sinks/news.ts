// Tells sinks what is news: those of this hub at once, those that others read too once the hubs agreed
// who tells of it.

import { type Clock, type Log, parseAddress } from '@bluebell/ble/core';
import type { Agreement } from '../cluster/agreement.ts';
import { errorText } from '../error-text.ts';
import type { Device, Update } from '../state/device.ts';
import { turnedBy } from '../state/dial.ts';
import type { Keeper } from '../state/keeper.ts';
import type { Registry } from '../state/registry.ts';
import type { Sink } from './sink.ts';

/** What is needed to tell news. */
export interface NewsParts {
  readonly registry: Registry;
  readonly keeper: Keeper;
  readonly agreement: () => Agreement;
  readonly clock: Clock;
  readonly log: Log;
}

const isShared = (sink: Sink) => sink.isShared === true;
const isLocal = (sink: Sink) => !isShared(sink);

/** The sinks of a hub. */
export class News {
  readonly #parts: NewsParts;
  readonly #sinks: Sink[] = [];
  readonly #failed = new Set<Sink>();

  constructor(parts: NewsParts) {
    this.#parts = parts;
  }

  /** Adds one, and tells it how everything stands. */
  add(sink: Sink): void {
    this.#sinks.push(sink);
    for (const device of this.#parts.registry.devices) {
      this.#tellOne(sink, () => sink.update(this.#standing(device)));
    }
  }

  /** Tells it nothing more. Closing it is the work of who takes it out. */
  remove(sink: Sink): void {
    const at = this.#sinks.indexOf(sink);
    if (at >= 0) this.#sinks.splice(at, 1);
    this.#failed.delete(sink);
  }

  /** Tells those that others read too how a device stands: who tells of it may have changed. */
  again(device: Device): void {
    this.#tell(this.#standing(device), isShared);
  }

  /** Keeps it, and then tells it. */
  update(update: Update): void {
    if (update.events.length === 0) {
      this.#keep(update);
      this.#tell(update);
    } else this.#tellEvents(update);
  }

  forget(device: Device): void {
    for (const sink of this.#sinks) this.#tellOne(sink, () => sink.forget(device));
  }

  /** Lets every sink say goodbye, whatever happens to another. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#sinks.map((sink) => sink.close()));
  }

  #tellEvents(update: Update): void {
    const sinceMs = this.#parts.clock.steady();
    let atOnce: Update | undefined;
    let isLater = false;
    // The counters first: what others may tell of must not be believed twice here.
    this.#keep(update);
    this.#parts.agreement().settle(update, (settled) => {
      const steps = turnedBy(update.events);
      if (isLater) this.#tellLate({ ...settled, sinceMs }, steps);
      else atOnce = this.#turned(settled, steps);
    });
    isLater = true;
    if (atOnce) {
      // It happened here, even where another hub has told the rest of the home.
      this.#tell({ ...atOnce, events: update.events }, isLocal);
      this.#tell(atOnce, isShared);
      return;
    }
    // What it is need not wait for who tells of what happened.
    this.#tell(update, isLocal);
    this.#tell({ ...update, events: [] }, isShared);
  }

  /** Other hubs were asked first: meanwhile the device may stand differently, or be forgotten. */
  #tellLate(settled: Update, steps: number | undefined): void {
    const device = this.#parts.registry.get(parseAddress(settled.device.address));
    if (!device) return;
    const update = this.#turned({ ...settled, device, changed: [] }, steps);
    if (update.events.length > 0 || update.changed.length > 0) this.#tell(update, isShared);
    if (update.changed.length === 0) return;
    this.#tell({ ...update, events: [], pressId: undefined }, isLocal);
  }

  /** Adds up what a dial was turned, now that it is told: by whichever hub, since this one heard it too. */
  #turned(update: Update, steps: number | undefined): Update {
    if (steps === undefined) return update;
    const device = this.#parts.registry.turned(parseAddress(update.device.address), steps);
    if (!device) return update;
    const turned = { ...update, device, changed: [...update.changed, 'dialSum'] };
    this.#keep(turned);
    return turned;
  }

  #standing(device: Device): Update {
    const timeMs = device.lastSeenMs ?? this.#parts.clock.now();
    return { device, changed: [], events: [], timeMs };
  }

  #keep(update: Update): void {
    const { keeper } = this.#parts;
    const address = parseAddress(update.device.address);
    if (mayWait(update)) keeper.saveSoon(address);
    else keeper.save(address);
  }

  #tell(update: Update, isMeant: (sink: Sink) => boolean = () => true): void {
    for (const sink of this.#sinks) {
      if (isMeant(sink)) this.#tellOne(sink, () => sink.update(update));
    }
  }

  /** One sink that fails does not keep the others from hearing. */
  #tellOne(sink: Sink, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      if (this.#failed.has(sink)) return;
      this.#failed.add(sink);
      const text = errorText(error);
      this.#parts.log.error('SINK_FAILED', `${sink.name}: ${text}`);
    }
  }
}

/** Whether no harm is done if this is told once more after a crash: values that nobody had to prove. */
function mayWait({ changed, events, measurement }: Update): boolean {
  if (events.length > 0) return false;
  if (measurement) return measurement.sequence.verified === undefined;
  return changed.every((what) => what === 'lastSeen');
}
