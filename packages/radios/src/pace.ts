// When each advert of a recording is due.

import { type Clock, sleep, UsageError } from '@bluebell/ble/core';

/** How fast a recording runs: 1 as it was, 10 ten times as fast, `max` without waiting at all. */
export type ReplaySpeed = number | 'max';

/** A step back of more than this is a new start, not packets out of order. */
const JUMP_BACK_MS = 1000;

/** Longer than this timers cannot wait at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Waits until the times of a recording come round. Waiting does not add up: what took long is made
 * good by waiting less afterwards.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #speed: ReplaySpeed;
  /** A moment on the clock, and the time in the recording that belongs to it. */
  #start: { readonly nowMs: number; readonly timeMs: number } | undefined;
  #latestMs = Number.NEGATIVE_INFINITY;

  /** @throws {UsageError} a speed that is no positive number. */
  constructor(clock: Clock, speed: ReplaySpeed) {
    if (speed !== 'max' && !(speed > 0 && Number.isFinite(speed))) {
      throw new UsageError(`speed ${speed}: give a number above 0, or max`);
    }
    this.#clock = clock;
    this.#speed = speed;
  }

  /** Whether a time of the recording has come. */
  isDue(timeMs: number): boolean {
    return this.#leftUntil(timeMs) <= 0;
  }

  /** Waits for a time of the recording. Rejects with the signal's reason when it aborts first. */
  async wait(timeMs: number, signal: AbortSignal): Promise<void> {
    for (let left = this.#leftUntil(timeMs); left > 0; left = this.#leftUntil(timeMs)) {
      await sleep(this.#clock, Math.min(left, LONGEST_TIMER_MS), signal);
    }
  }

  /** How long to wait from now on; 0 or less: not at all. */
  #leftUntil(timeMs: number): number {
    if (this.#speed === 'max') return 0;
    const nowMs = this.#clock.steady();
    if (!this.#start || timeMs < this.#latestMs - JUMP_BACK_MS) {
      this.#start = { nowMs, timeMs };
      this.#latestMs = timeMs;
    }
    this.#latestMs = Math.max(this.#latestMs, timeMs);
    return this.#start.nowMs + (timeMs - this.#start.timeMs) / this.#speed - nowMs;
  }
}
