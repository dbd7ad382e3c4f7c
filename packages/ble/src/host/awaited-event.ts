// An answer that comes as an event, some time after the command was accepted.

import { type BleError, type CallOptions, type Clock, waitFor } from '../core/index.ts';

/** Longer than any controller takes; a peer that is silent in it is lost after 40 s. Vol 6, Part B, 5.2. */
const DEFAULT_TIMEOUT_MS = 30_000;

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** Waits for the next event of one kind on one link. */
export class AwaitedEvent<T> {
  readonly #clock: Clock;
  #waiting: Waiting<T>[] = [];
  #closed: BleError | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Asks for something, and gives what the next event says; the event may come before `ask` is done. */
  async after(ask: () => Promise<unknown>, options?: CallOptions): Promise<T> {
    if (this.#closed) throw this.#closed;
    options?.signal?.throwIfAborted();
    let waiting: Waiting<T> | undefined;
    const event = new Promise<T>((resolve, reject) => {
      waiting = { resolve, reject };
      this.#waiting.push(waiting);
    });
    try {
      const patience = { timeoutMs: DEFAULT_TIMEOUT_MS, ...options };
      const [, value] = await waitFor(Promise.all([ask(), event]), this.#clock, patience);
      return value;
    } finally {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
    }
  }

  /** The event has come. */
  settle(value: T): void {
    for (const { resolve } of this.#waiting) resolve(value);
  }

  /** It has come, and says that it went wrong. */
  fail(error: BleError): void {
    for (const { reject } of this.#waiting) reject(error);
  }

  /** None will come any more. */
  close(reason: BleError): void {
    this.#closed = reason;
    this.fail(reason);
  }
}
