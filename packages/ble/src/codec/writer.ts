// Writes numbers and bytes one after the other into memory that grows.

import { UsageError } from '../core/index.ts';

/** Collects bytes. Integers are little-endian unless named `be`; a number out of range is refused. */
export class Writer {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** How many bytes were written. */
  get length(): number {
    return this.#length;
  }

  /** Writes an integer of 1 to 6 bytes, least significant byte first; negative ones as two's complement. */
  uint(value: number, size: number): void {
    const at = this.#grow(size);
    let left = checked(value, size);
    for (let i = 0; i < size; i++) {
      this.#bytes[at + i] = left % 256;
      left = Math.floor(left / 256);
    }
  }

  /** The same, most significant byte first. */
  uintBe(value: number, size: number): void {
    const at = this.#grow(size);
    let left = checked(value, size);
    for (let i = size - 1; i >= 0; i--) {
      this.#bytes[at + i] = left % 256;
      left = Math.floor(left / 256);
    }
  }

  u64(value: bigint): void {
    this.uint(Number(value & 0xffffffffn), 4);
    this.uint(Number((value >> 32n) & 0xffffffffn), 4);
  }

  f32(value: number): void {
    word.setFloat32(0, value);
    this.uint(word.getUint32(0), 4);
  }

  write(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#grow(bytes.length));
  }

  /** What was written, as a copy of its own. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
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

/** Four bytes between integer and float. */
const word = new DataView(new ArrayBuffer(4));

/** The value as it stands in `size` bytes, negative ones brought up by two's complement. */
function checked(value: number, size: number): number {
  const range = 2 ** (8 * size);
  if (!Number.isInteger(value) || value >= range || value < -range / 2) {
    throw new UsageError(`${value} does not fit into ${size} bytes`);
  }
  return value < 0 ? value + range : value;
}
