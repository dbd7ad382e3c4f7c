import { createECDH } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, UsageError } from '../core/index.ts';
import {
  DEBUG_KEY_PAIR,
  generateKeyPair,
  isOnCurve,
  keyPairOf,
  type P256PublicKey,
  sharedSecret,
} from './p256.ts';

const seeds = fc.uint8Array({ minLength: 48, maxLength: 48 });

/** The order of the curve. */
const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';

describe('generateKeyPair', () => {
  it('makes keys with which OpenSSL finds the same secret', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, other) => {
        const ours = generateKeyPair(() => seed);
        const theirs = generateKeyPair(() => other);
        const openSsl = createECDH('prime256v1');
        openSsl.setPrivateKey(theirs.privateKey);
        expect(sharedSecret(ours.privateKey, theirs.publicKey)).toEqual(
          new Uint8Array(openSsl.computeSecret(uncompressed(ours.publicKey))),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('makes a valid key even of zeros', () => {
    const { privateKey, publicKey } = generateKeyPair((length) => new Uint8Array(length));
    expect(isOnCurve(publicKey)).toBe(true);
    expect(keyPairOf(privateKey).publicKey).toEqual(publicKey);
  });
});

describe('keyPairOf', () => {
  it('finds the public debug key (Vol 3, Part H, 2.3.5.6.1)', () => {
    expect(keyPairOf(DEBUG_KEY_PAIR.privateKey)).toEqual(DEBUG_KEY_PAIR);
  });

  it.each([
    ['0', '00'.repeat(32)],
    ['the order of the curve', ORDER],
    ['31 bytes', '01'.repeat(31)],
  ])('refuses %s', (_, hex) => {
    expect(() => keyPairOf(fromHex(hex))).toThrow(UsageError);
  });
});

describe('isOnCurve', () => {
  const { x, y } = DEBUG_KEY_PAIR.publicKey;

  it('refuses a point with one bit changed, whichever', () => {
    for (let bit = 0; bit < 256; bit += 17) {
      expect(isOnCurve({ x: flipped(x, bit), y })).toBe(false);
      expect(isOnCurve({ x, y: flipped(y, bit) })).toBe(false);
    }
  });

  it('refuses numbers of another length', () => {
    expect(isOnCurve({ x: x.slice(1), y })).toBe(false);
    expect(isOnCurve({ x, y: Uint8Array.of(0, ...y) })).toBe(false);
    // The same 64 bytes, cut at the wrong place.
    expect(isOnCurve({ x: Uint8Array.of(...x, 0xdc), y: y.slice(1) })).toBe(false);
  });
});

describe('sharedSecret', () => {
  it('refuses a point that is not on the curve', () => {
    const { privateKey, publicKey } = DEBUG_KEY_PAIR;
    const invalid = { x: publicKey.x, y: new Uint8Array(32) };
    expect(() => sharedSecret(privateKey, invalid)).toThrow(UsageError);
  });
});

function uncompressed({ x, y }: P256PublicKey): Uint8Array {
  return Uint8Array.of(0x04, ...x, ...y);
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}
