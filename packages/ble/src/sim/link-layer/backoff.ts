// How often a scanner asks, so that many of them do not always ask at once. Vol 6, Part B, 4.4.3.2.

import type { Random } from '../air/index.ts';

const MAX_UPPER_LIMIT = 256;

/** Two of the same in a row change the limit. */
const RUN = 2;

/** Counts down adverts until the next request. */
export class Backoff {
  readonly #random: Random;
  #upperLimit = 1;
  #count = 1;
  #successes = 0;
  #failures = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Whether to ask the advertiser whose packet was just heard. */
  isTurn(): boolean {
    this.#count--;
    return this.#count <= 0;
  }

  /** Tells how the request went. */
  settle(hasAnswer: boolean): void {
    this.#successes = hasAnswer ? this.#successes + 1 : 0;
    this.#failures = hasAnswer ? 0 : this.#failures + 1;
    if (this.#successes === RUN) {
      this.#upperLimit = Math.max(1, this.#upperLimit / 2);
      this.#successes = 0;
    }
    if (this.#failures === RUN) {
      this.#upperLimit = Math.min(MAX_UPPER_LIMIT, this.#upperLimit * 2);
      this.#failures = 0;
    }
    this.#count = 1 + this.#random.below(this.#upperLimit);
  }
}
