// A promise that somebody else settles.

import { type Cancel, type Clock, TimeoutError } from '../core/index.ts';
import { SMP_TIMEOUT_MS } from './exchange.ts';

/** Settles once; what comes later is ignored. */
export class Waiter<T> {
  readonly promise: Promise<T>;
  #resolve: (value: T) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #cancelTimer: Cancel = () => {};

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever called may have gone, such as when the link closes in the middle of it.
    this.promise.catch(() => {});
  }

  /** One that gives up after the time that the Security Manager allows. */
  static within<T>(clock: Clock, problem: string): Waiter<T> {
    const waiter = new Waiter<T>();
    waiter.#cancelTimer = clock.after(SMP_TIMEOUT_MS, () => {
      waiter.#reject(new TimeoutError(`${problem} within ${SMP_TIMEOUT_MS / 1000} s`));
    });
    return waiter;
  }

  /** Waits on without an end of its own. */
  untimed(): void {
    this.#cancelTimer();
  }

  resolve(value: T): void {
    this.#cancelTimer();
    this.#resolve(value);
  }

  reject(error: unknown): void {
    this.#cancelTimer();
    this.#reject(error);
  }
}
