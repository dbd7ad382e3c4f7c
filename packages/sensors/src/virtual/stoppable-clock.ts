// A clock whose timers all stop at once: what was started on it ends.

import type { Cancel, Clock } from '@bluebell/ble/core';

/** The time of another clock, until `stop`. */
export class StoppableClock implements Clock {
  readonly #clock: Clock;
  readonly #timers = new Set<Cancel>();
  #isStopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  steady(): number {
    return this.#clock.steady();
  }

  after(delayMs: number, callback: () => void): Cancel {
    if (this.#isStopped) return () => {};
    const cancel = this.#clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      callback();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }

  /** Cancels all timers, and those that anybody still wants to set. */
  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
