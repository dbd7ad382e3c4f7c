import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex, UsageError } from '../core/index.ts';
import { bitSet } from './bit-set.ts';
import { decode, encode } from './field.ts';

const SAMPLES: readonly (readonly [hex: string, numbers: readonly number[]])[] = [
  ['0000', []],
  ['0100', [0]],
  ['8001', [7, 8]],
  ['ff80', [0, 1, 2, 3, 4, 5, 6, 7, 15]],
];

describe('bitSet', () => {
  it.each(SAMPLES)('reads %s as the numbers of the bits that are set', (hex, numbers) => {
    expect(decode(bitSet(2), fromHex(hex))).toEqual(new Set(numbers));
  });

  it.each(SAMPLES)('writes %s', (hex, numbers) => {
    expect(toHex(encode(bitSet(2), new Set(numbers)))).toBe(hex);
  });

  it('reads as many bytes as it has, no fewer', () => {
    expect(() => decode(bitSet(8), new Uint8Array(7))).toThrow(DecodeError);
  });

  it.each([16, -1, 0.5])('refuses to write bit %d of two bytes', (number) => {
    expect(() => encode(bitSet(2), new Set([number]))).toThrow(UsageError);
  });
});
