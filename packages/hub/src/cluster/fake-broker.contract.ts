// A broker and its clients in virtual time, for tests of what hubs say to each other: it keeps one order,
// gives everybody their own words back, keeps what is retained, and loses connections in every way there is.

import type { VirtualClock } from '@bluebell/ble/core';
import type { OnMessage } from '../sinks/mqtt-link-parts.ts';
import type { Render } from '../sinks/outbox.ts';
import { isUnder } from '../sinks/topic-filter.ts';
import { type ClusterBus, presenceOf } from './bus.ts';

/** Base topic of tests. */
export const BASE = 'home';

interface Message {
  readonly topic: string;
  readonly payload: string;
  readonly isRetained: boolean;
}

/** What a broker took, and when. */
export interface Taken extends Message {
  readonly from: string;
  readonly atMs: number;
}

/** A broker in memory. */
export class FakeBroker {
  readonly clock: VirtualClock;
  /** Everything that it took. */
  readonly taken: Taken[] = [];
  readonly clients = new Set<FakeClient>();
  /** Ends that the broker has not noticed yet, by hub. */
  readonly wills = new Map<string, () => void>();
  readonly #retained = new Map<string, string>();
  isUp = true;

  constructor(clock: VirtualClock) {
    this.clock = clock;
  }

  /** What a topic holds, retained. */
  retained(topic: string): unknown {
    const payload = this.#retained.get(topic);
    return payload === undefined ? undefined : JSON.parse(payload);
  }

  retainedUnder(filter: string): readonly (readonly [string, string])[] {
    return [...this.#retained].filter(([topic]) => isUnder(filter, topic));
  }

  /** Ends all connections; nobody gets a will. */
  stop(keepsRetained: boolean): void {
    this.isUp = false;
    this.wills.clear();
    if (!keepsRetained) this.#retained.clear();
    for (const client of this.clients) client.lose();
  }

  start(): void {
    this.isUp = true;
  }

  /** Takes a message of a client, or of anybody. */
  take(from: string, { topic, payload, isRetained }: Message): void {
    this.taken.push({ from, topic, payload, isRetained, atMs: this.clock.steady() });
    if (isRetained && payload === '') this.#retained.delete(topic);
    else if (isRetained) this.#retained.set(topic, payload);
    for (const client of this.clients) client.deliver({ topic, payload, isRetained: false });
  }

  /** Somebody else writes this. */
  write(topic: string, payload: string, isRetained = false): void {
    this.take('somebody', { topic, payload, isRetained });
  }

  /** What was taken on a topic. */
  on(topic: string): readonly Taken[] {
    return this.taken.filter((message) => message.topic === topic);
  }
}

/** How a client reaches the broker. */
export interface FakeClientOptions {
  readonly hubId: string;
  /** How long the next message takes, one way. */
  readonly latencyMs?: () => number;
  /** Topics that the broker does not let it hear. */
  readonly denied?: readonly string[];
}

/**
 * The link of one hub. Messages of one way never overtake each other; what the broker has not acknowledged
 * when the connection ends is sent again on the next one.
 */
export class FakeClient implements ClusterBus {
  isConnected = false;
  readonly #broker: FakeBroker;
  readonly #options: FakeClientOptions;
  readonly #subscriptions: { filter: string; onMessage: OnMessage }[] = [];
  readonly #opens: (() => void)[] = [];
  readonly #states = new Map<string, Render>();
  #unacknowledged: Message[] = [];
  /** Each connection has its number: what belongs to an old one does not arrive. */
  #connection = 0;
  #upMs = 0;
  #downMs = 0;
  /** Until then nothing gets through, either way, and neither side knows. */
  #stalledUntilMs = 0;
  #isDead = false;

  constructor(broker: FakeBroker, options: FakeClientOptions) {
    this.#broker = broker;
    this.#options = options;
    broker.clients.add(this);
  }

  addEvent(topic: string, payload: string, { isRetained = false } = {}): void {
    if (this.#isDead) return;
    const message = { topic, payload, isRetained };
    this.#unacknowledged.push(message);
    if (this.isConnected) this.#send(message);
  }

  putState(topic: string, render: Render): void {
    if (this.#isDead) return;
    this.#states.set(topic, render);
    if (this.isConnected) this.#send({ topic, payload: render(), isRetained: true });
  }

  subscribe(filter: string, onMessage: OnMessage): void {
    this.#subscriptions.push({ filter, onMessage });
    if (this.isConnected) this.#greet(filter);
  }

  onOpen(listener: () => void): void {
    this.#opens.push(listener);
  }

  /** Lets the client in. */
  connect(): void {
    const { clock } = this.#broker;
    if (this.isConnected || this.#isDead || !this.#broker.isUp) return;
    const stallMs = this.#stalledUntilMs - clock.steady();
    if (stallMs > 0) {
      clock.after(stallMs, () => this.connect());
      return;
    }
    // Whoever comes with the same id takes the old connection over: then at the latest the broker tells its will.
    this.#broker.wills.get(this.#options.hubId)?.();
    this.isConnected = true;
    this.#connection++;
    const nowMs = clock.steady();
    this.#upMs = nowMs;
    this.#downMs = nowMs;
    for (const { filter } of this.#subscriptions) this.#greet(filter);
    const { topic, online } = presenceOf(BASE, this.#options.hubId);
    this.#send({ topic, payload: online, isRetained: true });
    for (const [topic, render] of this.#states) {
      this.#send({ topic, payload: render(), isRetained: true });
    }
    for (const message of this.#unacknowledged) this.#send(message);
    for (const listener of this.#opens) listener();
  }

  /** The connection is gone, and the client knows. The broker notices after a while, and tells the will. */
  lose(willAfterMs?: number): void {
    if (!this.isConnected) return;
    this.isConnected = false;
    this.#connection++;
    if (willAfterMs === undefined) return;
    const { clock, wills } = this.#broker;
    const { hubId } = this.#options;
    const will = () => {
      if (wills.get(hubId) !== will) return;
      wills.delete(hubId);
      this.#tellWill();
    };
    wills.set(hubId, will);
    clock.after(willAfterMs, will);
  }

  /** The hub ends without a goodbye; what it had not yet sent is lost. */
  kill(willAfterMs = 0): void {
    this.lose(willAfterMs);
    this.#isDead = true;
    this.#broker.clients.delete(this);
  }

  /** Nothing gets through for a while, and nobody knows. */
  stall(ms: number): void {
    this.#stalledUntilMs = this.#broker.clock.steady() + ms;
  }

  /** What the broker has for this client. */
  deliver(message: Message): void {
    if (!this.isConnected) return;
    const heard = this.#subscriptions.filter(({ filter }) => isUnder(filter, message.topic));
    if (heard.length === 0 || this.#options.denied?.some((one) => isUnder(one, message.topic))) {
      return;
    }
    this.#downMs = this.#arrival(this.#downMs);
    this.#at(this.#downMs, () => {
      for (const { onMessage } of heard) {
        onMessage(message.topic, message.payload, message.isRetained);
      }
    });
  }

  #tellWill(): void {
    if (!this.#broker.isUp) return;
    const { hubId } = this.#options;
    const { topic, lost } = presenceOf(BASE, hubId);
    this.#broker.take(hubId, { topic, payload: lost, isRetained: true });
  }

  #greet(filter: string): void {
    for (const [topic, payload] of this.#broker.retainedUnder(filter)) {
      this.deliver({ topic, payload, isRetained: true });
    }
  }

  #send(message: Message): void {
    this.#upMs = this.#arrival(this.#upMs);
    this.#at(this.#upMs, () => {
      if (!this.#broker.isUp) return;
      this.#broker.take(this.#options.hubId, message);
      this.#downMs = this.#arrival(this.#downMs);
      this.#at(this.#downMs, () => {
        this.#unacknowledged = this.#unacknowledged.filter((one) => one !== message);
      });
    });
  }

  /** Not before what went before it, nor while nothing gets through. */
  #arrival(beforeMs: number): number {
    const ownMs = this.#broker.clock.steady() + (this.#options.latencyMs?.() ?? 1);
    return Math.max(ownMs, beforeMs, this.#stalledUntilMs);
  }

  #at(timeMs: number, arrive: () => void): void {
    const { clock } = this.#broker;
    const connection = this.#connection;
    clock.after(timeMs - clock.steady(), () => {
      if (this.#connection === connection) arrive();
    });
  }
}
