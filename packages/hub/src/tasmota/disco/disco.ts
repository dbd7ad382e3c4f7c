// Announces sensors to Home Assistant as the script disco.be does, by what SENSOR messages really hold.

import { type AddressValue, parseAddress } from '@bluebell/ble/core';
import type { Sink } from '../../sinks/sink.ts';
import type { Device, Update } from '../../state/device.ts';
import type { SensorList, Slot } from '../config/sensor-list.ts';
import {
  type DiscoMessage,
  type DiscoPlace,
  discoHub,
  discoMessages,
  hasEntity,
  promisedMembers,
} from './disco-entities.ts';

/** `remove` takes back what was announced, for sensors of the list. */
export type DiscoMode = 'announce' | 'remove';

/** Where messages go. */
export interface DiscoLink {
  /** Retained, in place of the one before, and told anew on every connection. */
  putState(topic: string, render: () => string): void;
  /** Told no more on connections to come. */
  releaseState(topic: string): void;
}

/** What it works with. */
export interface DiscoParts {
  readonly mode: DiscoMode;
  readonly link: DiscoLink;
  readonly list: Iterable<Slot> & Pick<SensorList, 'of'>;
  /** Where telemetry stands now: the command Topic may move it. */
  readonly place: () => DiscoPlace;
}

/** What one sensor was announced as. */
interface Announced {
  readonly members: Set<string>;
  topics: ReadonlySet<string>;
  /** What the payloads depend on. */
  likeness: string;
}

/** Buttons that an unknown sensor may make up, and all else. */
const MOST_MEMBERS = 64;

/** The announcer. */
export class Disco implements Sink {
  readonly name = 'disco';
  readonly #parts: DiscoParts;
  readonly #announced = new Map<AddressValue, Announced>();
  #hubTopic: string | undefined;

  constructor(parts: DiscoParts) {
    this.#parts = parts;
    this.announce();
  }

  /** Tells of the hub and of every sensor; to be called when topics changed. */
  announce(): void {
    const { list, place } = this.#parts;
    const hub = discoHub(place());
    this.#hubTopic = hub.topic;
    this.#put(hub);
    for (const known of this.#announced.values()) known.likeness = '';
    for (const slot of list) this.#refresh(slot);
  }

  /** A SENSOR or STATE message that was published: what it holds of a sensor gets an entity. */
  heard(json: string): void {
    // Our own message: it is JSON, an object of objects.
    const message = JSON.parse(json) as Readonly<Record<string, unknown>>;
    for (const slot of this.#parts.list) {
      const object = Object.hasOwn(message, slot.key) ? message[slot.key] : undefined;
      if (typeof object === 'object' && object !== null) this.#refresh(slot, Object.keys(object));
    }
  }

  update({ device, changed }: Update): void {
    if (!changed.includes('name') && !changed.includes('product')) return;
    const slot = this.#parts.list.of(parseAddress(device.address));
    if (slot) this.#refresh(slot);
  }

  forget(device: Device): void {
    const address = parseAddress(device.address);
    for (const topic of this.#announced.get(address)?.topics ?? []) this.#clear(topic);
    this.#announced.delete(address);
  }

  /** The link says goodbye; what was announced stays. */
  async close(): Promise<void> {}

  /** Ends while the hub goes on. What was announced stays where it is to be `kept`, else it is taken back. */
  end(announced: 'kept' | 'removed'): void {
    const topics = [...this.#announced.values()].flatMap((known) => [...known.topics]);
    for (const topic of this.#hubTopic === undefined ? topics : [this.#hubTopic, ...topics]) {
      if (announced === 'kept') this.#parts.link.releaseState(topic);
      else this.#clear(topic);
    }
  }

  #refresh(slot: Slot, members: readonly string[] = []): void {
    const known = this.#knownOf(slot);
    for (const member of [...promisedMembers(slot), ...members]) {
      if (hasEntity(member) && known.members.size < MOST_MEMBERS) known.members.add(member);
    }
    if (known.members.size === 0) return;
    const likeness = [slot.key, slot.name, slot.override, ...known.members].join('\n');
    if (likeness === known.likeness) return;
    known.likeness = likeness;
    const messages = discoMessages(slot, known.members, this.#parts.place());
    const topics = new Set(messages.map(({ topic }) => topic));
    for (const topic of known.topics) if (!topics.has(topic)) this.#clear(topic);
    known.topics = topics;
    for (const message of messages) this.#put(message);
  }

  #knownOf({ address }: Slot): Announced {
    const known = this.#announced.get(address);
    if (known) return known;
    const fresh: Announced = { members: new Set(), topics: new Set(), likeness: '' };
    this.#announced.set(address, fresh);
    return fresh;
  }

  #put({ topic, payload }: DiscoMessage): void {
    const text = this.#parts.mode === 'announce' ? JSON.stringify(payload) : '';
    this.#parts.link.putState(topic, () => text);
  }

  #clear(topic: string): void {
    this.#parts.link.putState(topic, () => '');
  }
}
