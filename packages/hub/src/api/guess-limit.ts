// How many wrong passwords are looked at: few of each sender, so that one of them does not lock out the others.

import type { Clock } from '@bluebell/ble/core';
import { RateLimit } from '../rate-limit.ts';
import { networkOf } from '../sender-address.ts';

/** Of one sender: enough for mistakes, too few for guessing. */
const OF_ONE = { burst: 10, perSecond: 0.2 } as const;

/** Of all together: what a home never needs, and too few for somebody with many addresses. */
const OF_ALL = { burst: 200, perSecond: 2 } as const;

/** Senders that are remembered. Who is forgotten begins anew, but not with the limit of all. */
const MOST_SENDERS = 256;

/** Counts guesses. */
export class GuessLimit {
  readonly #clock: Clock;
  readonly #all: RateLimit;
  /** By network, who guessed last at the end. */
  readonly #senders = new Map<string, RateLimit>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#all = new RateLimit(clock, OF_ALL);
  }

  /**
   * Counts a guess of somebody at this address. Gives what takes it back, for a guess that was right;
   * `undefined` where there were too many.
   */
  take(address: string | undefined): (() => void) | undefined {
    const sender = this.#senderAt(networkOf(address));
    if (!sender.hasRoom() || !this.#all.take()) return undefined;
    sender.take();
    return () => {
      sender.giveBack();
      this.#all.giveBack();
    };
  }

  #senderAt(network: string): RateLimit {
    const sender = this.#senders.get(network) ?? new RateLimit(this.#clock, OF_ONE);
    this.#senders.delete(network);
    this.#senders.set(network, sender);
    const [oldest] = this.#senders.keys();
    if (this.#senders.size > MOST_SENDERS && oldest !== undefined) this.#senders.delete(oldest);
    return sender;
  }
}
