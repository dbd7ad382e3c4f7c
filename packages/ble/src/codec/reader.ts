// Reads numbers and bytes one after the other, and never past the end.

import { DecodeError } from '../core/index.ts';

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
    if (start + length > this.end) {
      throw new DecodeError(`needs ${length} bytes, has ${this.end - start}`, start);
    }
    this.offset = start + length;
    return start;
  }

  u8(): number {
    return byte(this.bytes, this.skip(1));
  }

  i8(): number {
    return (this.u8() << 24) >> 24;
  }

  u16(): number {
    const at = this.skip(2);
    return byte(this.bytes, at) | (byte(this.bytes, at + 1) << 8);
  }

  i16(): number {
    return (this.u16() << 16) >> 16;
  }

  u24(): number {
    const at = this.skip(3);
    const { bytes } = this;
    return byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16);
  }

  i24(): number {
    return (this.u24() << 8) >> 8;
  }

  u32(): number {
    return this.i32() >>> 0;
  }

  i32(): number {
    const at = this.skip(4);
    const { bytes } = this;
    return (
      byte(bytes, at) |
      (byte(bytes, at + 1) << 8) |
      (byte(bytes, at + 2) << 16) |
      (byte(bytes, at + 3) << 24)
    );
  }

  /** Six bytes as one number: exact, since a number holds 53 bits. */
  u48(): number {
    const low = this.u32();
    return this.u16() * 2 ** 32 + low;
  }

  u64(): bigint {
    const low = BigInt(this.u32());
    return (BigInt(this.u32()) << 32n) | low;
  }

  f32(): number {
    word.setInt32(0, this.i32());
    return word.getFloat32(0);
  }

  u16be(): number {
    const at = this.skip(2);
    return (byte(this.bytes, at) << 8) | byte(this.bytes, at + 1);
  }

  i16be(): number {
    return (this.u16be() << 16) >> 16;
  }

  u24be(): number {
    return this.u8() * 2 ** 16 + this.u16be();
  }

  u32be(): number {
    return this.u16be() * 2 ** 16 + this.u16be();
  }

  u48be(): number {
    return this.u32be() * 2 ** 16 + this.u16be();
  }

  /** The next bytes, as a view: no copy, so it changes when they do. */
  view(length: number): Uint8Array {
    const at = this.skip(length);
    return this.bytes.subarray(at, at + length);
  }

  /** All bytes that are left, as a view. */
  rest(): Uint8Array {
    return this.view(this.left);
  }
}

/** Four bytes between integer and float. */
const word = new DataView(new ArrayBuffer(4));

/** The cast holds since every caller has checked the offset by `skip`. */
function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}
