// Does many things one after the other with a pause between them, so that a broker and those who listen
// keep up.

import type { Cancel, Clock } from '@bluebell/ble/core';

/** However many there are, they are done within this time, or at this pace where that is faster. */
const WITHIN_MS = 5_000;
const LONGEST_PAUSE_MS = 100;

/** One list at a time: a new one takes the place of the one before. */
export class SpreadList {
  readonly #clock: Clock;
  #cancel: Cancel = () => {};
  #isBusy = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether something is still to be done. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Begins at once. */
  run(steps: readonly (() => void)[]): void {
    this.#cancel();
    this.#isBusy = true;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, WITHIN_MS / Math.max(1, steps.length));
    this.#next(steps, 0, pauseMs, this.#clock.steady());
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => {};
    this.#isBusy = false;
  }

  /** All that is due by now: timers have no fractions of a millisecond. */
  #next(steps: readonly (() => void)[], from: number, pauseMs: number, startMs: number): void {
    const due = Math.floor((this.#clock.steady() - startMs) / pauseMs) + 1;
    for (const step of steps.slice(from, due)) step();
    this.#isBusy = due < steps.length;
    if (!this.#isBusy) return;
    const nextMs = Math.ceil(startMs + due * pauseMs - this.#clock.steady());
    this.#cancel = this.#clock.after(Math.max(1, nextMs), () =>
      this.#next(steps, due, pauseMs, startMs),
    );
  }
}
