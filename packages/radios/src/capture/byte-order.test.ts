import { decode, encode } from '@bluebell/ble/codec';
import { fromHex, toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { bigEndian, littleEndian } from './byte-order.ts';

const WIDE = [
  [1, '0100000000000000'],
  [-1, 'ffffffffffffffff'],
  [-3600, 'f0f1ffffffffffff'],
  [2 ** 40 + 2, '0200000000010000'],
] as const;

describe('i64', () => {
  it.each(WIDE)('holds %i in either byte order', (value, little) => {
    const big = little.replaceAll(/../g, ' $&').split(' ').toReversed().join('');
    expect(decode(littleEndian.i64, fromHex(little))).toBe(value);
    expect(decode(bigEndian.i64, fromHex(big))).toBe(value);
    expect(toHex(encode(littleEndian.i64, value))).toBe(little);
    expect(toHex(encode(bigEndian.i64, value))).toBe(big);
  });
});
