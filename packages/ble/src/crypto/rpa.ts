// Resolvable private addresses. Core Spec v5.4, Vol 6, Part B, 1.3.2.2; Vol 3, Part H, 2.2.2.

import { type AddressValue, randomKindOf, UsageError } from '../core/index.ts';
import { encryptBlock, expandKey, type RoundKeys } from './aes.ts';

/** How many addresses are remembered, of those that resolved and of those that did not. */
const DEFAULT_CACHE = 4096;

interface Identity<T> {
  readonly keys: RoundKeys;
  readonly who: T;
}

/** Whom a private address belongs to, tried against many identity keys. */
export class AddressResolver<T> {
  readonly #identities: Identity<T>[] = [];
  readonly #known = new Map<AddressValue, Identity<T>>();
  readonly #strangers = new Set<AddressValue>();
  readonly #cacheSize: number;

  /** @param cacheSize addresses remembered, of each kind; the oldest are forgotten first. */
  constructor(cacheSize: number = DEFAULT_CACHE) {
    this.#cacheSize = cacheSize;
  }

  /** How many identity keys are known. */
  get size(): number {
    return this.#identities.length;
  }

  /**
   * Adds an identity key.
   *
   * @param irk 16 bytes, most significant first, as the specification prints them.
   * @param who what `resolve` gives for addresses made with this key.
   * @throws {UsageError} a key that has not 16 bytes.
   */
  add(irk: Uint8Array, who: T): void {
    if (irk.length !== 16) throw new UsageError(`an identity key has 16 bytes, not ${irk.length}`);
    this.#identities.push({ keys: expandKey(irk), who });
    this.#strangers.clear();
  }

  /** Forgets every key that was added for `who`. */
  remove(who: T): void {
    for (let i = this.#identities.length - 1; i >= 0; i--) {
      if (this.#identities[i]?.who === who) this.#identities.splice(i, 1);
    }
    this.#known.clear();
  }

  /** Whose address this is; `undefined` when it is no resolvable one or no key fits. */
  resolve(address: AddressValue): T | undefined {
    const known = this.#known.get(address);
    if (known) return known.who;
    if (this.#strangers.has(address) || randomKindOf(address) !== 'resolvable') return undefined;
    const found = this.#search(address);
    if (found) remember(this.#known, this.#cacheSize).set(address, found);
    else remember(this.#strangers, this.#cacheSize).add(address);
    return found?.who;
  }

  #search(address: AddressValue): Identity<T> | undefined {
    const random = reversed24(Math.floor(address / 2 ** 24));
    const hash = reversed24(address % 2 ** 24);
    for (const identity of this.#identities) {
      if (hashWord(identity.keys, random) === hash) return identity;
    }
    return undefined;
  }
}

/** Whether an identity key (16 bytes, most significant first) made this address. */
export function resolves(irk: Uint8Array, address: AddressValue): boolean {
  const resolver = new AddressResolver<true>();
  resolver.add(irk, true);
  return resolver.resolve(address) === true;
}

/**
 * Makes a resolvable private address.
 *
 * @param irk 16 bytes, most significant first.
 * @param random 22 random bits; the two bits above them are set as the specification says.
 */
export function makeResolvable(irk: Uint8Array, random: number): AddressValue {
  const prand = 0x40_00_00 + (random % 2 ** 22);
  const hash = reversed24(hashWord(expandKey(irk), reversed24(prand)));
  return prand * 2 ** 24 + hash;
}

/**
 * Function ah: AES of 13 zero bytes and three random ones, cut to the last three bytes.
 * Both come as bytes 1 to 3 of the last word of a block, so nothing is ever stored in memory.
 */
function hashWord(keys: RoundKeys, random: number): number {
  return encryptBlock(keys, 0, 0, 0, random * 256).s3 >>> 8;
}

/** Three bytes turned round. */
function reversed24(value: number): number {
  return ((value & 0xff) << 16) | (value & 0xff00) | (value >>> 16);
}

/** Makes room for one more entry. */
function remember<
  C extends {
    readonly size: number;
    keys(): Iterator<AddressValue>;
    delete(key: AddressValue): boolean;
  },
>(cache: C, limit: number): C {
  if (cache.size >= limit) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
  return cache;
}
