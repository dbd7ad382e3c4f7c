// Counts what one radio hears.

import type { Clock } from '@bluebell/ble/core';

/** How long a rate looks back. */
const WINDOW_MS = 60_000;

/** Adverts of one radio: a count for each, a rate by looking now and then. */
export class RadioMeter {
  readonly #clock: Clock;
  readonly #startMs: number;
  /** The count at some moments of the last minute, the oldest first. */
  #marks: { readonly atMs: number; readonly adverts: number }[] = [];
  #adverts = 0;
  #heardMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startMs = clock.steady();
  }

  get adverts(): number {
    return this.#adverts;
  }

  /** When the last one was heard, as a reading of the steady clock. */
  get heardMs(): number | undefined {
    return this.#heardMs;
  }

  hear(nowMs: number): void {
    this.#adverts++;
    this.#heardMs = nowMs;
  }

  /** To be called every few seconds. */
  mark(): void {
    const atMs = this.#clock.steady();
    // The newest of those that are too old stays: the rate is that since then.
    const first = this.#marks.findLastIndex((mark) => atMs - mark.atMs >= WINDOW_MS);
    this.#marks = [...this.#marks.slice(Math.max(0, first)), { atMs, adverts: this.#adverts }];
  }

  /** Adverts a minute, over the last one; while it is younger than that, so far. */
  get perMinute(): number {
    const since = this.#marks[0] ?? { atMs: this.#startMs, adverts: 0 };
    const spanMs = this.#clock.steady() - since.atMs;
    return spanMs <= 0 ? 0 : ((this.#adverts - since.adverts) * WINDOW_MS) / spanMs;
  }
}
