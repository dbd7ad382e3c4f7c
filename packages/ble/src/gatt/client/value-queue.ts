// Values that wait for a program, in the order in which they came; none is lost without a word.

import {
  type CallOptions,
  type Cancel,
  type Clock,
  type Log,
  onImpatience,
  UsageError,
} from '../../core/index.ts';
import {
  type Notification,
  type OverflowPolicy,
  QueueOverflowError,
  type SubscribeOptions,
} from '../../radio/index.ts';
import { DropReporter } from './drop-reporter.ts';

/** How long a confirmation is held back: ATT gives up after 30 s. */
const MAX_HOLD_MS = 20_000;

const DEFAULT_MAX_ITEMS = 256;
const DEFAULT_MAX_BYTES = 65_536;

/** What a queue needs. */
export interface ValueQueueOptions
  extends Pick<SubscribeOptions, 'maxItems' | 'maxBytes' | 'overflow' | 'onDropped'> {
  readonly clock: Clock;
  readonly log: Log;
  /** `QueueOverflowError` was thrown: nothing will be given any more. */
  readonly onOverflowSeen?: () => void;
}

interface Waiter {
  readonly give: (notification: Notification | undefined) => void;
  readonly fail: (error: unknown) => void;
}

/** An indication that waits for room, and for its confirmation. */
interface Held {
  readonly notification: Notification;
  readonly release: () => void;
  readonly stopTimer: Cancel;
}

/** The queue of one subscription. An empty one takes any value, whatever its limits. */
export class ValueQueue {
  readonly #options: ValueQueueOptions;
  readonly #maxItems: number;
  readonly #maxBytes: number;
  readonly #policy: OverflowPolicy;
  readonly #drops: DropReporter;
  readonly #items: Notification[] = [];
  readonly #waiters = new Set<Waiter>();
  #bytes = 0;
  #dropped = 0;
  #held: Held | undefined;
  /** Set when it has overflowed, until the reader has seen it: how many waited then. */
  #overflow: { readonly delivered: number } | undefined;
  #end: { readonly error?: unknown } | undefined;

  /** @throws {UsageError} limits that let nothing through. */
  constructor(options: ValueQueueOptions) {
    const { maxItems = DEFAULT_MAX_ITEMS, maxBytes = DEFAULT_MAX_BYTES } = options;
    if (!(maxItems >= 1 && maxBytes >= 1)) {
      throw new UsageError(`a queue for ${maxItems} values of ${maxBytes} bytes holds nothing`);
    }
    this.#options = options;
    this.#maxItems = maxItems;
    this.#maxBytes = maxBytes;
    this.#policy = options.overflow ?? 'error';
    this.#drops = new DropReporter(options);
  }

  /** How many values wait. */
  get waiting(): number {
    return this.#items.length;
  }

  /** How many values were lost. */
  get dropped(): number {
    return this.#dropped;
  }

  /**
   * Takes a value.
   *
   * @returns a promise where an indication has to wait for room: confirm it once that resolves.
   */
  push(value: Uint8Array, isIndication: boolean): void | Promise<void> {
    if (this.#end) return;
    const notification: Notification = { value, isIndication, dropped: this.#dropped };
    const [waiter] = this.#waiters;
    if (waiter) waiter.give(notification);
    else if (this.#overflow) this.#dropped++;
    else if (!this.#held && this.#hasRoomFor(value)) this.#add(notification);
    else return this.#overflowWith(notification);
  }

  /**
   * The next value; `undefined` when there will be none. Giving up loses nothing.
   *
   * @throws {QueueOverflowError} values were lost; all that waited was given.
   * @throws what the queue was ended with; all that waited was given.
   */
  async next(options: CallOptions = {}): Promise<Notification | undefined> {
    options.signal?.throwIfAborted();
    const next = this.#take();
    if (next) return next;
    if (this.#overflow) throw this.#seeOverflow(this.#overflow.delivered);
    if (this.#end && 'error' in this.#end) throw this.#end.error;
    if (this.#end) return undefined;
    return this.#wait(options);
  }

  /** No more comes. @param reason what `next` then throws, where it is no common end. */
  end(...[reason]: [reason?: unknown]): void {
    if (this.#end) return;
    this.#end = reason === undefined ? {} : { error: reason };
    // An indication that has waited so far came while the queue was open: it is given, too.
    this.#admitHeld(true);
    for (const { give, fail } of this.#waiters) {
      if (reason === undefined) give(undefined);
      else fail(reason);
    }
  }

  #hasRoomFor({ length }: Uint8Array): boolean {
    if (this.#items.length === 0) return true;
    return this.#items.length < this.#maxItems && this.#bytes + length <= this.#maxBytes;
  }

  #add(notification: Notification): void {
    this.#items.push(notification);
    this.#bytes += notification.value.length;
  }

  #take(): Notification | undefined {
    const first = this.#items.shift();
    if (!first) return undefined;
    this.#bytes -= first.value.length;
    this.#admitHeld();
    // All that gave way was older than the first one that is left.
    return this.#policy === 'dropOldest' ? { ...first, dropped: this.#dropped } : first;
  }

  #overflowWith(notification: Notification): void | Promise<void> {
    switch (this.#policy) {
      case 'dropOldest':
        return this.#dropOldestFor(notification);
      case 'dropNewest':
        return this.#drop(1);
      case 'block':
        // A notification does not wait, nor may it overtake an indication that does.
        if (notification.isIndication && !this.#held) return this.#hold(notification);
        return this.#overflowFor(1);
      case 'error':
        return this.#overflowFor(1);
    }
  }

  #dropOldestFor(notification: Notification): void {
    let lost = 0;
    while (!this.#hasRoomFor(notification.value)) {
      this.#bytes -= this.#items.shift()?.value.length ?? 0;
      lost++;
    }
    this.#add(notification);
    this.#drop(lost);
  }

  #drop(count: number): void {
    this.#dropped += count;
    this.#drops.report(this.#dropped);
  }

  /** From here on all is lost, until the reader has seen it. */
  #overflowFor(lost: number): void {
    this.#overflow = { delivered: this.#items.length };
    this.#dropped += lost;
    this.#letGo(() => this.#dropped++);
  }

  #hold(notification: Notification): Promise<void> {
    return new Promise((release) => {
      const stopTimer = this.#options.clock.after(MAX_HOLD_MS, () => this.#overflowFor(0));
      this.#held = { notification, release, stopTimer };
    });
  }

  #admitHeld(isLast = false): void {
    const held = this.#held;
    if (!held || !(isLast || this.#hasRoomFor(held.notification.value))) return;
    this.#letGo(() => this.#add(held.notification));
  }

  /** Ends the wait of the indication that is held; `settle` says what becomes of it. */
  #letGo(settle: () => void): void {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    held.stopTimer();
    settle();
    held.release();
  }

  #seeOverflow(delivered: number): QueueOverflowError {
    const error = new QueueOverflowError(delivered, this.#dropped);
    this.#overflow = undefined;
    this.#end = { error };
    this.#options.onOverflowSeen?.();
    return error;
  }

  #wait(options: CallOptions): Promise<Notification | undefined> {
    return new Promise((resolve, reject) => {
      const stop = onImpatience(this.#options.clock, options, (reason) => {
        this.#waiters.delete(waiter);
        reject(reason);
      });
      const settle = () => {
        this.#waiters.delete(waiter);
        stop();
      };
      const waiter: Waiter = {
        give(notification) {
          settle();
          resolve(notification);
        },
        fail(error) {
          settle();
          reject(error);
        },
      };
      this.#waiters.add(waiter);
    });
  }
}
