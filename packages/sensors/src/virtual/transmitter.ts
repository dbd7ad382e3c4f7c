// Sends the adverts of one sender, one after the other, each several times.

import type { AddressType, AddressValue } from '@bluebell/ble/core';
import type { Surroundings } from './sender.ts';

/** Between copies of one advert. */
const COPY_PAUSE_MS = 200;

/** A random delay keeps senders from drowning each other again and again. Vol 6, Part B, 4.4.2.2.1. */
const ADVERT_DELAY_MS = 10;

/** Who sends. */
export interface TransmitterOptions {
  readonly address: AddressValue;
  readonly addressType: AddressType;
  readonly isConnectable: boolean;
}

/** An advert, and how often it is still to be sent. */
interface Waiting {
  readonly data: Uint8Array;
  left: number;
}

/** The sending half of a radio, in the order in which it is given work. */
export class Transmitter {
  readonly #options: TransmitterOptions;
  readonly #surroundings: Surroundings;
  readonly #queue: Waiting[] = [];
  #isBusy = false;

  constructor(options: TransmitterOptions, surroundings: Surroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
  }

  /** Whether something is still to be sent. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Sends an advert so often, as soon as all before it was sent. */
  transmit(data: Uint8Array, copies: number): void {
    this.#queue.push({ data, left: copies });
    if (!this.#isBusy) this.#next();
  }

  #next(): void {
    const [waiting] = this.#queue;
    this.#isBusy = waiting !== undefined;
    if (!waiting) return;
    const { clock, random, send } = this.#surroundings;
    send({ ...this.#options, data: waiting.data });
    waiting.left--;
    if (waiting.left <= 0) this.#queue.shift();
    clock.after(COPY_PAUSE_MS + random.between(0, ADVERT_DELAY_MS), () => this.#next());
  }
}
