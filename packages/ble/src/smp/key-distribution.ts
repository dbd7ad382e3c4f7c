// Phase 3: keys for later, over the link that is now encrypted. Core Spec v5.4, Vol 3, Part H, 2.4.3
// and 3.6.

import { decode, u16, u64 } from '../codec/index.ts';
import { randomKindOf } from '../core/index.ts';
import { shortenedKey } from '../crypto/index.ts';
import type { Exchange } from './exchange.ts';
import type { PairingContext } from './pairing-context.ts';
import type { KeyDistribution } from './pdu.ts';
import type { EncryptionKey, SecurityAddress } from './security-link.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** What one side has given away. */
export interface DistributedKeys {
  /** Legacy pairing: what a central starts encryption with when this side is the peripheral. */
  readonly encryption?: EncryptionKey;
  /** Absent where the side has none, or gave one of zeros, which says the same. */
  readonly irk?: Uint8Array;
  readonly identity?: SecurityAddress;
  readonly csrk?: Uint8Array;
}

/** The keys of both sides. */
export interface ExchangedKeys {
  readonly own: DistributedKeys;
  readonly peer: DistributedKeys;
}

/** The responder's keys, then the initiator's. */
export async function exchangeKeys(context: PairingContext): Promise<ExchangedKeys> {
  const { isInitiator, exchange, agreement } = context;
  const { initiatorKeys, responderKeys } = agreement;
  if (isInitiator) {
    const peer = await receiveKeys(exchange, effective(responderKeys, context), context);
    const own = sendKeys(exchange, effective(initiatorKeys, context), context);
    return { own, peer };
  }
  const own = sendKeys(exchange, effective(responderKeys, context), context);
  const peer = await receiveKeys(exchange, effective(initiatorKeys, context), context);
  return { own, peer };
}

/** Secure Connections has its long term key already: that bit means nothing there. 3.6.1 */
function effective(keys: KeyDistribution, { agreement }: PairingContext): KeyDistribution {
  return { ...keys, encKey: keys.encKey && !agreement.security.isSecureConnections };
}

function sendKeys(
  exchange: Exchange,
  keys: KeyDistribution,
  { random, identity, agreement }: PairingContext,
): DistributedKeys {
  const given: { -readonly [Name in keyof DistributedKeys]: DistributedKeys[Name] } = {};
  if (keys.encKey) {
    const ltk = shortenedKey(random(16), agreement.security.keySize);
    const [ediv, rand] = [decode(u16, random(2)), decode(u64, random(8))];
    exchange.send({ kind: 'encryptionInformation', longTermKey: ltk });
    exchange.send({ kind: 'centralIdentification', ediv, rand });
    given.encryption = { ltk, ediv, rand };
  }
  if (keys.idKey && identity) {
    const { irk, address, type } = identity;
    exchange.send({ kind: 'identityInformation', identityResolvingKey: irk });
    exchange.send({ kind: 'identityAddressInformation', addressType: type, address });
    given.irk = irk;
    given.identity = { address, type };
  }
  if (keys.signKey) {
    given.csrk = random(16);
    exchange.send({ kind: 'signingInformation', signatureKey: given.csrk });
  }
  return given;
}

async function receiveKeys(
  exchange: Exchange,
  keys: KeyDistribution,
  { agreement }: PairingContext,
): Promise<DistributedKeys> {
  const got: { -readonly [Name in keyof DistributedKeys]: DistributedKeys[Name] } = {};
  if (keys.encKey) {
    const { longTermKey } = await exchange.expect('encryptionInformation');
    const { ediv, rand } = await exchange.expect('centralIdentification');
    got.encryption = { ltk: shortenedKey(longTermKey, agreement.security.keySize), ediv, rand };
  }
  if (keys.idKey) {
    const { identityResolvingKey } = await exchange.expect('identityInformation');
    const { address, addressType } = await exchange.expect('identityAddressInformation');
    checkIdentity({ address, type: addressType });
    if (identityResolvingKey.some((byte) => byte !== 0)) got.irk = identityResolvingKey;
    got.identity = { address, type: addressType };
  }
  if (keys.signKey) {
    got.csrk = (await exchange.expect('signingInformation')).signatureKey;
  }
  return got;
}

/** 3.6.5: a random identity address is a static one; others change. */
function checkIdentity({ address, type }: SecurityAddress): void {
  if (type === 'random' && randomKindOf(address) !== 'static') {
    throw SmpError.ours(
      SmpReason.invalidParameters,
      'the identity address is random and not static',
    );
  }
}
