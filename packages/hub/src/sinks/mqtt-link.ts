// The way to a broker and back: connects at once, and again for ever; what is to be said meanwhile
// waits in an outbox. Sinks decide what is said; this decides when.

import { type Cancel, type Clock, type Log, sleep } from '@bluebell/ble/core';
import { Histogram } from '../api/metrics/histogram.ts';
import { Backoff } from './backoff.ts';
import { Complaints } from './complaints.ts';
import {
  type LastWill,
  MqttConnection,
  type MqttVersion,
  type Outcome,
} from './mqtt-connection.ts';
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
import {
  type EventOptions,
  Outbox,
  type Outgoing,
  type Render,
  type StateOptions,
} from './outbox.ts';
import { Refusals } from './refusals.ts';
import { Subscriptions } from './subscriptions.ts';

/** Messages under way at once: enough to hide the latency, few enough for small brokers. */
const WINDOW = 16;
/** A connection that held this long was a good one: the next failure is the first again. */
const GOOD_AFTER_MS = 10_000;
/** So many in a row that were not are no chance any more. */
const UNSTEADY_AFTER = 3;
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
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #backoff: Backoff;
  readonly #presence: Presence;
  readonly #events: MqttLinkEvents;
  readonly #subscriptions = new Subscriptions();
  readonly #openListeners: (() => void)[] = [];
  readonly #refusals: Refusals;
  readonly #counts = { published: 0, received: 0 };
  /** How long the broker takes to take a message, in seconds. */
  readonly publishLatency = new Histogram();
  #version: MqttVersion;
  #connection: MqttConnection | undefined;
  /** 0 while not connected. */
  #window = 0;
  #underWay = 0;
  #openedAtMs = 0;
  /** Since when it is as it is, by the wall clock. */
  #sinceMs: number;
  #connections = 0;
  /** Connections in a row that did not hold. */
  #shortOnes = 0;
  #reportedDrops = 0;
  readonly #complaints: Complaints;
  /** Handed to the broker and not yet acknowledged, in order. */
  readonly #sent = new Set<Outgoing>();
  #cancelRetry: Cancel = () => {};
  #closing: Promise<void> | undefined;
  #onIdle: () => void = () => {};

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
    this.#log = log;
    this.#clock = clock;
    this.#outbox = new Outbox(clock, this.#settings.waiting);
    this.#backoff = new Backoff(this.#settings.backoff, random);
    this.#presence = presence;
    this.#events = events;
    this.#version = this.#settings.version;
    this.#sinceMs = clock.now();
    this.#refusals = new Refusals(log);
    this.#complaints = new Complaints(log, `the MQTT broker at ${this.#broker}`);
    if (this.#settings.tls.verify === false) {
      log.warn(
        'MQTT_NOT_VERIFIED',
        `tls.verify is false: whoever answers at ${this.#broker} gets the password and all data`,
      );
    }
    if (after) void after.finally(() => this.#connect());
    else this.#connect();
  }

  /** Whether the broker is there. */
  get isConnected(): boolean {
    return this.#window > 0;
  }

  /** How often the broker let us in. */
  get connections(): number {
    return this.#connections;
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
    return { ...this.#counts, dropped: this.droppedEvents, refused: this.#refusals.count };
  }

  /** How it is doing. */
  get state(): LinkState {
    return {
      isConnected: this.isConnected,
      sinceMs: this.#sinceMs,
      lastFailure: this.#complaints.last,
      isUnsteady: this.#shortOnes >= UNSTEADY_AFTER && !(this.isConnected && this.#hasHeld),
    };
  }

  /** The new state of a topic, retained, in place of the one before. */
  putState(topic: string, render: Render, options?: StateOptions): void {
    if (this.#closing) return;
    this.#outbox.putState(topic, render, options);
    this.#pump();
  }

  /**
   * No more state on this topic: the broker forgets it, if it was ever told.
   *
   * @param wasTold it was, if not by this program then by the one before.
   */
  clearState(topic: string, wasTold = false): void {
    if (this.#closing) return;
    this.#outbox.clearState(topic, wasTold);
    this.#pump();
  }

  /** No more state on this topic from us: the broker keeps what it has, since others tell it now. */
  releaseState(topic: string): void {
    this.#outbox.releaseState(topic);
  }

  /** Something that happened: sent in order, and again where nobody knows whether it came through. */
  addEvent(topic: string, payload: string, options?: EventOptions): void {
    if (this.#closing) return;
    this.#outbox.addEvent(topic, payload, options);
    this.#pump();
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

  get #broker(): string {
    return `${this.#settings.host}:${this.#settings.port}`;
  }

  get #hasHeld(): boolean {
    return this.#clock.steady() - this.#openedAtMs >= GOOD_AFTER_MS;
  }

  #connect(): void {
    this.#cancelRetry = () => {};
    if (this.#closing) return;
    const { topic, lost } = this.#presence;
    const will: LastWill = { topic, payload: lost ?? goodbyeOf(this.#presence) ?? '' };
    try {
      this.#connection = new MqttConnection(this.#settings, this.#version, will, {
        onOpen: (window) => this.#opened(window),
        onMessage: (topic, payload, isRetained) => this.#received(topic, payload, isRetained),
        onEnd: (cause) => this.#ended(cause),
      });
    } catch (cause) {
      this.#ended(cause);
    }
  }

  /** First what we want to hear, that we are there, what everything is, then what happened meanwhile. */
  #opened(window: number): void {
    this.#window = Math.min(WINDOW, window);
    this.#underWay = 0;
    this.#openedAtMs = this.#clock.steady();
    this.#sinceMs = this.#clock.now();
    this.#connections++;
    this.#sent.clear();
    this.#outbox.rewind();
    this.#complaints.connected({
      version: this.#version,
      waitingEvents: this.waitingEvents,
    });
    this.#reportDrops();
    for (const filter of this.#subscriptions.filters) this.#ask(filter);
    const { topic, online } = this.#presence;
    this.#send({ topic, payload: online, isRetained: true });
    this.#events.onOpen?.();
    for (const listener of this.#openListeners) listener();
    this.#pump();
  }

  #ended(cause: unknown): void {
    const wasConnected = this.isConnected;
    const wasGood = wasConnected && this.#hasHeld;
    if (wasConnected) this.#shortOnes = wasGood ? 0 : this.#shortOnes + 1;
    if (wasGood) this.#backoff.reset();
    if (wasConnected) this.#sinceMs = this.#clock.now();
    const suspects = [...this.#sent].slice(0, MOST_SUSPECTS).map(({ topic }) => topic);
    this.#connection = undefined;
    this.#window = 0;
    this.#onIdle();
    if (wasConnected) this.#events.onEnd?.();
    if (this.#closing) return;
    const failure = mqttFailure(cause, wasConnected);
    const isTooNew = failure.isAboutVersion && this.#version === '5';
    const retryMs = isTooNew ? 0 : this.#backoff.next(failure.isLasting);
    if (isTooNew) this.#stepBack();
    else {
      // A broker of MQTT 3.1.1 that does not allow a topic can only hang up.
      const topics = wasConnected && !wasGood ? suspects : [];
      this.#complaints.failed(failure, { wasGood, topics, retryMs });
    }
    this.#cancelRetry = this.#clock.after(retryMs, () => this.#connect());
  }

  #stepBack(): void {
    this.#version = '3.1.1';
    this.#log.warn(
      'MQTT_OLD_BROKER',
      `the MQTT broker at ${this.#broker} does not speak MQTT 5: using 3.1.1`,
    );
  }

  #reportDrops(): void {
    const dropped = this.droppedEvents - this.#reportedDrops;
    if (dropped === 0) return;
    this.#reportedDrops = this.droppedEvents;
    this.#log.warn('MQTT_DROPPED', 'events were lost while the MQTT broker was away', { dropped });
  }

  #ask(filter: string): void {
    this.#connection?.subscribe(filter, (isGranted) => {
      if (!isGranted) this.#refusals.note('hear', filter);
    });
  }

  #received(topic: string, payload: string, isRetained: boolean): void {
    if (this.#closing) return;
    this.#counts.received++;
    this.#subscriptions.deliver(topic, payload, isRetained);
  }

  /** Sends what waits, as much at once as the broker takes. */
  #pump(): void {
    while (this.#underWay < this.#window) {
      const next = this.#outbox.take();
      if (!next) break;
      this.#send(next);
    }
    if (this.#outbox.isEmpty && this.#underWay === 0) this.#onIdle();
  }

  #send(message: Outgoing): void {
    this.#underWay++;
    this.#sent.add(message);
    const sentMs = this.#clock.steady();
    this.#connection?.publish(message, (outcome) => this.#settled(message, outcome, sentMs));
  }

  #settled(message: Outgoing, outcome: Outcome, sentMs: number): void {
    // What is lost goes out again on the next connection: the outbox still has it.
    if (outcome === 'lost') return;
    this.#underWay--;
    this.#sent.delete(message);
    this.publishLatency.observe((this.#clock.steady() - sentMs) / 1_000);
    this.#outbox.settle(message);
    if (outcome === 'refused') this.#refusals.note('tell', message.topic);
    else this.#counts.published++;
    this.#pump();
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
    if (payload !== undefined) this.#send({ topic, payload, isRetained: true });
    await this.#idle();
    await this.#connection?.end();
  }

  /** Waits until nothing waits or is under way, or there is no connection to send it on. */
  #idle(): Promise<void> {
    const isOver = this.#outbox.isEmpty && this.#underWay === 0;
    if (!this.#connection || isOver) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle = resolve;
    });
  }
}
