// Signed writes: whose data this is, without encryption. Core Spec v5.4, Vol 3, Part H, 2.4.5.

import { fromHex, UsageError } from '../core/index.ts';
import { counterOfSignature, dataSignature } from '../crypto/index.ts';
import type { Bond } from './bond.ts';
import type { BondStore } from './bond-store.ts';

/** Signatures there can be of one key: their counter has 32 bits. */
const COUNTERS = 2 ** 32;

/**
 * The signature of data, 12 bytes as they stand behind it. The counter is kept before it is used.
 *
 * @throws {UsageError} no signing key was exchanged, or all its counters are used: pair anew.
 */
export async function signData(
  bonds: BondStore,
  bond: Bond | undefined,
  data: Uint8Array,
): Promise<Uint8Array> {
  const signing = bond?.ownSigning;
  if (!signing) throw new UsageError('no key to sign with: pair first, with signing keys');
  const { csrk, nextCounter } = signing;
  if (nextCounter >= COUNTERS) throw new UsageError('all counters of the signing key are used');
  await bonds.save({ ...bond, ownSigning: { csrk, nextCounter: nextCounter + 1 } });
  return dataSignature(fromHex(csrk), data, nextCounter);
}

/** Whether the peer has signed this data, and never before with this counter. */
export async function isSigned(
  bonds: BondStore,
  bond: Bond | undefined,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const signing = bond?.peerSigning;
  if (!signing) return false;
  const { csrk, nextCounter } = signing;
  const counter = counterOfSignature(fromHex(csrk), data, signature);
  if (counter === undefined || counter < nextCounter) return false;
  await bonds.save({ ...bond, peerSigning: { csrk, nextCounter: counter + 1 } });
  return true;
}
