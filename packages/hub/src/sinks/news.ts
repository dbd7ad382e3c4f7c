// Tells sinks what is news: those of this hub at once, those that others read too once the hubs agreed
// who tells of it.

import { type Clock, type Log, parseAddress } from '@bluebell/ble/core';
import type { Agreement } from '../cluster/agreement.ts';
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
      if (isLater) this.#tellLate({ ...settled, sinceMs });
      else atOnce = this.#turned(settled);
    });
    isLater = true;
    if (atOnce) {
      this.#tell(atOnce);
      return;
    }
    // What it is need not wait for who tells of what happened.
    this.#tell(update, isLocal);
    this.#tell({ ...update, events: [] }, isShared);
  }

  /** Other hubs were asked first: meanwhile the device may stand differently, or be forgotten. */
  #tellLate(settled: Update): void {
    const device = this.#parts.registry.get(parseAddress(settled.device.address));
    if (!device || settled.events.length === 0) return;
    const update = this.#turned({ ...settled, device, changed: [] });
    this.#tell(update, isShared);
    if (update.changed.length === 0) return;
    this.#tell({ ...update, events: [], pressId: undefined }, isLocal);
  }

  /** Adds up what a dial was turned, now that it is told. */
  #turned(update: Update): Update {
    const steps = turnedBy(update.events);
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

  #keep({ device }: Update): void {
    this.#parts.keeper.save(parseAddress(device.address));
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
      const text = error instanceof Error ? error.message : String(error);
      this.#parts.log.error('SINK_FAILED', `${sink.name}: ${text}`);
    }
  }
}
