// The known answers stand with the Security Manager: what is here is what they do not show.

import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, UsageError } from '../core/index.ts';
import { aesCmac } from './cmac.ts';
import { e, keyOfNumber } from './smp-functions.ts';

const blocks = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('e', () => {
  it('agrees with OpenSSL, and changes neither key nor block', () => {
    fc.assert(
      fc.property(blocks, blocks, (key, block) => {
        const given = [key.slice(), block.slice()];
        const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
        expect(e(key, block)).toEqual(new Uint8Array(cipher.update(block)));
        expect([key, block]).toEqual(given);
      }),
    );
  });

  it.each([0, 15, 17, 32])('refuses a block of %d bytes', (length) => {
    expect(() => e(new Uint8Array(16), new Uint8Array(length))).toThrow(UsageError);
  });
});

describe('aesCmac', () => {
  it.each([0, 15, 24, 32])('refuses a key of %d bytes: Bluetooth has AES-128 alone', (length) => {
    expect(() => aesCmac(new Uint8Array(length), new Uint8Array(0))).toThrow(UsageError);
  });
});

describe('keyOfNumber', () => {
  it('is the passkey as 128 bits (Vol 3, Part H, 2.3.5.3)', () => {
    expect(keyOfNumber(19655)).toEqual(fromHex('00000000000000000000000000004cc7'));
    expect(keyOfNumber(999_999)).toEqual(fromHex('000000000000000000000000000f423f'));
  });
});
