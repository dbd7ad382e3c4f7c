// The way to a broker and back: connects at once, and again for ever; what is to be said meanwhile
// waits in an outbox. Sinks decide what is said; this decides when.

import { type Cancel, type Clock, sleep } from '@bluebell/ble/core';
import type { Histogram } from '../api/metrics/histogram.ts';
import { Backoff } from './backoff.ts';
import { Complaints } from './complaints.ts';
import { Delivery } from './delivery.ts';
import { type LastWill, MqttConnection, type MqttVersion } from './mqtt-connection.ts';
import { mqttFailure } from './mqtt-failure.ts';
import {
  goodbyeOf,
  type LinkCounts,
  type LinkState,
  type MqttLinkEvents,
  type MqttLinkParts,
  type OnMessage,
  type Presence,
} from './mqtt-link-parts.ts';
import { type MqttSettings, type MqttSinkOptions, mqttSettings } from './mqtt-settings.ts';
import { type EventOptions, Outbox, type Render, type StateOptions } from './outbox.ts';
import { Refusals } from './refusals.ts';
import { Steadiness } from './steadiness.ts';
import { Subscriptions } from './subscriptions.ts';

/** Topics that are named as what the broker may not allow. */
const MOST_SUSPECTS = 3;
/** How long saying goodbye may take. */
const FAREWELL_MS = 1_000;

/**
 * While the broker is away the newest state of each topic and the events of the last minutes wait,
 * as `MqttSinkOptions.waiting` says. An event that was under way when the connection broke is sent
 * again.
 */
export class MqttLink {
  readonly #settings: MqttSettings;
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #delivery: Delivery;
  readonly #backoff: Backoff;
  readonly #steadiness: Steadiness;
  readonly #presence: Presence;
  readonly #events: MqttLinkEvents;
  readonly #subscriptions = new Subscriptions();
  readonly #openListeners: (() => void)[] = [];
  readonly #refusals: Refusals;
  readonly #complaints: Complaints;
  #version: MqttVersion;
  #connection: MqttConnection | undefined;
  #received = 0;
  #cancelRetry: Cancel = () => {};
  #closing: Promise<void> | undefined;

  /**
   * @param after what to wait for before the first attempt, such as the end of a link before it.
   * @throws {UsageError} a setting that can never work, named.
   */
  constructor(
    options: MqttSinkOptions,
    presence: Presence,
    { log, clock, random }: MqttLinkParts,
    events: MqttLinkEvents = {},
    after?: Promise<void>,
  ) {
    this.#settings = mqttSettings(options);
    const { host, port, waiting, backoff, version, tls } = this.#settings;
    this.#clock = clock;
    this.#outbox = new Outbox(clock, waiting);
    this.#refusals = new Refusals(log);
    this.#delivery = new Delivery({ outbox: this.#outbox, refusals: this.#refusals, clock });
    this.#backoff = new Backoff(backoff, random);
    this.#steadiness = new Steadiness(clock);
    this.#presence = presence;
    this.#events = events;
    this.#version = version;
    this.#complaints = new Complaints(log, `${host}:${port}`);
    if (tls.verify === false) this.#complaints.notVerified();
    if (after) void after.finally(() => this.#connect());
    else this.#connect();
  }

  /** Whether the broker is there. */
  get isConnected(): boolean {
    return this.#delivery.isOpen;
  }

  /** How often the broker let us in. */
  get connections(): number {
    return this.#steadiness.connections;
  }

  /** Where it leads, every default filled in. */
  get settings(): MqttSettings {
    return this.#settings;
  }

  /** Events that wait for the broker. */
  get waitingEvents(): number {
    return this.#outbox.waitingEvents;
  }

  /** Events that were lost because too many waited, or for too long. */
  get droppedEvents(): number {
    return this.#outbox.droppedEvents;
  }

  /** What went through so far. */
  get counts(): Readonly<LinkCounts> {
    return {
      published: this.#delivery.published,
      received: this.#received,
      dropped: this.droppedEvents,
      refused: this.#refusals.count,
    };
  }

  /** How long the broker takes to take a message, in seconds. */
  get publishLatency(): Histogram {
    return this.#delivery.latency;
  }

  /** How it is doing. */
  get state(): LinkState {
    return {
      isConnected: this.isConnected,
      sinceMs: this.#steadiness.sinceMs,
      lastFailure: this.#complaints.last,
      isUnsteady: this.#steadiness.isUnsteady,
    };
  }

  /** The new state of a topic, retained, in place of the one before. */
  putState(topic: string, render: Render, options?: StateOptions): void {
    if (this.#closing) return;
    this.#outbox.putState(topic, render, options);
    this.#delivery.pump();
  }

  /**
   * No more state on this topic: the broker forgets it, if it was ever told.
   *
   * @param wasTold it was, if not by this program then by the one before.
   */
  clearState(topic: string, wasTold = false): void {
    if (this.#closing) return;
    this.#outbox.clearState(topic, wasTold);
    this.#delivery.pump();
  }

  /** No more state on this topic from us: the broker keeps what it has, since others tell it now. */
  releaseState(topic: string): void {
    this.#outbox.releaseState(topic);
  }

  /** Something that happened: sent in order, and again where nobody knows whether it came through. */
  addEvent(topic: string, payload: string, options?: EventOptions): void {
    if (this.#closing) return;
    this.#outbox.addEvent(topic, payload, options);
    this.#delivery.pump();
  }

  /**
   * Calls back on every connection to come, once what is to be heard was asked for and everybody was
   * told that we are there, and before anything that waits is sent.
   */
  onOpen(listener: () => void): void {
    this.#openListeners.push(listener);
  }

  /** Hears what others say, now and on every connection to come, until it is cancelled. */
  subscribe(filter: string, onMessage: OnMessage): Cancel {
    const cancel = this.#subscriptions.add(filter, onMessage);
    if (this.isConnected) this.#ask(filter);
    return () => {
      cancel();
      const isWanted = this.#subscriptions.filters.has(filter);
      if (!isWanted && this.isConnected) this.#connection?.unsubscribe(filter);
    };
  }

  /** Settles once the broker has all that waits; at once where it is away. */
  drained(): Promise<void> {
    return this.#idle();
  }

  /** Sends what waits, says goodbye and hangs up; at most a second. */
  close(): Promise<void> {
    this.#closing ??= this.#sayGoodbye();
    return this.#closing;
  }

  #connect(): void {
    this.#cancelRetry = () => {};
    if (this.#closing) return;
    const { topic, lost } = this.#presence;
    const will: LastWill = { topic, payload: lost ?? goodbyeOf(this.#presence) ?? '' };
    try {
      const connection = new MqttConnection(this.#settings, this.#version, will, {
        onOpen: (window) => this.#opened(connection, window),
        onMessage: (topic, payload, isRetained) => this.#hear(topic, payload, isRetained),
        onEnd: (cause) => this.#ended(cause),
      });
      this.#connection = connection;
    } catch (cause) {
      this.#ended(cause);
    }
  }

  /** First what we want to hear, that we are there, what everything is, then what happened meanwhile. */
  #opened(connection: MqttConnection, window: number): void {
    this.#steadiness.opened();
    this.#delivery.open(connection, window);
    this.#complaints.connected({ version: this.#version, waitingEvents: this.waitingEvents });
    this.#complaints.dropped(this.droppedEvents);
    for (const filter of this.#subscriptions.filters) this.#ask(filter);
    const { topic, online } = this.#presence;
    this.#delivery.send({ topic, payload: online, isRetained: true });
    this.#events.onOpen?.();
    for (const listener of this.#openListeners) listener();
    this.#delivery.pump();
  }

  #ended(cause: unknown): void {
    const wasConnected = this.isConnected;
    const wasGood = this.#steadiness.ended();
    if (wasGood) this.#backoff.reset();
    this.#connection = undefined;
    this.#delivery.stop();
    if (wasConnected) this.#events.onEnd?.();
    if (this.#closing) return;
    const failure = mqttFailure(cause, wasConnected);
    const isTooNew = failure.isAboutVersion && this.#version === '5';
    const retryMs = isTooNew ? 0 : this.#backoff.next(failure.isLasting);
    if (isTooNew) {
      this.#version = '3.1.1';
      this.#complaints.tooOld();
    } else {
      // A broker of MQTT 3.1.1 that does not allow a topic can only hang up.
      const suspects = wasConnected && !wasGood ? this.#delivery.topicsUnderWay : [];
      const topics = suspects.slice(0, MOST_SUSPECTS);
      this.#complaints.failed(failure, { wasGood, topics, retryMs });
    }
    this.#cancelRetry = this.#clock.after(retryMs, () => this.#connect());
  }

  #ask(filter: string): void {
    this.#connection?.subscribe(filter, (isGranted) => {
      if (!isGranted) this.#refusals.note('hear', filter);
    });
  }

  #hear(topic: string, payload: string, isRetained: boolean): void {
    if (this.#closing) return;
    this.#received++;
    this.#subscriptions.deliver(topic, payload, isRetained);
  }

  async #sayGoodbye(): Promise<void> {
    this.#cancelRetry();
    const timeIsUp = new AbortController();
    const timer = sleep(this.#clock, FAREWELL_MS, timeIsUp.signal).catch(() => {});
    await Promise.race([this.#finish(), timer]);
    timeIsUp.abort();
    this.#connection?.destroy();
  }

  async #finish(): Promise<void> {
    await this.#idle();
    if (!this.isConnected) return;
    const { topic } = this.#presence;
    const payload = goodbyeOf(this.#presence);
    if (payload !== undefined) this.#delivery.send({ topic, payload, isRetained: true });
    await this.#idle();
    await this.#connection?.end();
  }

  /** Waits until nothing waits or is under way, or there is no connection to send it on. */
  #idle(): Promise<void> {
    return this.#connection ? this.#delivery.done() : Promise.resolve();
  }
}
