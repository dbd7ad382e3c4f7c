// Resolvable private addresses. Core Spec v5.4, Vol 6, Part B, 1.3.2.2; Vol 3, Part H, 2.2.2.

import { type AddressValue, randomKindOf, UsageError } from '../core/index.ts';
import { encryptBlock, expandKey, type RoundKeys } from './aes.ts';

/** How many addresses are remembered, of those that resolved and of those that did not. */
const DEFAULT_CACHE = 4096;

/** The two top bits of an address, 01, as they stand above its 22 random bits. */
const RESOLVABLE = 2 ** 22;

interface Identity<T> {
  readonly keys: RoundKeys;
  readonly who: T;
}

/** Whom a private address belongs to, tried against many identity keys. */
export class AddressResolver<T> {
  readonly #identities: Identity<T>[] = [];
  /** The keys of all identities, in their order; made when they are first searched after a change. */
  #packed: readonly RoundKeys[] | undefined;
  readonly #known = new Map<AddressValue, Identity<T>>();
  readonly #strangers = new Set<AddressValue>();
  #cacheSize: number;

  /** @param cacheSize addresses remembered, of each kind; the oldest are forgotten first. */
  constructor(cacheSize: number = DEFAULT_CACHE) {
    this.#cacheSize = cacheSize;
  }

  /** Other bounds from now on: what is too much goes at once, the oldest first. */
  set cacheSize(cacheSize: number) {
    this.#cacheSize = cacheSize;
    for (const cache of [this.#known, this.#strangers]) {
      while (cache.size > cacheSize) forgetOldest(cache, cacheSize);
    }
  }

  /** How many identity keys are known. */
  get size(): number {
    return this.#identities.length;
  }

  /** How many addresses are remembered, of those that resolved and of those that did not. */
  get remembered(): number {
    return this.#known.size + this.#strangers.size;
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
    this.#packed = undefined;
    // Somebody among them may be this one. Those known stay known.
    this.#strangers.clear();
  }

  /** Forgets every key that was added for `who`. */
  remove(who: T): void {
    for (let i = this.#identities.length - 1; i >= 0; i--) {
      if (this.#identities[i]?.who === who) this.#identities.splice(i, 1);
    }
    this.#packed = undefined;
    // Strangers stay strangers with a key less.
    this.#known.clear();
  }

  /** Whose address this is; `undefined` when it is no resolvable one or no key fits. */
  resolve(address: AddressValue): T | undefined {
    const known = this.#known.get(address);
    if (known) return known.who;
    if (this.#strangers.has(address) || randomKindOf(address) !== 'resolvable') return undefined;
    const found = this.#search(address);
    if (found) {
      this.#known.set(address, found);
      forgetOldest(this.#known, this.#cacheSize);
    } else {
      this.#strangers.add(address);
      forgetOldest(this.#strangers, this.#cacheSize);
    }
    return found?.who;
  }

  #search(address: AddressValue): Identity<T> | undefined {
    const random = reversed24(Math.floor(address / 2 ** 24));
    const hash = reversed24(address % 2 ** 24);
    this.#packed ??= pack(this.#identities);
    for (let i = 0; i < this.#packed.length; i++) {
      // The cast holds since `i` stays inside.
      if (hashWord(this.#packed[i] as RoundKeys, random) === hash) return this.#identities[i];
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
 * @param random 22 random bits. The specification wants a 0 and a 1 among them: pass neither 0 nor
 *   0x3FFFFF for an address that goes on the air.
 * @throws {UsageError} a key that has not 16 bytes, or a number that does not fit 22 bits.
 */
export function makeResolvable(irk: Uint8Array, random: number): AddressValue {
  if (!Number.isInteger(random) || random < 0 || random >= RESOLVABLE) {
    throw new UsageError(`${random} does not fit 22 bits`);
  }
  const prand = RESOLVABLE + random;
  const hash = reversed24(hashWord(expandKey(irk), reversed24(prand)));
  return prand * 2 ** 24 + hash;
}

/**
 * Function ah: AES of 13 zero bytes and three random ones, cut to the last three bytes.
 * Both come as bytes 1 to 3 of the last word of a block, so nothing is ever stored in memory.
 */
function hashWord(keys: RoundKeys, random: number): number {
  return encryptBlock(keys, 0, 0, 0, random << 8).s3 >>> 8;
}

/** Three bytes turned round. */
function reversed24(value: number): number {
  return ((value & 0xff) << 16) | (value & 0xff00) | (value >>> 16);
}

/** Lays the keys side by side: memory that is read in order is there before it is needed. */
function pack(identities: readonly Identity<unknown>[]): readonly RoundKeys[] {
  const size = identities[0]?.keys.length ?? 0;
  const all = new Uint32Array(size * identities.length);
  return identities.map(({ keys }, place) => {
    const start = place * size;
    all.set(keys, start);
    return all.subarray(start, start + size);
  });
}

/** Keeps a map or a set within its limit; both give their keys in the order they came. */
function forgetOldest(
  cache: Pick<Set<AddressValue>, 'size' | 'keys' | 'delete'>,
  limit: number,
): void {
  if (cache.size <= limit) return;
  const oldest = cache.keys().next();
  if (!oldest.done) cache.delete(oldest.value);
}
