// How long a caller waits for an answer.

import type { Cancel, Clock } from './clock.ts';
import { TimeoutError } from './errors.ts';

/** How long a caller waits for an answer. */
export interface CallOptions {
  /**
   * Gives up waiting after so long, the time in the queue included. A request that was sent stays on
   * the air: the next one goes out once it is answered. Default: as long as the transaction, 30 s.
   */
  readonly timeoutMs?: number;
  /** Gives up waiting when it aborts; rejects with its reason. */
  readonly signal?: AbortSignal;
}

const NOTHING: Cancel = () => {};

/** Calls back once when the caller's patience ends; gives a way to call that off. */
export function onImpatience(
  clock: Clock,
  { timeoutMs, signal }: CallOptions,
  giveUp: (reason: unknown) => void,
): Cancel {
  // The most common case, and the cheapest.
  if (timeoutMs === undefined && !signal) return NOTHING;
  const onAbort = () => {
    release();
    giveUp(signal?.reason);
  };
  const onTimeout = () => {
    release();
    giveUp(new TimeoutError(`no answer from the peer within ${timeoutMs} ms`));
  };
  const stopTimer = timeoutMs === undefined ? NOTHING : clock.after(timeoutMs, onTimeout);
  const release = () => {
    stopTimer();
    signal?.removeEventListener('abort', onAbort);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  return release;
}

/** What a promise gives, unless the caller's patience ends first. The promise itself goes on. */
export function waitFor<T>(
  promise: Promise<T>,
  clock: Clock,
  options: CallOptions = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) {
      // It goes on, and nobody looks at how it ends.
      promise.catch(() => {});
      throw options.signal.reason;
    }
    const release = onImpatience(clock, options, reject);
    promise.finally(release).then(resolve, reject);
  });
}
