// Private addresses heard of late, for who wants to know which of them an identity key explains. They live
// in memory alone, for minutes: strangers are not stored.

import { type AddressValue, type Clock, formatAddress, randomKindOf } from '@bluebell/ble/core';
import { AddressResolver } from '@bluebell/ble/crypto';
import type { Reception } from '../state/entry.ts';

/** Phones change theirs each 15 minutes. Core Spec v5.4, Vol 3, Part C, Appendix A. */
const KEPT_MS = 15 * 60_000;
/** The oldest go first. */
const MOST = 512;

interface Heard {
  readonly rssiDbm: number;
  readonly steadyMs: number;
  readonly lastSeenMs: number;
}

/** An address that a key explains. */
export interface MatchedAddress {
  readonly address: string;
  readonly rssiDbm: number;
  /** Milliseconds since 1970 UTC. */
  readonly lastSeenMs: number;
}

/** The ring of them. */
export class PrivateAddresses {
  readonly #clock: Pick<Clock, 'now' | 'steady'>;
  readonly #heard = new Map<AddressValue, Heard>();

  constructor(clock: Pick<Clock, 'now' | 'steady'>) {
    this.#clock = clock;
  }

  /** Notes one, where it is one. Called for each advert. */
  readonly hear = ({ advert }: Reception): void => {
    if (advert.addressType !== 'random') return;
    const { addressValue: address } = advert;
    if (randomKindOf(address) !== 'resolvable') return;
    // Behind all others again: so the oldest is always the first.
    if (!this.#heard.delete(address) && this.#heard.size >= MOST) this.#forgetFirst();
    const { rssiDbm } = advert;
    this.#heard.set(address, {
      rssiDbm: rssiDbm ?? -127,
      steadyMs: this.#clock.steady(),
      lastSeenMs: this.#clock.now(),
    });
  };

  /** How many are there. */
  get size(): number {
    this.#forgetOld();
    return this.#heard.size;
  }

  /** Those that a key explains, the loudest first. @param irk 16 bytes, most significant first. */
  explainedBy(irk: Uint8Array): readonly MatchedAddress[] {
    this.#forgetOld();
    const resolver = new AddressResolver<true>(MOST);
    resolver.add(irk, true);
    return [...this.#heard]
      .filter(([address]) => resolver.resolve(address))
      .map(([address, { rssiDbm, lastSeenMs }]) => ({
        address: formatAddress(address),
        rssiDbm,
        lastSeenMs,
      }))
      .sort((a, b) => b.rssiDbm - a.rssiDbm);
  }

  #forgetOld(): void {
    const oldestMs = this.#clock.steady() - KEPT_MS;
    for (const [address, { steadyMs }] of this.#heard) {
      if (steadyMs >= oldestMs) return;
      this.#heard.delete(address);
    }
  }

  #forgetFirst(): void {
    const [first] = this.#heard.keys();
    if (first !== undefined) this.#heard.delete(first);
  }
}
