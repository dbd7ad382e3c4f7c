// Integers, floats, and numbers that are scaled on the wire.

import { type Field, field } from './field.ts';
import type { Reader } from './reader.ts';

function unsigned(size: number, read: (from: Reader) => number): Field<number> {
  return field(size, read, (to, value) => to.uint(value, size));
}

export const u8 = unsigned(1, (from) => from.u8());
export const u16 = unsigned(2, (from) => from.u16());
export const u24 = unsigned(3, (from) => from.u24());
export const u32 = unsigned(4, (from) => from.u32());
/** Six bytes as one number: addresses. */
export const u48 = unsigned(6, (from) => from.u48());

export const i8 = unsigned(1, (from) => from.i8());
export const i16 = unsigned(2, (from) => from.i16());
export const i24 = unsigned(3, (from) => from.i24());
export const i32 = unsigned(4, (from) => from.i32());

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
export const i16be = bigEndian(2, (from) => from.i16be());
export const u24be = bigEndian(3, (from) => from.u24be());
export const u32be = bigEndian(4, (from) => from.u32be());
/** Six bytes in natural order: an address as people read it. */
export const u48be = bigEndian(6, (from) => from.u48be());

/**
 * A number that stands on the wire as a multiple of `factor`: `scaled(i16, 0.01)` reads 2150 as 21.5.
 *
 * A factor of the form 1/n divides, so that the result is the double nearest to the decimal number.
 */
export function scaled(raw: Field<number>, factor: number): Field<number> {
  const divisor = Math.round(1 / factor);
  const exact = Math.abs(divisor * factor - 1) < 1e-9;
  const decimals = 10 ** decimalsOf(factor);
  return field(
    raw.size,
    exact
      ? (from) => raw.read(from) / divisor
      : (from) => Math.round(raw.read(from) * factor * decimals) / decimals,
    (to, value) => raw.write(to, Math.round(exact ? value * divisor : value / factor)),
  );
}

/** A number that stands on the wire moved by `offset` and scaled: value = raw · factor + offset. */
export function offsetBy(scaledField: Field<number>, offset: number): Field<number> {
  return field(
    scaledField.size,
    (from) => scaledField.read(from) + offset,
    (to, value) => scaledField.write(to, value - offset),
  );
}

function decimalsOf(factor: number): number {
  return factor.toString().split('.')[1]?.length ?? 0;
}
