// One subscriber's values of one characteristic.

import type { CallOptions } from '../../core/index.ts';
import type { Notification, Subscription } from '../../radio/index.ts';
import type { ValueKind, ValueTaker } from './value-listeners.ts';
import { ValueQueue, type ValueQueueOptions } from './value-queue.ts';

/** What a subscription needs besides its queue. */
export interface ClientSubscriptionOptions extends ValueQueueOptions {
  readonly kind: ValueKind;
  /** Tells the peer, when it was the last subscription of its characteristic. */
  readonly leave: (subscription: ValueTaker) => Promise<void>;
}

/** A queue that values of a characteristic come into. */
export class ClientSubscription implements Subscription, ValueTaker {
  readonly kind: ValueKind;
  readonly #options: ClientSubscriptionOptions;
  readonly #queue: ValueQueue;
  #closing: Promise<void> | undefined;

  constructor(options: ClientSubscriptionOptions) {
    this.kind = options.kind;
    this.#options = options;
    this.#queue = new ValueQueue({ ...options, onOverflowSeen: () => void this.#closeQuietly() });
  }

  get waiting(): number {
    return this.#queue.waiting;
  }

  get dropped(): number {
    return this.#queue.dropped;
  }

  take(value: Uint8Array, isIndication: boolean): void | Promise<void> {
    return this.#queue.push(value, isIndication);
  }

  end(reason?: unknown): void {
    this.#queue.end(reason);
  }

  next(options?: CallOptions): Promise<Notification | undefined> {
    return this.#queue.next(options);
  }

  close(): Promise<void> {
    this.#queue.end();
    this.#closing ??= this.#options.leave(this);
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Notification, void, undefined> {
    try {
      for (let next = await this.next(); next; next = await this.next()) yield next;
    } finally {
      await this.#closeQuietly();
    }
  }

  /** Closes it where something else has ended it: what that was matters more than whether this works. */
  async #closeQuietly(): Promise<void> {
    try {
      await this.close();
    } catch (error) {
      this.#options.log.warn('GATT_UNSUBSCRIBE', `the peer goes on sending: ${String(error)}`, {
        error,
      });
    }
  }
}
