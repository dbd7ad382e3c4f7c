// Reads numbers and bytes one after the other, and never past the end.

import { DecodeError } from '../core/index.ts';

/** Engines keep so few bytes within the object: a view would move them out first, at five times the cost. */
const CHEAP_TO_COPY = 64;

/**
 * A place in bytes that moves on with every read. Integers are little-endian unless named `be`.
 *
 * All methods throw `DecodeError` when fewer bytes are left than they need; nothing is read then.
 */
export class Reader {
  readonly bytes: Uint8Array;
  /** The next byte to read, counted from the start of `bytes`. */
  offset: number;
  /** One past the last byte that may be read. */
  end: number;

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  /** How many bytes are left to read. */
  get left(): number {
    return this.end - this.offset;
  }

  /** Moves on by `length` bytes, and gives the offset at which they begin. */
  skip(length: number): number {
    const start = this.offset;
    if (start + length > this.end) throw tooShort(this, length);
    this.offset = start + length;
    return start;
  }

  u8(): number {
    return u8At(this.bytes, this.skip(1));
  }

  i8(): number {
    return (this.u8() << 24) >> 24;
  }

  u16(): number {
    return u16At(this.bytes, this.skip(2));
  }

  i16(): number {
    return (this.u16() << 16) >> 16;
  }

  u24(): number {
    const at = this.skip(3);
    return u16At(this.bytes, at) | (u8At(this.bytes, at + 2) << 16);
  }

  i24(): number {
    return (this.u24() << 8) >> 8;
  }

  u32(): number {
    return i32At(this.bytes, this.skip(4)) >>> 0;
  }

  i32(): number {
    return i32At(this.bytes, this.skip(4));
  }

  u40(): number {
    const at = this.skip(5);
    return u8At(this.bytes, at + 4) * 2 ** 32 + (i32At(this.bytes, at) >>> 0);
  }

  /** Six bytes as one number: exact, since a number holds 53 bits. */
  u48(): number {
    const at = this.skip(6);
    return u16At(this.bytes, at + 4) * 2 ** 32 + (i32At(this.bytes, at) >>> 0);
  }

  u64(): bigint {
    const at = this.skip(8);
    const low = BigInt(i32At(this.bytes, at) >>> 0);
    return (BigInt(i32At(this.bytes, at + 4) >>> 0) << 32n) | low;
  }

  f32(): number {
    word.setInt32(0, this.i32());
    return word.getFloat32(0);
  }

  u16be(): number {
    return u16beAt(this.bytes, this.skip(2));
  }

  i16be(): number {
    return (this.u16be() << 16) >> 16;
  }

  u24be(): number {
    const at = this.skip(3);
    return (u8At(this.bytes, at) << 16) | u16beAt(this.bytes, at + 1);
  }

  u32be(): number {
    return i32beAt(this.bytes, this.skip(4)) >>> 0;
  }

  u48be(): number {
    const at = this.skip(6);
    return u16beAt(this.bytes, at) * 2 ** 32 + (i32beAt(this.bytes, at + 2) >>> 0);
  }

  /**
   * The next bytes, to be looked at now: a view, which changes when they do, or a copy where they are
   * so few that it costs less.
   */
  view(length: number): Uint8Array {
    const at = this.skip(length);
    return length <= CHEAP_TO_COPY
      ? this.bytes.slice(at, at + length)
      : this.bytes.subarray(at, at + length);
  }

  /** All bytes that are left, likewise. */
  rest(): Uint8Array {
    return this.view(this.left);
  }
}

/** Four bytes between integer and float. */
const word = new DataView(new ArrayBuffer(4));

/** Stands apart so that `skip` stays small enough to be inlined wherever something is read. */
function tooShort({ offset, left }: Reader, length: number): DecodeError {
  return new DecodeError(`needs ${length} bytes, has ${left}`, offset);
}

/** The cast holds since every caller has checked the offset by `skip`. */
function u8At(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}

function u16At(bytes: Uint8Array, at: number): number {
  return u8At(bytes, at) | (u8At(bytes, at + 1) << 8);
}

function i32At(bytes: Uint8Array, at: number): number {
  return u16At(bytes, at) | (u16At(bytes, at + 2) << 16);
}

function u16beAt(bytes: Uint8Array, at: number): number {
  return (u8At(bytes, at) << 8) | u8At(bytes, at + 1);
}

function i32beAt(bytes: Uint8Array, at: number): number {
  return (u16beAt(bytes, at) << 16) | u16beAt(bytes, at + 2);
}
