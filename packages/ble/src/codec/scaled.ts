// Numbers that stand on the wire as multiples of a unit, or moved by a constant.

import { type Field, field } from './field.ts';

/**
 * A number that stands on the wire as a multiple of `factor`: `scaled(i16, 0.01)` reads 2150 as 21.5.
 *
 * The factor is taken as the fraction it means, 1/n or a decimal: one division of whole numbers gives
 * the double nearest to the true result, so 3 times 0.1 reads as 0.3, not as 0.30000000000000004.
 */
export function scaled(raw: Field<number>, factor: number): Field<number> {
  const [numerator, denominator] = fractionOf(factor);
  return field(
    raw.size,
    (from) => (raw.read(from) * numerator) / denominator,
    (to, value) => raw.write(to, Math.round((value * denominator) / numerator)),
  );
}

/** The sum of a decimal and an offset has no more decimals than this in any format. */
const DECIMALS = 10 ** 9;

/** A number that stands on the wire moved by `offset` and scaled: value = raw · factor + offset. */
export function offsetBy(scaledField: Field<number>, offset: number): Field<number> {
  return field(
    scaledField.size,
    // Rounded, since 40.1 - 40 is 0.10000000000000142.
    (from) => Math.round((scaledField.read(from) + offset) * DECIMALS) / DECIMALS,
    (to, value) => scaledField.write(to, value - offset),
  );
}

/** The factor as numerator and denominator, both whole. */
function fractionOf(factor: number): readonly [number, number] {
  const inverse = Math.round(1 / factor);
  if (Math.abs(inverse * factor - 1) < 1e-9) return [1, inverse];
  const denominator = 10 ** decimalsOf(factor);
  return [Math.round(factor * denominator), denominator];
}

/** How many digits stand behind the point: 2 for 0.35, 7 for 2.5e-6. */
function decimalsOf(factor: number): number {
  const [digits = '', exponent = '0'] = factor.toString().split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}
