// A task that several callers want at the same moment, done once.

import { type CallOptions, type Clock, waitFor } from '../../core/index.ts';

interface Running<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  callers: number;
}

/** How long a discovery may take in all, where the caller does not say. */
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * A task that runs once for all who ask while it does. Each has a patience of his own, 30 s where he
 * does not say; when that of the last one ends, the task is called off.
 */
export class SharedTask<T> {
  readonly #clock: Clock;
  readonly #task: (patience: CallOptions) => Promise<T>;
  #running: Running<T> | undefined;

  /** @param task hands what it is given to each of its requests. */
  constructor(clock: Clock, task: (patience: CallOptions) => Promise<T>) {
    this.#clock = clock;
    this.#task = task;
  }

  async run(options: CallOptions = {}): Promise<T> {
    options.signal?.throwIfAborted();
    this.#running ??= this.#start();
    const running = this.#running;
    running.callers++;
    try {
      return await waitFor(running.result, this.#clock, {
        timeoutMs: DEFAULT_TIMEOUT_MS,
        ...options,
      });
    } catch (error) {
      if (running.callers === 1) this.#callOff(running, error);
      throw error;
    } finally {
      running.callers--;
    }
  }

  #start(): Running<T> {
    const abort = new AbortController();
    const result = this.#task({ signal: abort.signal });
    const running: Running<T> = { result, abort, callers: 0 };
    const forget = () => this.#forget(running);
    result.then(forget, forget);
    return running;
  }

  #callOff(running: Running<T>, reason: unknown): void {
    this.#forget(running);
    running.abort.abort(reason);
  }

  /** Whoever asks from now on starts it anew. */
  #forget(running: Running<T>): void {
    if (this.#running === running) this.#running = undefined;
  }
}
