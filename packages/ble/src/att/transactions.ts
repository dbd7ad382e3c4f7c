// One at a time, each within 30 s: requests of a client, indications of a server.
// Core Spec v5.4, Vol 3, Part F, 3.3.2 and 3.3.3.

import {
  type BleError,
  type CallOptions,
  type Cancel,
  type Clock,
  onImpatience,
  TimeoutError,
} from '../core/index.ts';

/** After so long without an answer the bearer is given up. 3.3.3. */
export const TRANSACTION_TIMEOUT_MS = 30_000;

/** How transactions reach the bearer. */
export interface TransactionsOptions<Outgoing> {
  readonly clock: Clock;
  /** Sends one PDU. What it throws rejects the transaction, and the next one is taken. */
  readonly send: (outgoing: Outgoing) => void;
  /** No answer came in 30 s. Every transaction has been rejected. */
  readonly onTimeout: (reason: BleError) => void;
}

interface Transaction<Outgoing, Incoming> {
  readonly outgoing: Outgoing;
  readonly resolve: (incoming: Incoming) => void;
  readonly reject: (error: unknown) => void;
  /** The caller's patience matters no more: called before the others. */
  release: Cancel;
}

const NOTHING: Cancel = () => {};

/** Sends PDUs that are answered, each when the one before it was. */
export class Transactions<Outgoing, Incoming> {
  readonly #options: TransactionsOptions<Outgoing>;
  readonly #waiting = new Set<Transaction<Outgoing, Incoming>>();
  #current: Transaction<Outgoing, Incoming> | undefined;
  #stopTimer: Cancel = () => {};
  #closed: BleError | undefined;

  constructor(options: TransactionsOptions<Outgoing>) {
    this.#options = options;
  }

  /** What was sent and is not answered yet. */
  get current(): Outgoing | undefined {
    return this.#current?.outgoing;
  }

  /** Why nothing can be sent any more. */
  get closed(): BleError | undefined {
    return this.#closed;
  }

  /**
   * Sends when its turn comes, and gives the answer.
   *
   * @throws {TimeoutError} no answer within `timeoutMs`, or within 30 s of sending: then the bearer is
   *   of no more use.
   * @throws {BleError} the bearer was closed; the reason of that.
   */
  run(outgoing: Outgoing, options: CallOptions = {}): Promise<Incoming> {
    return new Promise((resolve, reject) => {
      // What is thrown in here rejects.
      if (this.#closed) throw this.#closed;
      options.signal?.throwIfAborted();
      const transaction = { outgoing, resolve, reject, release: NOTHING };
      transaction.release = onImpatience(this.#options.clock, options, (reason) => {
        reject(reason);
        // One that was sent holds its place: its answer is still to come.
        this.#waiting.delete(transaction);
      });
      this.#waiting.add(transaction);
      this.#next();
    });
  }

  /** The answer to the current transaction came. */
  finish(incoming: Incoming): void {
    this.#take()?.resolve(incoming);
    this.#next();
  }

  /** The current transaction came to a bad end. */
  fail(error: unknown): void {
    this.#take()?.reject(error);
    this.#next();
  }

  /** The bearer is gone: rejects all, now and from now on. */
  close(reason: BleError): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#take()?.reject(reason);
    for (const { release, reject } of this.#waiting) {
      release();
      reject(reason);
    }
    this.#waiting.clear();
  }

  #take(): Transaction<Outgoing, Incoming> | undefined {
    const current = this.#current;
    this.#current = undefined;
    this.#stopTimer();
    current?.release();
    return current;
  }

  #next(): void {
    const { send, clock } = this.#options;
    while (!this.#current && !this.#closed) {
      const [next] = this.#waiting;
      if (!next) return;
      this.#waiting.delete(next);
      this.#current = next;
      // Before it is sent, since the answer may come while it is.
      this.#stopTimer = clock.after(TRANSACTION_TIMEOUT_MS, () => this.#expire());
      try {
        send(next.outgoing);
      } catch (error) {
        this.#take();
        next.reject(error);
      }
    }
  }

  #expire(): void {
    const reason = new TimeoutError(
      `no answer from the peer within ${TRANSACTION_TIMEOUT_MS / 1000} s: the link is of no more use, connect again`,
    );
    this.close(reason);
    this.#options.onTimeout(reason);
  }
}
