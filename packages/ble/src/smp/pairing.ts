// One pairing from its first PDU to its bond, for either role. Core Spec v5.4, Vol 3, Part H, 2.1.

import { randomKindOf, toHex } from '../core/index.ts';
import type { AssociationModel } from './association-model.ts';
import { type Bond, bondKeyOf, isWeaker, type KeySecurity } from './bond.ts';
import type { Received } from './exchange.ts';
import { agree, answeredFeatures, type OwnAbilities, requestedFeatures } from './features.ts';
import { type ExchangedKeys, exchangeKeys } from './key-distribution.ts';
import { pairLegacy } from './legacy-pairing.ts';
import type { OobData } from './oob.ts';
import type { FoundKey, PairingContext, PairingSetup } from './pairing-context.ts';
import { ioCapabilityOf } from './pairing-user.ts';
import { promptOf } from './passkey.ts';
import { pairSecurely } from './secure-connections.ts';
import type { EncryptionKey, SecurityAddress } from './security-link.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** What came of a pairing. */
export interface PairingResult {
  readonly model: AssociationModel;
  readonly security: KeySecurity;
  /** What was saved in the store; absent where a side did not want to bond, or could not be found again. */
  readonly bond?: Bond;
}

/** Pairs as the initiator, who is the central. */
export async function initiatePairing(setup: PairingSetup): Promise<PairingResult> {
  const { exchange, policy } = setup;
  const oob = await oobOf(setup);
  const hasOobData =
    policy.secureConnections === 'never' ? oob?.legacyKey !== undefined : oob?.peer !== undefined;
  const features = requestedFeatures(abilitiesOf(setup, hasOobData));
  const request = exchange.send({ kind: 'pairingRequest', ...features });
  const { pdu, bytes } = await exchange.expectWithBytes('pairingResponse');
  return pair({
    ...setup,
    isInitiator: true,
    request,
    response: bytes,
    agreement: agree(features, pdu, policy, knownSecurity(setup)),
    oob,
    peerHasOob: pdu.oobData === 'present',
  });
}

/** Pairs as the responder, who is the peripheral. */
export async function answerPairing(
  setup: PairingSetup,
  { pdu: request, bytes }: Received<'pairingRequest'>,
  isAskedFor: boolean,
): Promise<PairingResult> {
  const { exchange, policy, user } = setup;
  if (!isAskedFor && user.confirmPairing) {
    const ask = async () => user.confirmPairing?.(promptOf(setup));
    if ((await exchange.until(ask())) !== true) {
      throw SmpError.ours(SmpReason.pairingNotSupported, 'the user does not want to pair');
    }
  }
  const oob = await oobOf(setup);
  const isSecure = policy.secureConnections !== 'never' && request.authReq.sc;
  const hasOobData = (isSecure ? oob?.peer : oob?.legacyKey) !== undefined;
  const features = answeredFeatures(abilitiesOf(setup, hasOobData), request);
  const agreement = agree(request, features, policy, knownSecurity(setup));
  const response = exchange.send({ kind: 'pairingResponse', ...features });
  return pair({
    ...setup,
    isInitiator: false,
    request: bytes,
    response,
    agreement,
    oob,
    peerHasOob: request.oobData === 'present',
  });
}

/** What we can do, as features tell it. */
export function abilitiesOf(
  { policy, user, identity }: Pick<PairingSetup, 'policy' | 'user' | 'identity'>,
  hasOobData: boolean,
): OwnAbilities {
  return {
    policy,
    ioCapability: ioCapabilityOf(user),
    hasOobData,
    hasIdentity: identity !== undefined,
  };
}

/** Phases 2 and 3, and what is kept of them. */
async function pair(context: PairingContext): Promise<PairingResult> {
  const { agreement, onAgreed } = context;
  onAgreed(agreement.security);
  const found = agreement.security.isSecureConnections
    ? await pairSecurely(context)
    : await pairLegacy(context);
  await encryptLink(context, found);
  const bond = bondOf(context, found.key, await exchangeKeys(context));
  if (bond) await keepBond(context, bond);
  return { model: agreement.model, security: agreement.security, ...(bond && { bond }) };
}

async function encryptLink({ exchange, link }: PairingContext, found: FoundKey): Promise<void> {
  const key = firstKey(found.key);
  const encrypted = exchange.awaitEncryption(key);
  if (found.lastPdu) exchange.send(found.lastPdu);
  else link.encrypt(key);
  await encrypted;
}

async function keepBond({ bonds, exchange }: PairingContext, bond: Bond): Promise<void> {
  const known = bonds.find(bond.peer);
  if (known && isWeaker(bond.security, known.security)) {
    throw SmpError.ours(
      SmpReason.keyRejected,
      'the peer claims an identity that is bonded with more security',
    );
  }
  await exchange.until(Promise.resolve(bonds.save(bond)));
}

function bondOf(
  { agreement, peer: known }: PairingContext,
  key: Uint8Array,
  { own, peer }: ExchangedKeys,
): Bond | undefined {
  const { security, isBonding } = agreement;
  const who = peer.identity ?? known;
  if (!isBonding || isPassing(who)) return undefined;
  const shared = security.isSecureConnections ? firstKey(key) : undefined;
  const centralKey = shared ?? peer.encryption;
  const peripheralKey = shared ?? own.encryption;
  return {
    peer: { address: who.address, type: who.type },
    security,
    ...(centralKey && { centralKey: bondKeyOf(centralKey) }),
    ...(peripheralKey && { peripheralKey: bondKeyOf(peripheralKey) }),
    ...(peer.irk && { peerIrk: toHex(peer.irk) }),
    ...(own.csrk && { ownSigning: { csrk: toHex(own.csrk), nextCounter: 0 } }),
    ...(peer.csrk && { peerSigning: { csrk: toHex(peer.csrk), nextCounter: 0 } }),
  };
}

/** A private address of which nobody can tell whose it was. */
function isPassing({ address, type }: SecurityAddress): boolean {
  return type === 'random' && randomKindOf(address) !== 'static';
}

/** The key of the pairing itself: neither EDIV nor Rand. 2.4.4.1 */
function firstKey(ltk: Uint8Array): EncryptionKey {
  return { ltk, ediv: 0, rand: 0n };
}

function knownSecurity({ bonds, peer }: PairingSetup): KeySecurity | undefined {
  return bonds.find(peer)?.security;
}

async function oobOf(setup: PairingSetup): Promise<OobData | undefined> {
  const { user, exchange } = setup;
  const ask = async () => user.oob?.(promptOf(setup));
  return exchange.until(ask());
}
