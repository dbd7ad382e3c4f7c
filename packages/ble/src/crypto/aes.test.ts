import { describe, expect, it } from 'vitest';
import { fromHex, toHex, UsageError } from '../core/index.ts';
import { encryptBlock, expandKey } from './aes.ts';

describe('encryptBlock', () => {
  it.each([
    [
      'FIPS 197, appendix B',
      '2b7e151628aed2a6abf7158809cf4f3c',
      '3243f6a8885a308d313198a2e0370734',
      '3925841d02dc09fbdc118597196a0b32',
    ],
    [
      'FIPS 197, appendix C.1',
      '000102030405060708090a0b0c0d0e0f',
      '00112233445566778899aabbccddeeff',
      '69c4e0d86a7b0430d8cdb78070b4c55a',
    ],
    [
      'Core Spec v5.4, Vol 6, Part C, 1: session key',
      '4c68384139f574d836bcf34e9dfb01bf',
      '0213243546576879acbdcedfe0f10213',
      '99ad1b5226a37e3e058e3b8e27c2c666',
    ],
  ])('gives the answer of %s', (_, key, plain, sealed) => {
    const words = new DataView(fromHex(plain).buffer);
    const [s0, s1, s2, s3] = [0, 4, 8, 12].map((at) => words.getInt32(at, true));
    const result = encryptBlock(expandKey(fromHex(key)), s0 ?? 0, s1 ?? 0, s2 ?? 0, s3 ?? 0);
    const answer = new DataView(new ArrayBuffer(16));
    for (const [place, word] of [result.s0, result.s1, result.s2, result.s3].entries()) {
      answer.setInt32(4 * place, word, true);
    }
    expect(toHex(new Uint8Array(answer.buffer))).toBe(sealed);
  });
});

describe('expandKey', () => {
  it.each([0, 15, 17, 24, 32])('refuses a key of %d bytes', (length) => {
    expect(() => expandKey(new Uint8Array(length))).toThrow(UsageError);
  });

  it('does not change the key, nor notice later changes of it', () => {
    const key = fromHex('2b7e151628aed2a6abf7158809cf4f3c');
    const before = expandKey(key);
    expect(toHex(key)).toBe('2b7e151628aed2a6abf7158809cf4f3c');
    const copy = before.slice();
    key.fill(0);
    expect(before).toEqual(copy);
  });
});
