// What is on its way to the broker: as much at once as it takes, and all of it again where nobody knows
// whether it came through.

import type { Clock } from '@bluebell/ble/core';
import { Histogram } from '../api/metrics/histogram.ts';
import type { MqttConnection, Outcome } from './mqtt-connection.ts';
import type { Outbox, Outgoing } from './outbox.ts';
import type { Refusals } from './refusals.ts';

/** Messages under way at once: enough to hide the latency, few enough for small brokers. */
const WINDOW = 16;

/** What it works with. */
export interface DeliveryParts {
  readonly outbox: Outbox;
  readonly refusals: Refusals;
  readonly clock: Pick<Clock, 'steady'>;
}

/** Empties an outbox into one connection after the other. */
export class Delivery {
  readonly #parts: DeliveryParts;
  /** How long the broker takes to take a message, in seconds. */
  readonly latency = new Histogram();
  #connection: Pick<MqttConnection, 'publish'> | undefined;
  /** 0 while not connected. */
  #window = 0;
  #published = 0;
  /** Handed to the broker and not yet acknowledged, in order. */
  readonly #sent = new Set<Outgoing>();
  #waiting: (() => void)[] = [];

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** Whether there is a connection to send on. */
  get isOpen(): boolean {
    return this.#window > 0;
  }

  /** Messages that the broker took. */
  get published(): number {
    return this.#published;
  }

  /** Topics of what the broker was being told, of the last connection where there is none. */
  get topicsUnderWay(): readonly string[] {
    return [...this.#sent].map(({ topic }) => topic);
  }

  /**
   * The broker let us in. All that it did not acknowledge waits again; nothing is sent yet.
   *
   * @param window how many messages may be under way at once, as far as the broker says.
   */
  open(connection: Pick<MqttConnection, 'publish'>, window: number): void {
    this.#connection = connection;
    this.#window = Math.min(WINDOW, window);
    this.#sent.clear();
    this.#parts.outbox.rewind();
  }

  /** The connection is gone: who waits for an end of all this waits in vain. */
  stop(): void {
    this.#connection = undefined;
    this.#window = 0;
    this.#release();
  }

  /** Sends what waits, as much at once as the broker takes. */
  pump(): void {
    while (this.#sent.size < this.#window) {
      const next = this.#parts.outbox.take();
      if (!next) break;
      this.send(next);
    }
    if (this.#isDone) this.#release();
  }

  /** Sends this before all that waits, however much is under way. */
  send(message: Outgoing): void {
    this.#sent.add(message);
    const sentMs = this.#parts.clock.steady();
    this.#connection?.publish(message, (outcome) => this.#settled(message, outcome, sentMs));
  }

  /** Settles once nothing waits or is under way, or the connection is gone. */
  done(): Promise<void> {
    if (this.#isDone) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  get #isDone(): boolean {
    return this.#parts.outbox.isEmpty && this.#sent.size === 0;
  }

  #settled(message: Outgoing, outcome: Outcome, sentMs: number): void {
    // What is lost goes out again on the next connection: the outbox still has it.
    if (outcome === 'lost') return;
    const { outbox, refusals, clock } = this.#parts;
    this.#sent.delete(message);
    this.latency.observe((clock.steady() - sentMs) / 1_000);
    outbox.settle(message);
    if (outcome === 'refused') refusals.note('tell', message.topic);
    else this.#published++;
    this.pump();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
