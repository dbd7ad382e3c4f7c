// Answers to what was sent with an `Idempotency-Key`: who sends the same again gets the same answer.

import type { Clock } from '@bluebell/ble/core';
import { ApiError } from './reply.ts';

const KEPT_MS = 600_000;
/** More at once are forgotten, the oldest first. */
const MOST = 256;

interface Kept {
  readonly sent: string;
  readonly answer: Promise<unknown>;
  readonly sinceMs: number;
}

/** Remembers them for ten minutes. */
export class IdempotentAnswers {
  readonly #clock: Pick<Clock, 'steady'>;
  readonly #kept = new Map<string, Kept>();

  constructor(clock: Pick<Clock, 'steady'>) {
    this.#clock = clock;
  }

  /**
   * Does something once.
   *
   * @param key as it was sent; nothing is remembered without one.
   * @param sent what was asked with it.
   * @throws {ApiError} the key came with something else before, or is none.
   */
  async once<T>(
    { key, caller, sent }: { key: string | undefined; caller: string; sent: string },
    work: () => Promise<T>,
  ): Promise<T> {
    if (key === undefined) return work();
    if (!/^[!-~]{1,128}$/.test(key)) {
      const detail = 'Idempotency-Key must have 1 to 128 letters, digits or signs.';
      throw new ApiError(400, 'BAD_IDEMPOTENCY_KEY', detail);
    }
    const name = `${caller} ${key}`;
    const known = this.#find(name);
    if (known && known.sent !== sent) {
      const detail = 'This Idempotency-Key came with another request before.';
      throw new ApiError(422, 'IDEMPOTENCY_KEY_REUSED', detail);
    }
    // The cast holds: the same endpoint put it there for the same request.
    if (known) return known.answer as Promise<T>;
    const answer = work();
    this.#kept.set(name, { sent, answer, sinceMs: this.#clock.steady() });
    // What failed may be tried again.
    answer.catch(() => this.#kept.delete(name));
    return answer;
  }

  #find(name: string): Kept | undefined {
    const oldestMs = this.#clock.steady() - KEPT_MS;
    for (const [one, { sinceMs }] of this.#kept) {
      if (sinceMs > oldestMs && this.#kept.size < MOST) break;
      this.#kept.delete(one);
    }
    return this.#kept.get(name);
  }
}
