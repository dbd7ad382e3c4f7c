// Authentication stage 1 of LE Secure Connections, by association model. Core Spec v5.4, Vol 3,
// Part H, 2.3.5.6.2 to 2.3.5.6.4.

import { f4, g2, isSameSecret, keyOfNumber, sixDigitsOf } from '../crypto/index.ts';
import { exchangeCommitments } from './commitment.ts';
import { isVouchedFor } from './oob.ts';
import type { PairingContext } from './pairing-context.ts';
import { passkeyText } from './pairing-user.ts';
import { passkeyOf, promptOf } from './passkey.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** What stage 2 needs of it; 16 bytes each. */
export interface Authenticated {
  readonly ownNonce: Uint8Array;
  readonly peerNonce: Uint8Array;
  /** The value that the peer must know of us, and the one that we know of it; zeros for none. */
  readonly ownR: Uint8Array;
  readonly peerR: Uint8Array;
}

const NOTHING = keyOfNumber(0);

/** Bits of a passkey, each of which is confirmed on its own. 2.3.5.6.3 */
const PASSKEY_BITS = 20;

/** In the byte that stands for a bit of a passkey: the bit is its lowest one. 2.3.5.6.3 */
const PASSKEY_BIT = 0x80;

/**
 * Makes sure of the peer, by the model agreed on.
 *
 * @param ownX our public key, and `peerX` the peer's: their x alone.
 * @throws {SmpError} the peer, or somebody who was asked, says no.
 */
export async function authenticate(
  context: PairingContext,
  ownX: Uint8Array,
  peerX: Uint8Array,
): Promise<Authenticated> {
  switch (context.agreement.model) {
    case 'justWorks':
      return exchangeNonces(context, ownX, peerX);
    case 'numericComparison': {
      const nonces = await exchangeNonces(context, ownX, peerX);
      await compareNumbers(context, ownX, peerX, nonces);
      return nonces;
    }
    case 'initiatorDisplays':
    case 'responderDisplays':
    case 'bothEnter':
      return confirmPasskey(context, ownX, peerX);
    case 'outOfBand':
      return useOobData(context, peerX);
  }
}

/** 2.3.5.6.2: the responder alone commits to its nonce. */
async function exchangeNonces(
  { exchange, isInitiator, random }: PairingContext,
  ownX: Uint8Array,
  peerX: Uint8Array,
): Promise<Authenticated> {
  const ownNonce = random(16);
  const noncePdu = { kind: 'pairingRandom', randomValue: ownNonce } as const;
  if (!isInitiator) {
    exchange.send({ kind: 'pairingConfirm', confirmValue: f4(ownX, peerX, ownNonce, 0) });
    const { randomValue: peerNonce } = await exchange.expect('pairingRandom');
    exchange.send(noncePdu);
    return { ownNonce, peerNonce, ownR: NOTHING, peerR: NOTHING };
  }
  const { confirmValue } = await exchange.expect('pairingConfirm');
  exchange.send(noncePdu);
  const { randomValue: peerNonce } = await exchange.expect('pairingRandom');
  if (!isSameSecret(f4(peerX, ownX, peerNonce, 0), confirmValue)) {
    throw SmpError.ours(
      SmpReason.confirmValueFailed,
      'the random value does not fit the confirm value',
    );
  }
  return { ownNonce, peerNonce, ownR: NOTHING, peerR: NOTHING };
}

/** 2.3.5.6.2, steps 7 and 8 */
async function compareNumbers(
  context: PairingContext,
  ownX: Uint8Array,
  peerX: Uint8Array,
  { ownNonce, peerNonce }: Authenticated,
): Promise<void> {
  const { exchange, isInitiator, user } = context;
  const value = isInitiator
    ? g2(ownX, peerX, ownNonce, peerNonce)
    : g2(peerX, ownX, peerNonce, ownNonce);
  const number = passkeyText(sixDigitsOf(value));
  const ask = async () => user.confirmNumber?.(number, promptOf(context));
  if ((await exchange.until(ask())) !== true) {
    throw SmpError.ours(SmpReason.numericComparisonFailed, 'the numbers were not confirmed');
  }
}

/** 2.3.5.6.3: bit by bit, so that who guesses learns one bit at most before it fails. */
async function confirmPasskey(
  context: PairingContext,
  ownX: Uint8Array,
  peerX: Uint8Array,
): Promise<Authenticated> {
  const { exchange, random } = context;
  const passkey = await passkeyOf(context);
  let nonces: Pick<Authenticated, 'ownNonce' | 'peerNonce'> = {
    ownNonce: NOTHING,
    peerNonce: NOTHING,
  };
  for (let place = 0; place < PASSKEY_BITS; place++) {
    const bit = PASSKEY_BIT + (Math.floor(passkey / 2 ** place) % 2);
    const ownNonce = random(16);
    const { peerRandom, lastPdu } = await exchangeCommitments(context, {
      ownRandom: ownNonce,
      ownConfirm: f4(ownX, peerX, ownNonce, bit),
      peerConfirm: (peerNonce) => f4(peerX, ownX, peerNonce, bit),
    });
    if (lastPdu) exchange.send(lastPdu);
    nonces = { ownNonce, peerNonce: peerRandom };
  }
  const r = keyOfNumber(passkey);
  return { ...nonces, ownR: r, peerR: r };
}

/** 2.3.5.6.4: what came by another way vouches for the public keys. */
async function useOobData(
  { exchange, isInitiator, random, oob, peerHasOob }: PairingContext,
  peerX: Uint8Array,
): Promise<Authenticated> {
  if (peerHasOob && !oob?.own) {
    throw SmpError.ours(SmpReason.oobNotAvailable, 'the peer has data of us that we do not know');
  }
  if (oob?.peer && !isVouchedFor(peerX, oob.peer)) {
    throw SmpError.ours(SmpReason.confirmValueFailed, 'not the public key that was vouched for');
  }
  const ownNonce = random(16);
  const noncePdu = { kind: 'pairingRandom', randomValue: ownNonce } as const;
  if (isInitiator) exchange.send(noncePdu);
  const { randomValue: peerNonce } = await exchange.expect('pairingRandom');
  if (!isInitiator) exchange.send(noncePdu);
  return {
    ownNonce,
    peerNonce,
    ownR: (peerHasOob ? oob?.own?.values.random : undefined) ?? NOTHING,
    peerR: oob?.peer?.random ?? NOTHING,
  };
}
