// A clock that moves only when told to: hours in milliseconds, the same every time.

import type { Cancel, Clock } from './clock.ts';
import { UsageError } from './errors.ts';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/**
 * Time for tests and simulations. Timers fire in order of their time, those of equal time in the
 * order they were set, and promises settle before the next one fires.
 */
export class VirtualClock implements Clock {
  #steadyMs: number;
  /** How far the wall clock was set ahead. */
  #aheadMs = 0;
  /** Sorted by time, the next one last, so that taking it is cheap. */
  readonly #timers: Timer[] = [];

  /** @param startMs the time at the start, milliseconds since 1970 UTC. */
  constructor(startMs = 0) {
    this.#steadyMs = startMs;
  }

  now(): number {
    return this.#steadyMs + this.#aheadMs;
  }

  steady(): number {
    return this.#steadyMs;
  }

  /** Sets the wall clock ahead, or back where negative: `now` jumps; timers and `steady` do not notice. */
  jump(deltaMs: number): void {
    this.#aheadMs += deltaMs;
  }

  after(delayMs: number, callback: () => void): Cancel {
    const timer: Timer = { dueMs: this.#steadyMs + Math.max(0, delayMs), callback };
    this.#timers.splice(this.#placeFor(timer.dueMs), 0, timer);
    return () => {
      const at = this.#timers.indexOf(timer);
      if (at >= 0) this.#timers.splice(at, 1);
    };
  }

  /**
   * Lets time pass, and all happen that falls due in it.
   *
   * @throws {UsageError} a time that is negative, or no number.
   */
  async advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new UsageError(`time cannot pass by ${ms} ms`);
    const endMs = this.#steadyMs + ms;
    await settle();
    for (let next = this.#timers.at(-1); next && next.dueMs <= endMs; next = this.#timers.at(-1)) {
      this.#fire();
      await settle();
    }
    this.#steadyMs = endMs;
  }

  /**
   * Lets time pass until the promise settles, and gives what it gives.
   *
   * @throws {Error} nothing is left to happen, and the promise still waits.
   */
  async run<T>(promise: Promise<T>): Promise<T> {
    const state = { isSettled: false };
    const mark = () => {
      state.isSettled = true;
    };
    promise.then(mark, mark);
    for (await settle(); !state.isSettled; await settle()) {
      if (this.#timers.length === 0) {
        await macrotask();
        if (state.isSettled) break;
        if (this.#timers.length === 0) {
          throw new Error('the promise waits for ever: no timer is set');
        }
      }
      this.#fire();
    }
    return promise;
  }

  #fire(): void {
    const timer = this.#timers.pop();
    if (!timer) return;
    this.#steadyMs = timer.dueMs;
    timer.callback();
  }

  /** Timers of the same time keep their order: the new one goes before them in the array. */
  #placeFor(dueMs: number): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#timers[middle]?.dueMs ?? 0) > dueMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** More turns than any chain of promises between two timers needs; cheaper by far than a macrotask. */
const SETTLING_TURNS = 64;

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLING_TURNS; turn++) await Promise.resolve();
}

/** Lets the platform's own streams run. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
