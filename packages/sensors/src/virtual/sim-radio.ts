// The radio `sim`: hears a home that is not there.

import { type Clock, systemClock } from '@bluebell/ble/core';
import { Advert, AdvertQueue, type Radio, type ScanOptions } from '@bluebell/ble/radio';
import { type SimulatedHome, simulatedHome } from './home.ts';
import { SeededRandom } from './random.ts';
import type { Transmission } from './sender.ts';

/** What is heard, and when. */
export interface SimRadioOptions {
  /** Default: the home that `simulatedHome()` gives. */
  readonly home?: SimulatedHome;
  readonly clock?: Clock;
  /** Decides how signal strength wavers; default 1. */
  readonly seed?: number;
}

/** Signal strength of near and far senders, and how much it wavers from one advert to the next. */
const NEAR_DBM = -48;
const FAR_DBM = -86;
const WAVER_DB = 4;

/**
 * A simulated home as a radio: it begins to live with the first scan, and ends with `close`. The same
 * home on the same clock gives the same adverts.
 */
export class SimRadio implements Radio {
  readonly name = 'sim';
  readonly #home: SimulatedHome;
  readonly #clock: Clock;
  readonly #random: SeededRandom;
  readonly #queues = new Set<AdvertQueue>();
  readonly #strengths = new Map<string, number>();
  #stop: (() => void) | undefined;
  #isClosed = false;

  constructor({ home = simulatedHome(), clock = systemClock, seed = 1 }: SimRadioOptions = {}) {
    this.#home = home;
    this.#clock = clock;
    this.#random = new SeededRandom(seed).fork('radio');
  }

  async *scan({ signal }: ScanOptions = {}): AsyncGenerator<Advert, void, undefined> {
    if (this.#isClosed || signal?.aborted) return;
    const queue = new AdvertQueue();
    const end = () => queue.end();
    signal?.addEventListener('abort', end, { once: true });
    this.#queues.add(queue);
    try {
      this.#stop ??= this.#home.start(this.#clock, (sent, device) => this.#hear(sent, device.name));
      yield* queue;
    } finally {
      this.#queues.delete(queue);
      signal?.removeEventListener('abort', end);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stop?.();
    for (const queue of this.#queues) queue.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #hear({ address, addressType, data, isConnectable }: Transmission, sender: string): void {
    const waver = this.#random.between(-WAVER_DB, WAVER_DB);
    const advert = new Advert({
      address,
      addressType,
      data,
      isConnectable,
      rssiDbm: Math.round(this.#strengthOf(sender) + waver),
      timeMs: this.#clock.now(),
    });
    for (const queue of this.#queues) queue.push(advert);
  }

  /** Every sender has its place in the house. */
  #strengthOf(sender: string): number {
    const known = this.#strengths.get(sender);
    if (known !== undefined) return known;
    const strength = this.#random.fork(sender).between(FAR_DBM, NEAR_DBM);
    this.#strengths.set(sender, strength);
    return strength;
  }
}
