// Numbers that formats leave loose: floats that stand for decimals, integers of whatever length.

import { DecodeError } from '../core/index.ts';
import { type Field, field } from './field.ts';
import { u8, u16, u24, u32 } from './numbers.ts';

/**
 * A float as the decimal number it stands for: four bytes hold 18.7 as 18.700001, and
 * `rounded(f32, 2)` reads them as 18.7. NaN and infinities are a `DecodeError`.
 */
export function rounded(raw: Field<number>, decimals: number): Field<number> {
  const factor = 10 ** decimals;
  return field(
    raw.size,
    (from) => {
      const { offset } = from;
      const value = raw.read(from);
      if (!Number.isFinite(value)) throw new DecodeError(`${value} is not a number`, offset);
      // Adding 0 turns the -0 that rounding leaves into 0.
      return Math.round(value * factor) / factor + 0;
    },
    (to, value) => raw.write(to, value),
  );
}

const BY_SIZE: Readonly<Record<number, Field<number>>> = { 1: u8, 2: u16, 3: u24, 4: u32 };

/**
 * An unsigned integer that fills the bytes that are left: 1 to 4, else a `DecodeError`.
 * Written in as few bytes as hold it.
 */
export const uintToEnd: Field<number> = field(
  undefined,
  (from) => {
    const fitting = BY_SIZE[from.left];
    if (!fitting) throw new DecodeError(`${from.left} bytes where 1 to 4 stand`, from.offset);
    return fitting.read(from);
  },
  (to, value) => {
    const size = [1, 2, 3].find((bytes) => value < 2 ** (8 * bytes)) ?? 4;
    to.uint(value, size);
  },
);
