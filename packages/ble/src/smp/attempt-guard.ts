// Makes guessing slow. Core Spec v5.4, Vol 3, Part H, 2.3.6.

import type { AddressValue, Clock } from '../core/index.ts';

/** How long a peer has to wait. */
export interface AttemptGuardOptions {
  /** After the first failure; doubled after each further one. Default: 1 s. */
  readonly firstWaitMs?: number;
  /** The most; also how long a failure is remembered beyond its wait. Default: 5 minutes. */
  readonly longestWaitMs?: number;
  /** Peers remembered; the oldest failure is forgotten first. Default: 256. */
  readonly capacity?: number;
}

interface Failures {
  readonly waitMs: number;
  readonly untilMs: number;
}

/**
 * Remembers who failed to pair, over all links of a host. A peer that changes its address is a new
 * one: that is why a passkey is made anew for each attempt.
 */
export class AttemptGuard {
  readonly #clock: Clock;
  readonly #firstWaitMs: number;
  readonly #longestWaitMs: number;
  readonly #capacity: number;
  readonly #failures = new Map<AddressValue, Failures>();

  constructor(
    clock: Clock,
    { firstWaitMs = 1000, longestWaitMs = 300_000, capacity = 256 }: AttemptGuardOptions = {},
  ) {
    this.#clock = clock;
    this.#firstWaitMs = firstWaitMs;
    this.#longestWaitMs = longestWaitMs;
    this.#capacity = capacity;
  }

  /** How long this peer still has to wait; 0 when it may try. */
  waitMs(peer: AddressValue): number {
    return Math.max(0, (this.#recall(peer)?.untilMs ?? 0) - this.#clock.steady());
  }

  /** A pairing with this peer has failed. */
  failed(peer: AddressValue): void {
    const before = this.#recall(peer);
    const waitMs = before ? Math.min(2 * before.waitMs, this.#longestWaitMs) : this.#firstWaitMs;
    // Deleted first, so that it stands last among those to forget.
    this.#failures.delete(peer);
    this.#failures.set(peer, { waitMs, untilMs: this.#clock.steady() + waitMs });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > this.#capacity && oldest !== undefined) this.#failures.delete(oldest);
  }

  /** A pairing with this peer went well. */
  succeeded(peer: AddressValue): void {
    this.#failures.delete(peer);
  }

  #recall(peer: AddressValue): Failures | undefined {
    const failures = this.#failures.get(peer);
    if (!failures || this.#clock.steady() < failures.untilMs + this.#longestWaitMs) return failures;
    this.#failures.delete(peer);
    return undefined;
  }
}
