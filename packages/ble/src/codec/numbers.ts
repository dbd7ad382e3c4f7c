// Integers and floats.

import { type Field, field } from './field.ts';
import type { Reader } from './reader.ts';

function unsigned(size: number, read: (from: Reader) => number): Field<number> {
  return field(size, read, (to, value) => to.uint(value, size));
}

export const u8 = unsigned(1, (from) => from.u8());
export const u16 = unsigned(2, (from) => from.u16());
export const u24 = unsigned(3, (from) => from.u24());
export const u32 = unsigned(4, (from) => from.u32());
export const u40 = unsigned(5, (from) => from.u40());
/** Six bytes as one number: addresses. */
export const u48 = unsigned(6, (from) => from.u48());

function signed(size: number, read: (from: Reader) => number): Field<number> {
  return field(size, read, (to, value) => to.int(value, size));
}

export const i8 = signed(1, (from) => from.i8());
export const i16 = signed(2, (from) => from.i16());
export const i24 = signed(3, (from) => from.i24());
export const i32 = signed(4, (from) => from.i32());

export const u64: Field<bigint> = field(
  8,
  (from) => from.u64(),
  (to, value) => to.u64(value),
);

/** IEEE 754, single precision. */
export const f32: Field<number> = field(
  4,
  (from) => from.f32(),
  (to, value) => to.f32(value),
);

function bigEndian(size: number, read: (from: Reader) => number): Field<number> {
  return field(size, read, (to, value) => to.uintBe(value, size));
}

export const u16be = bigEndian(2, (from) => from.u16be());
export const u24be = bigEndian(3, (from) => from.u24be());
export const u32be = bigEndian(4, (from) => from.u32be());
/** Six bytes in natural order: an address as people read it. */
export const u48be = bigEndian(6, (from) => from.u48be());

export const i16be: Field<number> = field(
  2,
  (from) => from.i16be(),
  (to, value) => to.intBe(value, 2),
);
