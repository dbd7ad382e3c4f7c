// Both sides commit to a random value before they show it: who guesses learns too late.
// Core Spec v5.4, Vol 3, Part H, 2.3.5.5 and 2.3.5.6.3.

import { isSameSecret } from '../crypto/index.ts';
import type { FoundKey, PairingContext } from './pairing-context.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** One side's part in it. */
export interface Commitment {
  readonly ownRandom: Uint8Array;
  readonly ownConfirm: Uint8Array;
  /** The confirm value that the peer must have sent if this is its random value. */
  readonly peerConfirm: (peerRandom: Uint8Array) => Uint8Array;
}

/** The peer's random value; and our own in a PDU that a responder still has to send. */
export interface Revealed {
  readonly peerRandom: Uint8Array;
  readonly lastPdu?: NonNullable<FoundKey['lastPdu']>;
}

/**
 * Confirm values both ways, then random values both ways, the initiator's first.
 *
 * @throws {SmpError} the peer's values do not fit each other, or are our own sent back.
 */
export async function exchangeCommitments(
  { exchange, isInitiator }: Pick<PairingContext, 'exchange' | 'isInitiator'>,
  { ownRandom, ownConfirm, peerConfirm }: Commitment,
): Promise<Revealed> {
  const confirmPdu = { kind: 'pairingConfirm', confirmValue: ownConfirm } as const;
  const randomPdu = { kind: 'pairingRandom', randomValue: ownRandom } as const;

  if (isInitiator) exchange.send(confirmPdu);
  const { confirmValue } = await exchange.expect('pairingConfirm');
  // Our own random value would fit it.
  if (isSameSecret(confirmValue, ownConfirm)) throw failed('our own confirm value came back');

  exchange.send(isInitiator ? randomPdu : confirmPdu);
  const { randomValue } = await exchange.expect('pairingRandom');
  if (!isSameSecret(peerConfirm(randomValue), confirmValue)) {
    throw failed('the random value does not fit the confirm value');
  }
  return { peerRandom: randomValue, ...(!isInitiator && { lastPdu: randomPdu }) };
}

function failed(detail: string): SmpError {
  return SmpError.ours(SmpReason.confirmValueFailed, detail);
}
