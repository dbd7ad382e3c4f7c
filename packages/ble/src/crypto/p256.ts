// Keys on the curve P-256: Core Spec v5.4, Vol 2, Part H, 7.6; Vol 3, Part H, 2.3.5.6.1. All numbers
// are 32 bytes, most significant first.

import { p256 } from '@noble/curves/nist.js';
import { fromHex, UsageError } from '../core/index.ts';
import { joined } from './octets.ts';

/** A point of the curve, or what a peer claims to be one. */
export interface P256PublicKey {
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

/** A private key, and the public key that belongs to it. */
export interface P256KeyPair {
  readonly privateKey: Uint8Array;
  readonly publicKey: P256PublicKey;
}

/** Random bytes that a key is made of: more than 32, so that no key is likelier than another. */
const SEED_LENGTH = 48;

/** What stands in front of x and y in a point that is not compressed. SEC 1, 2.3.3. */
const UNCOMPRESSED = Uint8Array.of(0x04);

/** Makes a new key pair. `random` gives as many random bytes as it is asked for. */
export function generateKeyPair(random: (length: number) => Uint8Array): P256KeyPair {
  return keyPairOf(p256.utils.randomSecretKey(random(SEED_LENGTH)));
}

/**
 * The key pair of a private key.
 *
 * @throws {UsageError} a number that is 0, or not below the order of the curve.
 */
export function keyPairOf(privateKey: Uint8Array): P256KeyPair {
  if (!p256.utils.isValidSecretKey(privateKey)) {
    throw new UsageError('not a private key of P-256: 32 bytes, from 1 to the order of the curve');
  }
  const point = p256.getPublicKey(privateKey, false);
  return { privateKey, publicKey: { x: point.slice(1, 33), y: point.slice(33) } };
}

/**
 * Whether a public key is a point of the curve, with both numbers below the prime: anything else
 * would give away the private key bit by bit. Vol 3, Part H, 2.3.5.6.1.
 */
export function isOnCurve({ x, y }: P256PublicKey): boolean {
  return (
    x.length === 32 && y.length === 32 && p256.utils.isValidPublicKey(encoded({ x, y }), false)
  );
}

/**
 * The secret that both sides share: the x of the private key times the other's public key.
 *
 * @throws {UsageError} a public key that is not on the curve: test it with `isOnCurve` before.
 */
export function sharedSecret(privateKey: Uint8Array, publicKey: P256PublicKey): Uint8Array {
  if (!isOnCurve(publicKey)) throw new UsageError('the public key is not a point of P-256');
  return p256.getSharedSecret(privateKey, encoded(publicKey), false).slice(1, 33);
}

/** The key pair that everybody knows, so that captures can be decrypted. 2.3.5.6.1 */
export const DEBUG_KEY_PAIR: P256KeyPair = {
  privateKey: fromHex('3f49f6d4a3c55f3874c9b3e3d2103f504aff607beb40b7995899b8a6cd3c1abd'),
  publicKey: {
    x: fromHex('20b003d2f297be2c5e2c83a7e9f9a5b9eff49111acf4fddbcc0301480e359de6'),
    y: fromHex('dc809c49652aeb6d63329abf5a52155c766345c28fed3024741c8ed01589d28b'),
  },
};

function encoded({ x, y }: P256PublicKey): Uint8Array {
  return joined(UNCOMPRESSED, x, y);
}
