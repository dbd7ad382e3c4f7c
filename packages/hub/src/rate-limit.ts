// Lets things happen only so often.

import type { Clock } from '@bluebell/ble/core';

/** How often. */
export interface Rate {
  /** At once, after a time of quiet. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Counts what happens, and says when it is too much. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #rate: Rate;
  #left: number;
  #countedMs: number;

  constructor(clock: Clock, rate: Rate) {
    this.#clock = clock;
    this.#rate = rate;
    this.#left = rate.burst;
    this.#countedMs = clock.steady();
  }

  /** Whether one more may happen now; if so, it counts. */
  take(): boolean {
    if (!this.hasRoom()) return false;
    this.#left -= 1;
    return true;
  }

  /** Takes one back that was counted and did not matter. */
  giveBack(): void {
    this.#left = Math.min(this.#rate.burst, this.#left + 1);
  }

  /** Whether one more may happen now. */
  hasRoom(): boolean {
    const now = this.#clock.steady();
    const { burst, perSecond } = this.#rate;
    const regained = (Math.max(0, now - this.#countedMs) / 1000) * perSecond;
    this.#left = Math.min(burst, this.#left + regained);
    this.#countedMs = now;
    return this.#left >= 1;
  }
}
