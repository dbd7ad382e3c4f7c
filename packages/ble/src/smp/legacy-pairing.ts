// Phase 2 of legacy pairing: a short term key from a temporary one. Core Spec v5.4, Vol 3, Part H,
// 2.3.5.5.

import { decode, encode, reversedBytes, u48 } from '../codec/index.ts';
import { c1, keyOfNumber, s1, shortenedKey } from '../crypto/index.ts';
import { exchangeCommitments } from './commitment.ts';
import type { FoundKey, PairingContext } from './pairing-context.ts';
import { passkeyOf } from './passkey.ts';
import type { SecurityAddress } from './security-link.ts';
import { SmpError, SmpReason } from './smp-error.ts';

const pduAsNumber = reversedBytes(7);
const addressAsNumber = reversedBytes(6);

/** Finds the short term key. */
export async function pairLegacy(context: PairingContext): Promise<FoundKey> {
  const { isInitiator, random, agreement } = context;
  const temporaryKey = await temporaryKeyOf(context);
  const known = whatBothKnow(context);
  const ownRandom = random(16);
  const { peerRandom, lastPdu } = await exchangeCommitments(context, {
    ownRandom,
    ownConfirm: c1(temporaryKey, ownRandom, known),
    peerConfirm: (peerRandom) => c1(temporaryKey, peerRandom, known),
  });
  const key = isInitiator
    ? s1(temporaryKey, peerRandom, ownRandom)
    : s1(temporaryKey, ownRandom, peerRandom);
  return { key: shortenedKey(key, agreement.security.keySize), ...(lastPdu && { lastPdu }) };
}

/** 2.3.5.2 to 2.3.5.4 */
async function temporaryKeyOf(context: PairingContext): Promise<Uint8Array> {
  const { agreement, oob } = context;
  switch (agreement.model) {
    case 'justWorks':
      return keyOfNumber(0);
    case 'outOfBand':
      if (oob?.legacyKey?.length !== 16) {
        throw SmpError.ours(SmpReason.oobNotAvailable, 'no key of 16 bytes for legacy pairing');
      }
      return oob.legacyKey;
    // Legacy pairing compares no numbers: the table of models never gives it.
    case 'numericComparison':
    case 'initiatorDisplays':
    case 'responderDisplays':
    case 'bothEnter':
      return keyOfNumber(await passkeyOf(context));
  }
}

function whatBothKnow({ link, isInitiator, request, response }: PairingContext) {
  const { ownAddress, peerAddress } = link;
  const [initiator, responder] = isInitiator
    ? [ownAddress, peerAddress]
    : [peerAddress, ownAddress];
  return {
    preq: decode(pduAsNumber, request),
    pres: decode(pduAsNumber, response),
    iat: typeNumber(initiator),
    ia: addressBytes(initiator),
    rat: typeNumber(responder),
    ra: addressBytes(responder),
  };
}

function typeNumber({ type }: SecurityAddress): number {
  return type === 'random' ? 1 : 0;
}

/** Most significant first. */
function addressBytes({ address }: SecurityAddress): Uint8Array {
  return decode(addressAsNumber, encode(u48, address));
}
