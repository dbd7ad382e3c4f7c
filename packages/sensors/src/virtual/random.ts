// Random values that are the same every time: a simulation can be run again, advert by advert.

/** The minimal standard generator of Park and Miller: all of it fits into a number. */
const MULTIPLIER = 48_271;
const MODULUS = 2 ** 31 - 1;

/** Neighbouring seeds begin alike; after so many steps they no longer do. */
const WARM_UP = 4;

/** A source of random values that a seed decides. Not for keys that protect anything. */
export class SeededRandom {
  readonly #seed: number;
  #state: number;

  /** @param seed any whole number. */
  constructor(seed: number) {
    this.#seed = (((seed % MODULUS) + MODULUS) % MODULUS) + 1;
    this.#state = this.#seed % MODULUS || 1;
    for (let step = 0; step < WARM_UP; step++) this.next();
  }

  /**
   * A source of its own for something that has a name. However much one of them is asked, the
   * others stay as they are: a new device changes nothing for those that were there before.
   */
  fork(name: string): SeededRandom {
    let seed = this.#seed;
    for (const character of name) seed = (seed * 31 + (character.codePointAt(0) ?? 0)) % MODULUS;
    return new SeededRandom(seed);
  }

  /** More than 0, less than 1. */
  next(): number {
    this.#state = (this.#state * MULTIPLIER) % MODULUS;
    return this.#state / MODULUS;
  }

  /** Anything from `low` up to, but not `high`. */
  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  /** True in so many of all cases: `chance(0.25)`. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the list; `undefined` when it is empty. */
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.integer(0, list.length - 1)];
  }

  /** Bytes, such as those of a key. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.integer(0, 0xff));
  }
}
