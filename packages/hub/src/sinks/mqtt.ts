// Tells an MQTT broker what the hub hears: `<base>/<device>` holds the state of a device, retained;
// `<base>/<device>/event` gets what happens; `<base>/bridge/state` says whether the hub is there.

import { type Cancel, type Clock, type Log, sleep } from '@bluebell/ble/core';
import type { Device, Update } from '../state/device.ts';
import { Backoff } from './backoff.ts';
import {
  type LastWill,
  MqttConnection,
  type MqttVersion,
  type Outcome,
} from './mqtt-connection.ts';
import { type MqttFailure, mqttFailure } from './mqtt-failure.ts';
import { type MqttSettings, type MqttSinkOptions, mqttSettings } from './mqtt-settings.ts';
import { Outbox, type Outgoing } from './outbox.ts';
import { renderEvent, renderState } from './payload.ts';
import type { Sink } from './sink.ts';

/** What the sink gets from outside. */
export interface MqttSinkParts {
  readonly log: Log;
  readonly clock: Clock;
  /** Numbers from 0 up to, and without, 1. */
  readonly random: () => number;
}

/** Messages under way at once: enough to hide the latency, few enough for small brokers. */
const WINDOW = 16;
/** A connection that held this long was a good one: the next failure is the first again. */
const GOOD_AFTER_MS = 10_000;
/** How long saying goodbye may take. */
const FAREWELL_MS = 1_000;

/**
 * Connects at once, and again for ever. While the broker is away the newest state of each device
 * and the events of the last minutes wait, as `MqttSinkOptions.waiting` says. An event that was
 * under way when the connection broke is sent again: its `time` tells it from another like it.
 */
export class MqttSink implements Sink {
  readonly name = 'mqtt';
  readonly #settings: MqttSettings;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #backoff: Backoff;
  readonly #will: LastWill;
  #version: MqttVersion;
  #connection: MqttConnection | undefined;
  /** 0 while not connected. */
  #window = 0;
  #underWay = 0;
  #openedAtMs = 0;
  #reportedDrops = 0;
  #lastFailure = '';
  #cancelRetry: Cancel = () => {};
  #closing: Promise<void> | undefined;
  #onIdle: () => void = () => {};

  /** @throws {UsageError} a setting that can never work, named. */
  constructor(options: MqttSinkOptions, { log, clock, random }: MqttSinkParts) {
    this.#settings = mqttSettings(options);
    this.#log = log;
    this.#clock = clock;
    this.#outbox = new Outbox(clock, this.#settings.waiting);
    this.#backoff = new Backoff(this.#settings.backoff, random);
    this.#will = { topic: this.#bridgeTopic, payload: JSON.stringify({ state: 'offline' }) };
    this.#version = this.#settings.version;
    if (this.#settings.tls.verify === false) {
      log.warn(
        'MQTT_NOT_VERIFIED',
        `tls.verify is false: whoever answers at ${this.#broker} gets the password and all data`,
      );
    }
    this.#connect();
  }

  /** Whether the broker is there. */
  get isConnected(): boolean {
    return this.#window > 0;
  }

  /** Events that wait for the broker. */
  get waitingEvents(): number {
    return this.#outbox.waitingEvents;
  }

  /** Events that were lost because too many waited, or for too long. */
  get droppedEvents(): number {
    return this.#outbox.droppedEvents;
  }

  update({ device, events, timeMs }: Update): void {
    if (this.#closing) return;
    const topic = this.#topicOf(device);
    this.#outbox.putState(topic, () => renderState(device));
    for (const event of events) this.#outbox.addEvent(`${topic}/event`, renderEvent(event, timeMs));
    this.#pump();
  }

  forget(device: Device): void {
    if (this.#closing) return;
    this.#outbox.clearState(this.#topicOf(device));
    this.#pump();
  }

  /** Settles once the broker has all that waits; at once where it is away. */
  drained(): Promise<void> {
    return this.#idle();
  }

  close(): Promise<void> {
    this.#closing ??= this.#sayGoodbye();
    return this.#closing;
  }

  #topicOf(device: Device): string {
    return `${this.#settings.base}/${device.id}`;
  }

  get #broker(): string {
    return `${this.#settings.host}:${this.#settings.port}`;
  }

  get #bridgeTopic(): string {
    return `${this.#settings.base}/bridge/state`;
  }

  #connect(): void {
    this.#cancelRetry = () => {};
    try {
      this.#connection = new MqttConnection(this.#settings, this.#version, this.#will, {
        onOpen: (window) => this.#opened(window),
        onEnd: (cause) => this.#ended(cause),
      });
    } catch (cause) {
      this.#ended(cause);
    }
  }

  /** First that we are there, then what everything is, then what happened meanwhile. */
  #opened(window: number): void {
    this.#window = Math.min(WINDOW, window);
    this.#underWay = 0;
    this.#openedAtMs = this.#clock.now();
    this.#lastFailure = '';
    this.#outbox.rewind();
    this.#log.info('MQTT_CONNECTED', `connected to the MQTT broker at ${this.#broker}`, {
      version: this.#version,
      waitingEvents: this.waitingEvents,
    });
    this.#reportDrops();
    this.#send({ ...this.#will, payload: JSON.stringify({ state: 'online' }), isRetained: true });
    this.#pump();
  }

  #ended(cause: unknown): void {
    const wasConnected = this.isConnected;
    if (wasConnected && this.#clock.now() - this.#openedAtMs >= GOOD_AFTER_MS)
      this.#backoff.reset();
    this.#connection = undefined;
    this.#window = 0;
    this.#onIdle();
    if (this.#closing) return;
    const failure = mqttFailure(cause, wasConnected);
    const isTooNew = failure.isAboutVersion && this.#version === '5';
    const retryMs = isTooNew ? 0 : this.#backoff.next(failure.isLasting);
    if (isTooNew) this.#stepBack();
    else this.#report(failure, retryMs);
    this.#cancelRetry = this.#clock.after(retryMs, () => this.#connect());
  }

  #stepBack(): void {
    this.#version = '3.1.1';
    this.#log.warn(
      'MQTT_OLD_BROKER',
      `the MQTT broker at ${this.#broker} does not speak MQTT 5: using 3.1.1`,
    );
  }

  /** Loud when it is news, quiet when the same thing fails again. */
  #report({ code, text }: MqttFailure, retryMs: number): void {
    const level = text === this.#lastFailure ? 'debug' : 'warn';
    this.#lastFailure = text;
    const what = FAILURE_WORDS[code];
    this.#log[level](code, `${what} the MQTT broker at ${this.#broker}: ${text}`, { retryMs });
  }

  #reportDrops(): void {
    const dropped = this.droppedEvents - this.#reportedDrops;
    if (dropped === 0) return;
    this.#reportedDrops = this.droppedEvents;
    this.#log.warn('MQTT_DROPPED', 'events were lost while the MQTT broker was away', { dropped });
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
    this.#connection?.publish(message, (outcome) => this.#settled(message, outcome));
  }

  #settled(message: Outgoing, outcome: Outcome): void {
    // What is lost goes out again on the next connection: the outbox still has it.
    if (outcome === 'lost') return;
    this.#underWay--;
    this.#outbox.settle(message);
    if (outcome === 'refused') {
      this.#log.warn(
        'MQTT_NOT_ALLOWED',
        `the MQTT broker refuses messages on ${message.topic}: check what it allows this user`,
      );
    }
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
    this.#send({ ...this.#will, isRetained: true });
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

const FAILURE_WORDS: Readonly<Record<MqttFailure['code'], string>> = {
  MQTT_REFUSED: 'refused by',
  MQTT_TLS: 'no trust in',
  MQTT_UNREACHABLE: 'cannot reach',
  MQTT_LOST: 'lost',
};
