// Time comes in as an argument: the real one in programs, a virtual one in tests and simulations.

/** Stops a timer; does nothing once it fired. */
export type Cancel = () => void;

/** Where a layer gets its time from. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Calls back once, `delayMs` from now; never before this call returns. */
  after(delayMs: number, callback: () => void): Cancel;
}

/** What the platform's timers reach, 24.8 days; a longer delay would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The time of the machine. Jumps of the wall clock do not show: it runs on from the start. */
export const systemClock: Clock = farReaching(
  {
    now: () => performance.timeOrigin + performance.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
  },
  MAX_DELAY_MS,
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
  return { now: () => clock.now(), after };
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
