import type { Clock } from '@bluebell/ble/core';

/** A clock that was set, or a program that has just begun: so long, the time may yet turn out wrong. */
const UNTIL_TRUSTED_MS = 3_600_000;

/** A clock that is put right by so much was right. */
const JUMP_MS = 60_000;

/**
 * Whether what the wall clock says is a reason to delete what is old. One that leapt ahead by years, or
 * stands wrong until the network has told the time, would have everything deleted.
 */
export class ClockTrust {
  readonly #clock: Clock;
  #aheadMs: number;
  #sinceMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#aheadMs = clock.now() - clock.steady();
    this.#sinceMs = clock.steady();
  }

  /** To be asked each time before anything is deleted: so it learns of leaps. */
  isTrusted(): boolean {
    const steadyMs = this.#clock.steady();
    const aheadMs = this.#clock.now() - steadyMs;
    if (Math.abs(aheadMs - this.#aheadMs) > JUMP_MS) {
      this.#aheadMs = aheadMs;
      this.#sinceMs = steadyMs;
    }
    return steadyMs - this.#sinceMs >= UNTIL_TRUSTED_MS;
  }
}
