// For tests: the sending half of a sensor that sleeps for long.

import type { Clock } from '@bluebell/ble/core';
import type { Broadcast, Transmitter } from '@bluebell/sensors/virtual';

/** Sleeps between two adverts: what is said meanwhile is lost. */
export class SeldomTransmitter implements Transmitter {
  readonly #inner: Transmitter;
  readonly #clock: Clock;
  readonly #everyMs: number;
  #nextMs = Number.NEGATIVE_INFINITY;

  constructor(inner: Transmitter, clock: Clock, everyMs: number) {
    this.#inner = inner;
    this.#clock = clock;
    this.#everyMs = everyMs;
  }

  get isBusy(): boolean {
    return this.#inner.isBusy;
  }

  transmit(broadcast: Broadcast): void {
    const nowMs = this.#clock.steady();
    if (nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + this.#everyMs;
    this.#inner.transmit(broadcast);
  }
}
