// Phase 2 of LE Secure Connections: a long term key from two public ones. Core Spec v5.4, Vol 3,
// Part H, 2.3.5.6.

import { bytes, choice, decode, encode, reversedBytes, struct, u8, u48be } from '../codec/index.ts';
import {
  DEBUG_KEY_PAIR,
  f5,
  f6,
  generateKeyPair,
  isOnCurve,
  isSameSecret,
  type P256PublicKey,
  sharedSecret,
  shortenedKey,
} from '../crypto/index.ts';
import { type Authenticated, authenticate } from './authentication-stages.ts';
import type { FoundKey, PairingContext } from './pairing-context.ts';
import type { SecurityAddress } from './security-link.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** AuthReq, OOB flag and IO capability stand behind the opcode, last one first. */
const featureOctets = struct({ code: u8, ioCap: reversedBytes(3), others: bytes(3) });

/** An address as the hashes take it: most significant first, its type in front. 2.2.7 */
const hashedAddress = struct({ type: choice(u8, { 0: 'public', 1: 'random' }), address: u48be });

/** Finds the long term key. */
export async function pairSecurely(context: PairingContext): Promise<FoundKey> {
  const { agreement, oob, policy, random } = context;
  const ownPair =
    oob?.own?.keyPair ?? (policy.debugMode ? DEBUG_KEY_PAIR : generateKeyPair(random));
  const peerKey = await exchangePublicKeys(context, ownPair.publicKey);
  const secret = sharedSecret(ownPair.privateKey, peerKey);
  const stage1 = await authenticate(context, ownPair.publicKey.x, peerKey.x);
  const { ltk, lastPdu } = await checkSecret(context, secret, stage1);
  return { key: shortenedKey(ltk, agreement.security.keySize), ...(lastPdu && { lastPdu }) };
}

/** 2.3.5.6.1, the initiator's first. */
async function exchangePublicKeys(
  context: PairingContext,
  own: P256PublicKey,
): Promise<P256PublicKey> {
  const { exchange, isInitiator } = context;
  const ownPdu = { kind: 'pairingPublicKey', ...own } as const;
  if (isInitiator) exchange.send(ownPdu);
  const { x, y } = await exchange.expect('pairingPublicKey');
  checkPublicKey({ x, y }, own, context);
  if (!isInitiator) exchange.send(ownPdu);
  return { x, y };
}

function checkPublicKey(
  peer: P256PublicKey,
  own: P256PublicKey,
  { policy }: Pick<PairingContext, 'policy'>,
): void {
  const isDebugKey = isSameSecret(peer.x, DEBUG_KEY_PAIR.publicKey.x);
  // Both sides have the same key when both are in debug mode; else it is our own, or its mirror.
  const isOurs = isSameSecret(peer.x, own.x) && !(policy.debugMode && isDebugKey);
  const fault =
    (!isOnCurve(peer) && 'is not on the curve') ||
    (isDebugKey && !policy.debugMode && 'is the debug key') ||
    (isOurs && 'is our own');
  if (fault) throw SmpError.ours(SmpReason.invalidParameters, `the public key ${fault}`);
}

/** 2.3.5.6.5: both sides show that they found the same secret. */
async function checkSecret(
  context: PairingContext,
  secret: Uint8Array,
  { ownNonce, peerNonce, ownR, peerR }: Authenticated,
): Promise<{ readonly ltk: Uint8Array; readonly lastPdu?: NonNullable<FoundKey['lastPdu']> }> {
  const { exchange, isInitiator, link, request, response } = context;
  const own = encode(hashedAddress, hashable(link.ownAddress));
  const peer = encode(hashedAddress, hashable(link.peerAddress));
  const [ownFeatures, peerFeatures] = isInitiator ? [request, response] : [response, request];
  const { macKey, ltk } = isInitiator
    ? f5(secret, ownNonce, peerNonce, own, peer)
    : f5(secret, peerNonce, ownNonce, peer, own);
  const ownCheck = f6(macKey, ownNonce, peerNonce, peerR, ioCapOf(ownFeatures), own, peer);
  const peerCheck = f6(macKey, peerNonce, ownNonce, ownR, ioCapOf(peerFeatures), peer, own);

  const ownPdu = { kind: 'pairingDhKeyCheck', dhKeyCheck: ownCheck } as const;
  if (isInitiator) exchange.send(ownPdu);
  const { dhKeyCheck } = await exchange.expect('pairingDhKeyCheck');
  if (!isSameSecret(dhKeyCheck, peerCheck)) {
    throw SmpError.ours(SmpReason.dhKeyCheckFailed, 'the check value does not fit the secret');
  }
  return { ltk, ...(!isInitiator && { lastPdu: ownPdu }) };
}

function hashable({ address, type }: SecurityAddress) {
  return { address, type };
}

function ioCapOf(features: Uint8Array): Uint8Array {
  return decode(featureOctets, features).ioCap;
}
