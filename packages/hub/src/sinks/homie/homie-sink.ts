// Speaks MQTT by the Homie convention, version 5: the hub is a root device, what it hears are its children.

import type { Cancel, Clock } from '@bluebell/ble/core';
import type { SensorEvent } from '@bluebell/sensors';
import type { Device, Update } from '../../state/device.ts';
import type { MqttLink } from '../mqtt-link.ts';
import type { Presence } from '../mqtt-link-parts.ts';
import type { Sink } from '../sink.ts';
import {
  DIAL_SUM,
  deviceShape,
  EVENTS,
  type HomieShape,
  homieId,
  hubShape,
  VALUES,
  valuesOf,
} from './homie-description.ts';
import { HomieLeftOver } from './homie-left-over.ts';

/** How the hub shows. */
export interface HomieOptions {
  /** The first level of all topics. `homie` */
  readonly base: string;
  /** Which hub this is: twelve hex digits. */
  readonly hubId: string;
  readonly name: string;
}

/** What the sink works with. */
export interface HomieParts {
  /** A connection of its own, made with `homiePresence`: the last will is that of the root device. */
  readonly link: Pick<
    MqttLink,
    'isConnected' | 'addEvent' | 'subscribe' | 'onOpen' | 'drained' | 'close'
  >;
  readonly clock: Clock;
  /** Whether this hub tells of a device. */
  readonly owns: (deviceId: string) => boolean;
  /** A user sets what the steps of a dial sum up to. */
  readonly setDialSum: (deviceId: string, sum: number) => void;
}

/** A device as it was told. */
interface Child {
  device: Device;
  /** What its events came from so far. */
  readonly sources: Set<string>;
  /** The description without its version, to see whether it is another one. */
  description: string;
  /** Values by topic. */
  readonly told: Map<string, string>;
}

/** What was told before a restart stays this long: not every device has spoken again at once. */
const GRACE_MS = 10 * 60_000;

/** Where events of one device may come from. */
const MOST_SOURCES = 32;

/** `-9007199254740991` is the longest. */
const WHOLE_NUMBER = /^[+-]?\d{1,16}$/;

/** The sink. */
export class HomieSink implements Sink {
  readonly name = 'homie';
  readonly isShared = true;
  readonly #options: HomieOptions;
  readonly #parts: HomieParts;
  readonly #root: string;
  readonly #children = new Map<string, Child>();
  readonly #leftOver: HomieLeftOver;
  #cancelCleaning: Cancel = () => {};
  #endHearing: Cancel;
  #version = 0;
  #isGone = false;

  constructor(options: HomieOptions, parts: HomieParts) {
    this.#options = options;
    this.#parts = parts;
    this.#root = rootId(options.hubId);
    parts.link.subscribe(
      `${this.#topOf('+')}/${VALUES}/${DIAL_SUM}/set`,
      (topic, payload, isRetained) => {
        if (!isRetained) this.#set(topic, payload);
      },
    );
    this.#leftOver = new HomieLeftOver(this.#root);
    this.#endHearing = parts.link.subscribe(`${this.#topOf('+')}/$description`, (topic, payload) =>
      this.#leftOver.hear(topic.split('/').at(-2) ?? '', payload),
    );
    this.#cleanLater();
    parts.link.onOpen(() => this.#tellAll());
  }

  update({ device, events, sinceMs }: Update): void {
    if (!device.settings.isAnnounced) {
      this.forget(device);
      return;
    }
    if (!this.#parts.owns(device.id)) {
      this.#release(device);
      return;
    }
    const child = this.#childOf(device);
    child.device = device;
    for (const { source } of events) {
      if (child.sources.size < MOST_SOURCES) child.sources.add(source);
    }
    if (!this.#parts.link.isConnected) return;
    this.#tellChild(child);
    for (const event of events) this.#tellEvent(child, event, sinceMs);
  }

  forget(device: Device): void {
    const child = this.#children.get(homieId(device.id));
    if (!child) return;
    this.#release(device);
    this.#clear(homieId(device.id), child.told.keys());
  }

  /** Ends while the hub goes on: the broker forgets all that was told, if it is there. */
  async takeBack(): Promise<void> {
    this.#isGone = true;
    for (const [id, { told }] of this.#children) this.#clear(id, told.keys());
    this.#children.clear();
    this.#clear(this.#root);
    // It may be more than fits into the time of a goodbye.
    await this.#parts.link.drained();
    await this.close();
  }

  close(): Promise<void> {
    this.#cancelCleaning();
    return this.#parts.link.close();
  }

  #cleanLater(): void {
    this.#cancelCleaning = this.#parts.clock.after(GRACE_MS, () => this.#cleanUp());
  }

  /** Takes back what was told before a restart of what there is no more. */
  #cleanUp(): void {
    if (!this.#parts.link.isConnected) {
      this.#cleanLater();
      return;
    }
    this.#endHearing();
    for (const [id, properties] of this.#leftOver.take((child) => this.#children.has(child))) {
      this.#clear(
        id,
        properties.map((property) => `${this.#topOf(id)}/${property}`),
      );
    }
  }

  /** Another hub tells of it from now on: what stands on the broker is that hub's. */
  #release({ id }: Device): void {
    if (this.#children.delete(homieId(id))) this.#tellRoot();
  }

  /** The state goes first: then nobody takes the rest for a device. */
  #clear(id: string, values: Iterable<string> = []): void {
    for (const what of ['$state', '$description']) this.#publish(`${this.#topOf(id)}/${what}`, '');
    for (const topic of values) this.#publish(topic, '');
  }

  #childOf(device: Device): Child {
    const id = homieId(device.id);
    const known = this.#children.get(id);
    if (known) return known;
    const child: Child = { device, sources: new Set(), description: '', told: new Map() };
    this.#children.set(id, child);
    return child;
  }

  /** The broker let us in, and may have forgotten everything. */
  #tellAll(): void {
    if (this.#isGone) return;
    for (const child of this.#children.values()) {
      child.description = '';
      child.told.clear();
      this.#tellChild(child, false);
    }
    this.#tellRoot();
  }

  /** Descriptions change only while a device says that it is not ready. */
  #tellChild(child: Child, isRootTold = true): void {
    const id = homieId(child.device.id);
    const top = this.#topOf(id);
    const shape = deviceShape(child.device, this.#root, child.sources);
    const isNew = child.description === '';
    if (child.description !== JSON.stringify(shape)) {
      child.description = JSON.stringify(shape);
      this.#publish(`${top}/$state`, 'init');
      this.#describe(top, shape);
      this.#tellValues(child, top);
      this.#publish(`${top}/$state`, stateOf(child.device));
      child.told.set(`${top}/$state`, stateOf(child.device));
      if (isNew && isRootTold) this.#tellRoot();
      return;
    }
    this.#tellValues(child, top);
    this.#publishChange(child, `${top}/$state`, stateOf(child.device));
  }

  #tellValues(child: Child, top: string): void {
    for (const [key, value] of valuesOf(child.device)) {
      this.#publishChange(child, `${top}/${key}`, value);
    }
  }

  /** @param sinceMs when it was heard, by the steady clock; absent for what was heard just now. */
  #tellEvent({ device }: Child, event: SensorEvent, sinceMs: number | undefined): void {
    const { source, type, steps, count } = event;
    // A light that goes on late is worse than one that does not: what waited stays unsaid.
    if (sinceMs !== undefined && this.#parts.clock.steady() - sinceMs > LATE_MS) return;
    const text = [type, steps, count].filter((part) => part !== undefined).join(' ');
    const topic = `${this.#topOf(homieId(device.id))}/${EVENTS}/${homieId(source)}`;
    this.#parts.link.addEvent(topic, text);
  }

  #tellRoot(): void {
    if (!this.#parts.link.isConnected) return;
    const top = this.#topOf(this.#root);
    this.#publish(`${top}/$state`, 'init');
    this.#describe(top, hubShape(this.#options.name, [...this.#children.keys()]));
    this.#publish(`${top}/$state`, 'ready');
  }

  /** A version grows with every change, over restarts too: it is the time, in milliseconds. */
  #describe(top: string, shape: HomieShape): void {
    this.#version = Math.max(this.#version + 1, Math.floor(this.#parts.clock.now()));
    this.#publish(`${top}/$description`, JSON.stringify({ ...shape, version: this.#version }));
  }

  #publishChange({ told }: Child, topic: string, value: string): void {
    if (told.get(topic) === value) return;
    told.set(topic, value);
    this.#publish(topic, value);
  }

  /** In order, and kept by the broker. While it is away all is told anew later. */
  #publish(topic: string, payload: string): void {
    if (this.#parts.link.isConnected) {
      this.#parts.link.addEvent(topic, payload, { isRetained: true });
    }
  }

  #set(topic: string, payload: string): void {
    const id = topic.split('/').at(-4) ?? '';
    const child = this.#children.get(id);
    const sum = WHOLE_NUMBER.test(payload) ? Number(payload) : Number.NaN;
    if (child && Number.isSafeInteger(sum)) this.#parts.setDialSum(child.device.id, sum);
  }

  #topOf(id: string): string {
    return `${this.#options.base}/5/${id}`;
  }
}

/** Events older than this are not told any more. */
const LATE_MS = 10_000;

/**
 * What the link of the sink says of itself: only the root has a last will.
 *
 * @param isGone whether the hub is no device of Homie any more.
 */
export function homiePresence(
  { base, hubId }: Pick<HomieOptions, 'base' | 'hubId'>,
  isGone: () => boolean,
): Presence {
  const topic = `${base}/5/${rootId(hubId)}/$state`;
  const offline = () => (isGone() ? '' : 'disconnected');
  return { topic, online: 'init', offline, lost: 'lost' };
}

function rootId(hubId: string): string {
  return homieId(`bluebell-${hubId}`);
}

function stateOf({ isOnline }: Device): string {
  return isOnline === false ? 'disconnected' : 'ready';
}
