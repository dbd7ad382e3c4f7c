// Writes numbers and bytes one after the other into memory that grows.

import { UsageError } from '../core/index.ts';
import type { Field } from './field.ts';

/** How many values 0 to 6 bytes hold. */
const RANGES: readonly number[] = [1, 2 ** 8, 2 ** 16, 2 ** 24, 2 ** 32, 2 ** 40, 2 ** 48];

/**
 * Collects bytes. Integers are little-endian unless named `be`.
 *
 * A number that does not fit is a `UsageError`; nothing is written then.
 */
export class Writer {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** @param capacity bytes to begin with; when they are exactly filled, `finish` needs no copy. */
  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** How many bytes were written. */
  get length(): number {
    return this.#length;
  }

  /** Writes an unsigned integer of 1 to 6 bytes, least significant byte first. */
  uint(value: number, size: number): void {
    this.#put(unsigned(value, size), size);
  }

  /** Writes a signed integer of 1 to 6 bytes, least significant byte first. */
  int(value: number, size: number): void {
    this.#put(signed(value, size), size);
  }

  /** Writes an unsigned integer of 1 to 6 bytes, most significant byte first. */
  uintBe(value: number, size: number): void {
    this.#putBe(unsigned(value, size), size);
  }

  /** Writes a signed integer of 1 to 6 bytes, most significant byte first. */
  intBe(value: number, size: number): void {
    this.#putBe(signed(value, size), size);
  }

  /** Writes an unsigned integer of 8 bytes. */
  u64(value: bigint): void {
    if (value !== BigInt.asUintN(64, value)) throw misfit(value, 'unsigned', 8);
    this.#put(Number(value & 0xffffffffn), 4);
    this.#put(Number(value >> 32n), 4);
  }

  /** Writes a float of 4 bytes, IEEE 754; the nearest one there is. */
  f32(value: number): void {
    if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) {
      throw new UsageError(`${value} does not fit a float of 32 bits`);
    }
    word.setFloat32(0, value);
    this.#put(word.getUint32(0), 4);
  }

  /** Writes bytes as they are. */
  write(bytes: Uint8Array): void {
    // The place first: making it may exchange the memory.
    const at = this.#grow(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** Leaves room for what is known later, and gives the place for `fill`. */
  leave(size: number): number {
    return this.#grow(size);
  }

  /** Writes a value where room was left for it; what follows goes on behind all else. */
  fill<T>(at: number, what: Field<T>, value: T): void {
    const end = this.#length;
    this.#length = at;
    what.write(this, value);
    this.#length = end;
  }

  /** What was written. It is the caller's own: writing on does not change it. */
  finish(): Uint8Array<ArrayBuffer> {
    const bytes = this.#bytes;
    return this.#length === bytes.length ? bytes : bytes.slice(0, this.#length);
  }

  #put(value: number, size: number): void {
    // The place first: making it may exchange the memory.
    const at = this.#grow(size);
    storeUint(this.#bytes, at, value, size);
  }

  #putBe(value: number, size: number): void {
    const at = this.#grow(size);
    const bytes = this.#bytes;
    let left = value;
    for (let i = size - 1; i >= 0; i--) {
      bytes[at + i] = left;
      left = (left - (left & 0xff)) / 256;
    }
  }

  #grow(size: number): number {
    const at = this.#length;
    this.#length = at + size;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return at;
  }
}

/**
 * Stores an unsigned integer in bytes at hand, least significant byte first: for the few places where
 * a writer of its own would cost more than all else. What does not fit is cut off.
 */
export function storeUint(bytes: Uint8Array, at: number, value: number, size: number): void {
  let left = value;
  for (let i = 0; i < size; i++) {
    // Storing cuts off all but the low byte.
    bytes[at + i] = left;
    left = (left - (left & 0xff)) / 256;
  }
}

/** Four bytes between integer and float. */
const word = new DataView(new ArrayBuffer(4));

function unsigned(value: number, size: number): number {
  if (!Number.isInteger(value) || value < 0 || value >= rangeOf(size)) {
    throw misfit(value, 'unsigned', size);
  }
  return value;
}

/** Two's complement. */
function signed(value: number, size: number): number {
  const range = rangeOf(size);
  if (!Number.isInteger(value) || value < -range / 2 || value >= range / 2) {
    throw misfit(value, 'signed', size);
  }
  return value < 0 ? value + range : value;
}

function rangeOf(size: number): number {
  return RANGES[size] ?? 0;
}

function misfit(value: number | bigint, sign: string, size: number): UsageError {
  return new UsageError(`${value} does not fit ${8 * size} bits, ${sign}`);
}
