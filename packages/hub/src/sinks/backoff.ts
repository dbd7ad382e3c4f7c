// How long to wait before the next attempt: longer each time, and never the same for two hubs.

/** Times between attempts, in milliseconds, before chance shortens them by up to a half. */
export interface BackoffLimits {
  /** After the first failure; it doubles with each further one. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** After a refusal that will be repeated until somebody changes a setting. */
  readonly refusedMs: number;
}

/** Quick enough for a broker that restarts, slow enough for one that is gone for a week. */
export const DEFAULT_BACKOFF: BackoffLimits = {
  firstMs: 1_000,
  longestMs: 30_000,
  refusedMs: 60_000,
};

/** Counts failures in a row. */
export class Backoff {
  readonly #limits: BackoffLimits;
  readonly #random: () => number;
  #failures = 0;

  /** @param random gives numbers from 0 up to, and without, 1. */
  constructor(limits: BackoffLimits, random: () => number) {
    this.#limits = limits;
    this.#random = random;
  }

  /** One more failure: how long to wait now, in whole milliseconds. */
  next(isRefusal: boolean): number {
    const { firstMs, longestMs, refusedMs } = this.#limits;
    const delayMs = isRefusal ? refusedMs : Math.min(longestMs, firstMs * 2 ** this.#failures);
    this.#failures++;
    return Math.round(delayMs * (0.5 + this.#random() / 2));
  }

  /** It went well: the next failure is the first again. */
  reset(): void {
    this.#failures = 0;
  }
}
