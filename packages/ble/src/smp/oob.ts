// What two devices tell each other by another way than Bluetooth. Core Spec v5.4, Vol 3, Part H,
// 2.3.5.6.4 and 2.3.5.4.

import { f4, generateKeyPair, isSameSecret, type P256KeyPair } from '../crypto/index.ts';
import type { Random } from './security-link.ts';

/** What one side hands over for Secure Connections; 16 bytes each, most significant first. */
export interface OobValues {
  readonly random: Uint8Array;
  readonly confirm: Uint8Array;
}

/** What a side keeps of the values it has handed over, until it pairs. */
export interface OwnOobData {
  readonly keyPair: P256KeyPair;
  /** To be handed over. */
  readonly values: OobValues;
}

/** All that is known by another way when a pairing begins. */
export interface OobData {
  /** Secure Connections: what we have handed over, from `makeOobData`. */
  readonly own?: OwnOobData;
  /** Secure Connections: what the peer has handed over. */
  readonly peer?: OobValues;
  /** Legacy pairing: a key of 16 bytes that both sides have. */
  readonly legacyKey?: Uint8Array;
}

/** Makes values to hand over. They serve one pairing: make new ones afterwards. */
export function makeOobData(random: Random): OwnOobData {
  const keyPair = generateKeyPair(random);
  const { x } = keyPair.publicKey;
  const value = random(16);
  return { keyPair, values: { random: value, confirm: f4(x, x, value, 0) } };
}

/** Whether a public key is the one that its owner has vouched for. 2.3.5.6.4 */
export function isVouchedFor(x: Uint8Array, { random, confirm }: OobValues): boolean {
  return isSameSecret(f4(x, x, random, 0), confirm);
}
