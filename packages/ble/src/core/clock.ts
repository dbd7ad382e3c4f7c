// Time comes in as an argument: the real one in programs, a virtual one in tests and simulations.

/** Stops a timer; does nothing once it fired. */
export type Cancel = () => void;

/** Where a layer gets its time from: one reading to show and to keep, one to measure with. */
export interface Clock {
  /**
   * The wall clock, milliseconds since 1970 UTC. It may be set: later readings may be smaller, or hours
   * ahead. For what is shown, stored or sent; never for the difference of two moments.
   */
  now(): number;
  /**
   * Milliseconds that only grow, whatever is done to the wall clock, from near the wall time of the start:
   * for ages, windows, deadlines and rates. Timers go by it. It may stand still while a machine sleeps.
   */
  steady(): number;
  /** Calls back once, `delayMs` from now; never before this call returns. */
  after(delayMs: number, callback: () => void): Cancel;
}

/** What the platform's timers reach, 24.8 days; a longer delay would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** What the platform says the time is. It is set now and then, and may differ from the time we go by. */
export interface WallClock {
  now(): number;
}

/**
 * A clock that runs evenly until it is told to follow the wall clock: `now` never jumps by itself, so that
 * whoever wants to know of a jump learns of it.
 */
export class SteppedClock implements Clock {
  readonly #below: Pick<Clock, 'steady' | 'after'>;
  readonly #wall: WallClock;
  /** How far the time we go by is ahead of the steady one. */
  #aheadMs = 0;

  constructor(below: Pick<Clock, 'steady' | 'after'>, wall: WallClock) {
    this.#below = below;
    this.#wall = wall;
  }

  now(): number {
    return this.#below.steady() + this.#aheadMs;
  }

  steady(): number {
    return this.#below.steady();
  }

  after(delayMs: number, callback: () => void): Cancel {
    return this.#below.after(delayMs, callback);
  }

  /** How far the wall clock is ahead of `now`; negative where it is behind. */
  get lagMs(): number {
    return this.#wall.now() - this.now();
  }

  /** Goes by the wall clock as it stands now; gives how far `now` went, negative for back. */
  catchUp(): number {
    const { lagMs } = this;
    this.#aheadMs += lagMs;
    return lagMs;
  }
}

/** The time of the machine. It runs on evenly, until somebody lets it follow what the wall clock was set to. */
export const systemClock = new SteppedClock(
  farReaching(
    {
      now: () => Date.now(),
      steady: () => performance.timeOrigin + performance.now(),
      after(delayMs, callback) {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    },
    MAX_DELAY_MS,
  ),
  Date,
);

/** A clock whose timers reach as far as one likes, made of one whose timers do not. */
export function farReaching(clock: Clock, maxDelayMs: number): Clock {
  const after: Clock['after'] = (delayMs, callback) => {
    if (delayMs <= maxDelayMs) return clock.after(delayMs, callback);
    let cancel = clock.after(maxDelayMs, () => {
      cancel = after(delayMs - maxDelayMs, callback);
    });
    return () => cancel();
  };
  return { now: () => clock.now(), steady: () => clock.steady(), after };
}

/** Waits on a clock; rejects with the signal's reason when it aborts first. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
