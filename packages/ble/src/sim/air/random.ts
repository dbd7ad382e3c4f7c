// Random numbers that come the same in every run: all chance on the air is drawn from these.

/** The two moduli of L'Ecuyer's MRG32k3a, whose products all fit a number exactly. */
const M1 = 4_294_967_087;
const M2 = 4_294_944_443;

/** Draws are of this many values. */
const WORD = 2 ** 32;

/** How many draws it takes until two streams of one seed have nothing in common. */
const WARM_UP = 12;

/** A stream of random numbers, told by a seed and the number of the stream. */
export class Random {
  #a0: number;
  #a1: number;
  #a2: number;
  #b0: number;
  #b1: number;
  #b2: number;

  constructor(seed: number, stream = 0) {
    const mixed = Math.abs(Math.trunc(seed)) % M1;
    this.#a0 = mixed;
    this.#a1 = (Math.abs(Math.trunc(stream)) + 1) % M1;
    this.#a2 = 12_345;
    this.#b0 = 67_890;
    this.#b1 = (mixed * 7919 + 1) % M2;
    this.#b2 = (this.#a1 * 104_729 + 1) % M2;
    for (let i = 0; i < WARM_UP; i++) this.word();
  }

  /** 0 to 1, without 1. */
  fraction(): number {
    const a = modulo(1_403_580 * this.#a1 - 810_728 * this.#a0, M1);
    this.#a0 = this.#a1;
    this.#a1 = this.#a2;
    this.#a2 = a;
    const b = modulo(527_612 * this.#b2 - 1_370_589 * this.#b0, M2);
    this.#b0 = this.#b1;
    this.#b1 = this.#b2;
    this.#b2 = b;
    return (a >= b ? a - b : a - b + M1) / M1;
  }

  /** 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** 32 bits. */
  word(): number {
    return this.below(WORD);
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** Normally distributed, with a mean of 0 and a deviation of 1. */
  normal(): number {
    // The cast holds since the index stays below the number of them.
    return NORMAL[this.below(NORMAL.length)] as number;
  }
}

function modulo(value: number, modulus: number): number {
  return value - Math.floor(value / modulus) * modulus;
}

/** Normally distributed numbers, so that one costs no more than one draw. */
const NORMAL: readonly number[] = (() => {
  const random = new Random(1);
  return Array.from({ length: 2048 }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random.fraction();
    return sum;
  });
})();
