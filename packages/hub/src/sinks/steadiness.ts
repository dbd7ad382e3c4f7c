// Whether connections hold: a broker that lets us in only to hang up is as good as none.

import type { Clock } from '@bluebell/ble/core';

/** A connection that held this long was a good one: the next failure is the first again. */
const GOOD_AFTER_MS = 10_000;
/** So many in a row that were not are no chance any more. */
const UNSTEADY_AFTER = 3;

/** Remembers when the last connection began, and how the ones before it ended. */
export class Steadiness {
  readonly #clock: Pick<Clock, 'now' | 'steady'>;
  #isOpen = false;
  #openedAtMs = 0;
  #sinceMs: number;
  #connections = 0;
  /** Connections in a row that did not hold. */
  #shortOnes = 0;

  constructor(clock: Pick<Clock, 'now' | 'steady'>) {
    this.#clock = clock;
    this.#sinceMs = clock.now();
  }

  /** Since when it is as it is, by the wall clock. */
  get sinceMs(): number {
    return this.#sinceMs;
  }

  /** How many there were. */
  get connections(): number {
    return this.#connections;
  }

  /** Whether it is to be feared that the next one does not hold either. */
  get isUnsteady(): boolean {
    return this.#shortOnes >= UNSTEADY_AFTER && !(this.#isOpen && this.#hasHeld);
  }

  /** One begins. */
  opened(): void {
    this.#isOpen = true;
    this.#openedAtMs = this.#clock.steady();
    this.#sinceMs = this.#clock.now();
    this.#connections++;
  }

  /** It ended, or did not come to be. @returns whether it was a good one. */
  ended(): boolean {
    if (!this.#isOpen) return false;
    const wasGood = this.#hasHeld;
    this.#isOpen = false;
    this.#sinceMs = this.#clock.now();
    this.#shortOnes = wasGood ? 0 : this.#shortOnes + 1;
    return wasGood;
  }

  get #hasHeld(): boolean {
    return this.#clock.steady() - this.#openedAtMs >= GOOD_AFTER_MS;
  }
}
