import { describe, expect, it } from 'vitest';
import { fromHex } from '../core/index.ts';
import { isSameSecret, joined, shortenedKey, xored } from './octets.ts';

const KEY = fromHex('000102030405060708090a0b0c0d0e0f');

describe('joined', () => {
  it('puts all parts one after the other', () => {
    expect(joined(fromHex('0102'), fromHex(''), fromHex('03'))).toEqual(fromHex('010203'));
  });
});

describe('xored', () => {
  it('goes bit by bit', () => {
    expect(xored(fromHex('0ff0'), fromHex('ffff'))).toEqual(fromHex('f00f'));
  });
});

describe('isSameSecret', () => {
  it('agrees with the same bytes', () => {
    expect(isSameSecret(KEY, KEY.slice())).toBe(true);
  });

  it('sees every single bit that differs', () => {
    for (let bit = 0; bit < 128; bit++) {
      const other = KEY.slice();
      other.set([(other[bit >> 3] ?? 0) ^ (1 << (bit & 7))], bit >> 3);
      expect(isSameSecret(KEY, other)).toBe(false);
    }
  });

  it('sees a beginning as another secret', () => {
    expect(isSameSecret(KEY, KEY.slice(0, 15))).toBe(false);
    expect(isSameSecret(KEY.slice(0, 15), KEY)).toBe(false);
  });
});

describe('shortenedKey', () => {
  it('keeps the least significant bytes (Vol 3, Part H, 2.3.4)', () => {
    expect(shortenedKey(KEY, 7)).toEqual(fromHex('000000000000000000090a0b0c0d0e0f'));
    expect(shortenedKey(KEY, 16)).toEqual(KEY);
  });
});
