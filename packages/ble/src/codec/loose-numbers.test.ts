import { describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import { decode, encode } from './field.ts';
import { rounded, uintToEnd } from './loose-numbers.ts';
import { f32 } from './numbers.ts';

describe('rounded', () => {
  it.each([
    ['9a999541', 18.7],
    ['9a99c941', 25.2],
    ['00000000', 0],
    ['cdcc44c1', -12.3],
  ])('reads the float %s as %d, and writes it back', (hex, value) => {
    expect(decode(rounded(f32, 2), fromHex(hex))).toBe(value);
    expect(toHex(encode(rounded(f32, 2), value))).toBe(hex);
  });

  it('gives 0, not -0, for what rounds to nothing', () => {
    expect(decode(rounded(f32, 2), encode(f32, -0.001))).toBe(0);
  });

  it.each(['0000c07f', '0000807f', '000080ff'])('refuses %s, which is no number', (hex) => {
    expect(() => decode(rounded(f32, 2), fromHex(hex))).toThrow(DecodeError);
  });
});

describe('uintToEnd', () => {
  it.each([
    ['00', 0],
    ['ff', 255],
    ['0001', 256],
    ['010203', 0x030201],
    ['01020384', 0x84030201],
  ])('reads all of %s as %d, and writes it back', (hex, value) => {
    expect(decode(uintToEnd, fromHex(hex))).toBe(value);
    expect(toHex(encode(uintToEnd, value))).toBe(hex);
  });

  it.each(['', '0102030405'])('refuses "%s": 1 to 4 bytes', (hex) => {
    expect(() => decode(uintToEnd, fromHex(hex))).toThrow(DecodeError);
  });
});
