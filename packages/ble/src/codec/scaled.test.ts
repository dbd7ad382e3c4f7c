import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, UsageError } from '../core/index.ts';
import { decode, encode } from './field.ts';
import { i16, i32, u8, u16, u24, u32 } from './numbers.ts';
import { offsetBy, scaled } from './scaled.ts';

describe('scaled', () => {
  it.each([
    ['d700', 0.1, 21.5],
    // 3 · 0.1 is 0.30000000000000004, 7 · 0.35 is 2.4499999999999997.
    ['0300', 0.1, 0.3],
    ['0700', 0.35, 2.45],
    ['1d00', 0.01, 0.29],
    ['39f7', 0.01, -22.47],
    ['ffff', 0.001, -0.001],
    ['0300', 0.000_001, 0.000_003],
    ['0300', 1, 3],
    ['0300', 0.5, 1.5],
    ['0300', 10, 30],
    ['0300', 1.5, 4.5],
    ['0300', 0.02, 0.06],
    ['2c01', 1 / 3, 100],
    ['0300', 1 / 256, 0.011_718_75],
    ['0300', 3e-7, 9e-7],
  ])('reads %s with factor %d as %d, and writes it back', (hex, factor, value) => {
    expect(decode(scaled(i16, factor), fromHex(hex))).toBe(value);
    expect(toHex(encode(scaled(i16, factor), value))).toBe(hex);
  });

  // The factors of BTHome's object table, as text: the nearest double is what parsing gives.
  it.each(['1', '0.1', '0.01', '0.001', '0.35', '0.000001'])(
    'gives the double nearest to the true product with factor %s, for every raw value',
    (factor) => {
      const field = scaled(i32, Number(factor));
      fc.assert(
        fc.property(fc.integer(), (raw) => {
          const value = decode(field, encode(i32, raw));
          expect(value).toBe(Number(product(raw, factor)));
          expect(toHex(encode(field, value))).toBe(toHex(encode(i32, raw)));
        }),
        { numRuns: 2000 },
      );
    },
  );

  it('reads 0 as 0, not as -0', () => {
    for (const factor of [1, 0.1, 0.35]) expect(decode(scaled(u8, factor), fromHex('00'))).toBe(0);
  });

  it('writes the nearest multiple', () => {
    expect(toHex(encode(scaled(u8, 0.1), 2.54))).toBe('19');
    expect(toHex(encode(scaled(u8, 0.35), 2.4))).toBe('07');
  });

  it.each([25.6, -0.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses to write %d', (value) => {
    expect(() => encode(scaled(u8, 0.1), value)).toThrow(UsageError);
  });

  it.each([
    [u8, 1],
    [u24, 3],
    [u32, 4],
  ])('has the size of what it scales', (raw, size) => {
    expect(scaled(raw, 0.1).size).toBe(size);
    expect(offsetBy(scaled(raw, 0.1), -40).size).toBe(size);
  });
});

describe('offsetBy', () => {
  it.each([
    ['0000', 0.1, -40, -40],
    // 40.1 - 40 is 0.10000000000000142.
    ['9101', 0.1, -40, 0.1],
    ['9001', 0.1, -40, 0],
    ['8f01', 0.1, -40, -0.1],
    ['0100', 0.1, 0.2, 0.3],
    ['0a00', 1, 2000, 2010],
  ])(
    'reads %s with factor %d and offset %d as %d, and writes it back',
    (hex, factor, offset, value) => {
      const field = offsetBy(scaled(u16, factor), offset);
      expect(decode(field, fromHex(hex))).toBe(value);
      expect(toHex(encode(field, value))).toBe(hex);
    },
  );

  it('reads back what it writes, whatever the number', () => {
    const field = offsetBy(scaled(u16, 0.01), -273.15);
    fc.assert(
      fc.property(fc.nat(0xffff), (raw) => {
        const value = decode(field, encode(u16, raw));
        expect(value).toBe(Number(product(raw - 27_315, '0.01')));
        expect(encode(field, value)).toEqual(encode(u16, raw));
      }),
    );
  });
});

/** A whole number times a decimal factor, exact, as text. */
function product(raw: number, factor: string): string {
  const [whole = '0', decimals = ''] = factor.split('.');
  return `${BigInt(raw) * BigInt(whole + decimals)}e-${decimals.length}`;
}
