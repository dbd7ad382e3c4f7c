// Notifications and indications on their way to one client: in order, and never too many.
// Core Spec v5.4, Vol 3, Part G, 2.5.2.1, 4.10 and 4.11.

import { type AttServer, TRANSACTION_TIMEOUT_MS } from '../../att/index.ts';
import {
  type BleError,
  type CallOptions,
  type Cancel,
  type Clock,
  TimeoutError,
} from '../../core/index.ts';

/** How many values may be on their way to one client: more are not taken. */
export const MAX_ON_THE_WAY = 256;

/** Where a value comes from. */
export interface Source {
  readonly valueHandle: number;
}

/** What the outbox of a link works with. */
export interface OutboxOptions {
  readonly server: AttServer;
  readonly clock: Clock;
  /** Whether the client may be sent values: not while its picture of the database is out of date. */
  readonly mayReceive: () => boolean;
}

/** A value that waits until the client may have it. */
interface Held {
  readonly send: () => void;
  readonly reject: (reason: BleError) => void;
}

/** The way out of one link. */
export class Outbox {
  /** Whether somebody gave up waiting for this link; until all that was given to it is sent. */
  isBehind = false;
  /** How many values the client did not get, since it took no more. */
  dropped = 0;
  readonly #options: OutboxOptions;
  #held: Held[] = [];
  #stopTimer: Cancel = () => {};
  #onTheWay = 0;
  #closed: BleError | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Whether there is no room for one more value. */
  get isFull(): boolean {
    return this.#onTheWay >= MAX_ON_THE_WAY;
  }

  /** Why nothing goes out any more. */
  get closed(): BleError | undefined {
    return this.#closed ?? this.#options.server.closed;
  }

  /** Sends a value; resolves when the link has room for more. */
  async notify({ valueHandle }: Source, value: Uint8Array): Promise<void> {
    const { server } = this.#options;
    this.#begin();
    try {
      await (this.#mustHold
        ? this.#hold(() => server.notify(valueHandle, value))
        : server.notify(valueHandle, value));
    } finally {
      this.#end();
    }
  }

  /** Sends a value; resolves when the client has confirmed it. */
  async indicate({ valueHandle }: Source, value: Uint8Array, options?: CallOptions): Promise<void> {
    const { server } = this.#options;
    this.#begin();
    try {
      await (this.#mustHold
        ? this.#hold(() => server.indicate(valueHandle, value, options))
        : server.indicate(valueHandle, value, options));
    } finally {
      this.#end();
    }
  }

  /** Sends what was held back, in the order in which it came, if the client may have it now. */
  release(): void {
    if (this.#held.length === 0 || !this.#options.mayReceive()) return;
    for (const { send } of this.#takeHeld()) send();
  }

  /** The link is gone: what waits is rejected with the reason. */
  close(reason: BleError): void {
    this.#closed ??= reason;
    for (const { reject } of this.#takeHeld()) reject(reason);
  }

  /** @throws {BleError} the link is closed. */
  #begin(): void {
    if (this.closed) throw this.closed;
    this.#onTheWay++;
  }

  #end(): void {
    this.#onTheWay--;
    if (this.#onTheWay === 0) this.isBehind = false;
  }

  /** Behind others that are held, too: values keep their order. */
  get #mustHold(): boolean {
    return this.#held.length > 0 || !this.#options.mayReceive();
  }

  #hold(send: () => Promise<void>): Promise<void> {
    if (this.#held.length === 0) {
      this.#stopTimer = this.#options.clock.after(TRANSACTION_TIMEOUT_MS, () => this.#giveUp());
    }
    return new Promise((resolve, reject) => {
      this.#held.push({ send: () => void send().then(resolve, reject), reject });
    });
  }

  #giveUp(): void {
    const seconds = TRANSACTION_TIMEOUT_MS / 1000;
    const reason = new TimeoutError(
      `the client has not taken note within ${seconds} s that our services have changed: values for it are dropped`,
    );
    for (const { reject } of this.#takeHeld()) reject(reason);
  }

  #takeHeld(): readonly Held[] {
    const held = this.#held;
    this.#held = [];
    this.#stopTimer();
    return held;
  }
}
