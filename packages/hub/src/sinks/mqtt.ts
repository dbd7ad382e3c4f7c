// Tells an MQTT broker what the hub hears: `<base>/<device>` holds the state of a device, retained,
// and `<base>/<device>/availability` whether it is there; `<base>/<device>/event` gets what happens,
// `<base>/<device>/event_log` what is told too late to act upon.

import type { Cancel, Clock } from '@bluebell/ble/core';
import { alone, type Ownership } from '../cluster/agreement.ts';
import type { Device, Update } from '../state/device.ts';
import type { MqttLink } from './mqtt-link.ts';
import type { MqttSettings } from './mqtt-settings.ts';
import { Pacer } from './pacer.ts';
import { renderAvailability, renderEvent, renderState } from './payload.ts';
import type { Sink } from './sink.ts';
import { ToldTopics, type TopicMemory } from './told-topics.ts';
import { TopicNames } from './topic-names.ts';

/** A press that is told later than this goes to the log alone: no light goes on an hour late. */
const LATE_AFTER_MS = 10_000;

/** Values of one device go out so often at most; events at once. */
const LEAST_MS = 1_000;

/** Readers are told of a new topic a little later than it stands: so long the old one stays, too. */
const LEAVING_MS = 5_000;

/** The part of a link that is needed. */
export type TopicLink = { readonly settings: Pick<MqttSettings, 'base'> } & Pick<
  MqttLink,
  'putState' | 'clearState' | 'releaseState' | 'addEvent' | 'drained'
>;

/** What the sink works with. */
export interface MqttSinkParts {
  readonly clock: Clock;
  /** Default: topics by name. */
  readonly names?: TopicNames | undefined;
  /** Of this hub, where others may tell of the same devices. */
  readonly hubId?: string | undefined;
  /** Which devices this hub tells of. Default: all. */
  readonly ownership?: Ownership | undefined;
  /** Where it is kept which topics were told. Default: nowhere. */
  readonly memory?: TopicMemory | undefined;
  /** An event that is sent later than this goes to the log alone. Default 10 s. */
  readonly lateAfterMs?: number | undefined;
}

/** What is told of a device now. */
interface Told {
  readonly topic: string;
  readonly availability: string;
}

/** Our own topics, on the link that the hub says everything on. Closing the link is its owner's work. */
export class MqttSink implements Sink {
  readonly name = 'mqtt';
  readonly isShared = true;
  readonly #link: TopicLink;
  readonly #base: string;
  readonly #names: TopicNames;
  readonly #hubId: string | undefined;
  readonly #ownership: Ownership;
  readonly #topics: ToldTopics;
  readonly #pacer: Pacer;
  readonly #clock: Clock;
  readonly #lateAfterMs: number;
  readonly #devices = new Map<string, Device>();
  readonly #told = new Map<string, Told>();
  #cancelLeaving: Cancel = () => {};

  constructor(link: TopicLink, parts: MqttSinkParts) {
    const { clock, names, hubId, ownership = alone, memory, lateAfterMs = LATE_AFTER_MS } = parts;
    this.#link = link;
    this.#clock = clock;
    this.#lateAfterMs = lateAfterMs;
    this.#base = link.settings.base;
    this.#names = names ?? new TopicNames();
    this.#hubId = hubId;
    this.#ownership = ownership;
    this.#topics = new ToldTopics(this.#base, memory);
    this.#pacer = new Pacer(clock, LEAST_MS);
  }

  update({ device, events, timeMs, pressId, sinceMs }: Update): void {
    const topic = this.#topicOf(device);
    this.#devices.set(device.id, device);
    if (this.#ownership.owns(device.id)) this.#tell(device, topic, events.length > 0);
    else this.#release(device.id);
    const late = { afterMs: this.#lateAfterMs, topic: `${topic}/event_log` };
    for (const event of events) {
      const payload = renderEvent(event, timeMs, pressId);
      this.#link.addEvent(`${topic}/event`, payload, { late, sinceMs });
    }
  }

  forget(device: Device): void {
    const { id } = device;
    this.#devices.delete(id);
    this.#pacer.forget(id);
    const topic = this.#told.get(id)?.topic;
    this.#told.delete(id);
    this.#names.forget(device);
    this.#clearLeft((each) => each === id && this.#ownership.owns(id));
    if (topic === undefined) return;
    this.#clear(topic, false);
    this.#topics.set(id, undefined);
  }

  /** Tells once more how a device stands, to readers that do not keep it: all devices without an id. */
  tellAgain(id?: string): void {
    const devices = id === undefined ? [...this.#devices.values()] : [this.#devices.get(id)];
    for (const device of devices) {
      if (!device || !this.#ownership.owns(device.id)) continue;
      this.#told.delete(device.id);
      this.#tell(device, this.#topicOf(device), true);
    }
  }

  /**
   * Makes the broker forget devices that were told of by an earlier run and are none of ours any more.
   * To be called once all that are known were told.
   *
   * @param isKnown whether a device may still come, by its id.
   */
  clearStale(isKnown: (id: string) => boolean): void {
    for (const [id, topic] of this.#topics.all) {
      if (this.#told.has(id) || isKnown(id) || !this.#ownership.owns(id)) continue;
      this.#clear(topic, true);
      this.#topics.set(id, undefined);
    }
    if (this.#topics.left.length > 0) this.#clearLeftLater();
  }

  /** Settles once the broker has all that waits; at once where it is away. */
  drained(): Promise<void> {
    this.#pacer.flush();
    return this.#link.drained();
  }

  /** Hands all that waits to the link, which sends it when it is closed. */
  async close(): Promise<void> {
    this.#pacer.flush();
    this.#cancelLeaving();
    this.#clearLeft((id) => this.#ownership.owns(id));
  }

  #tell(device: Device, topic: string, isUrgent: boolean): void {
    const { id } = device;
    const before = this.#told.get(id);
    const availability = renderAvailability(device);
    const isMoved = before?.topic !== topic;
    if (isMoved) this.#move(id, before?.topic, topic);
    if (isMoved || before.availability !== availability) {
      this.#told.set(id, { topic, availability });
      this.#link.putState(`${topic}/availability`, () => availability);
    }
    const send = () => this.#link.putState(topic, () => renderState(device, this.#hubId));
    this.#pacer.send(id, isUrgent || isMoved, send);
  }

  /** What stands on the old topic, be it of an earlier run, is taken back once readers know the new one. */
  #move(id: string, before: string | undefined, topic: string): void {
    const old = before ?? this.#topics.get(id);
    this.#told.delete(id);
    const isLeft = old !== undefined && old !== topic && !this.#isTaken(old);
    if (isLeft && !this.#topics.leave(old, id)) this.#clear(old, true);
    this.#topics.set(id, topic);
    if (this.#topics.left.length > 0) this.#clearLeftLater();
  }

  /** Whoever moves meanwhile puts it off for all. */
  #clearLeftLater(): void {
    this.#cancelLeaving();
    this.#cancelLeaving = this.#clock.after(LEAVING_MS, () =>
      this.#clearLeft((id) => this.#ownership.owns(id)),
    );
  }

  /** Another hub may tell of a device where this one did: until it is ours again, its topics stay. */
  #clearLeft(isMeant: (id: string) => boolean): void {
    const taken = new Set([...this.#told.values()].map(({ topic }) => topic));
    const over = this.#topics.left.filter(([topic, id]) => taken.has(topic) || isMeant(id));
    for (const [topic] of over) if (!taken.has(topic)) this.#clear(topic, true);
    this.#topics.cleared(over.map(([topic]) => topic));
  }

  /** Whether a device is told of there by now. */
  #isTaken(topic: string): boolean {
    return [...this.#told.values()].some((told) => told.topic === topic);
  }

  /** Another hub tells of it now. */
  #release(id: string): void {
    const told = this.#told.get(id);
    if (!told) return;
    this.#pacer.forget(id);
    this.#told.delete(id);
    for (const topic of [told.topic, `${told.topic}/availability`]) this.#link.releaseState(topic);
  }

  #clear(topic: string, wasTold: boolean): void {
    for (const each of [topic, `${topic}/availability`]) this.#link.clearState(each, wasTold);
  }

  #topicOf(device: Device): string {
    return `${this.#base}/${this.#names.topicOf(device)}`;
  }
}
