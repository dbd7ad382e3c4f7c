// What the two sides say of themselves, and what follows. Core Spec v5.4, Vol 3, Part H, 2.3.

import {
  type AssociationModel,
  associationModel,
  isSecureConnections,
} from './association-model.ts';
import { isWeaker, type KeySecurity } from './bond.ts';
import type { IoCapability, KeyDistribution, PairingFeatures } from './pdu.ts';
import { LARGEST_KEY, type SecurityPolicy, SMALLEST_KEY } from './security-policy.ts';
import { SmpError, SmpReason } from './smp-error.ts';

/** What we have to go by when we say what we can do. */
export interface OwnAbilities {
  readonly policy: SecurityPolicy;
  readonly ioCapability: IoCapability;
  readonly hasOobData: boolean;
  /** Whether we have an identity to give. */
  readonly hasIdentity: boolean;
}

/** What both sides agreed on. */
export interface Agreement {
  readonly model: AssociationModel;
  readonly security: KeySecurity;
  readonly isBonding: boolean;
  readonly initiatorKeys: KeyDistribution;
  readonly responderKeys: KeyDistribution;
}

const BONDING = 1;

const NO_KEYS: KeyDistribution = { encKey: false, idKey: false, signKey: false, linkKey: false };

/** What an initiator asks for. */
export function requestedFeatures(own: OwnAbilities): PairingFeatures {
  return {
    ...ownFeatures(own),
    initiatorKeys: keysToGive(own),
    responderKeys: keysToGive({ ...own, hasIdentity: true }),
  };
}

/** What a responder answers: of the keys asked for, those it can give and wants. 3.5.2 */
export function answeredFeatures(own: OwnAbilities, request: PairingFeatures): PairingFeatures {
  const isBonding = own.policy.bonding && request.authReq.bondingFlags === BONDING;
  const features = ownFeatures(own);
  const both = (asked: KeyDistribution, ours: KeyDistribution) =>
    isBonding ? keysOfBoth(asked, ours) : NO_KEYS;
  return {
    ...features,
    authReq: { ...features.authReq, bondingFlags: isBonding ? BONDING : 0 },
    initiatorKeys: both(request.initiatorKeys, keysToGive({ ...own, hasIdentity: true })),
    responderKeys: both(request.responderKeys, keysToGive(own)),
  };
}

/** What a peripheral asks for in a Security Request. 2.4.6 */
export function ownAuthReq({ policy, ioCapability, hasOobData }: OwnAbilities) {
  const canAuthenticate = ioCapability !== 'noInputNoOutput' || hasOobData;
  return {
    bondingFlags: policy.bonding ? BONDING : 0,
    mitm: policy.mitm === 'required' || (policy.mitm === 'preferred' && canAuthenticate),
    sc: policy.secureConnections !== 'never',
    keypress: false,
    ct2: false,
  };
}

/**
 * What follows from both sides' features.
 *
 * @param known the security of the bond there is; a weaker one must not take its place.
 * @throws {SmpError} features that cannot be, or do not reach what the policy asks for.
 */
export function agree(
  request: PairingFeatures,
  response: PairingFeatures,
  policy: SecurityPolicy,
  known: KeySecurity | undefined,
): Agreement {
  checkKeys(request, response);
  const model = associationModel(request, response);
  const security = {
    isAuthenticated: model !== 'justWorks',
    isSecureConnections: isSecureConnections(request, response),
    keySize: keySizeOf(request, response, policy),
  };
  checkSecurity(security, policy, known);
  return {
    model,
    security,
    isBonding:
      request.authReq.bondingFlags === BONDING && response.authReq.bondingFlags === BONDING,
    initiatorKeys: response.initiatorKeys,
    responderKeys: response.responderKeys,
  };
}

function ownFeatures(own: OwnAbilities) {
  return {
    ioCapability: own.ioCapability,
    oobData: own.hasOobData ? 'present' : 'absent',
    authReq: ownAuthReq(own),
    maximumKeySize: own.policy.maximumKeySize,
  } as const;
}

function keysToGive({ policy, hasIdentity }: Pick<OwnAbilities, 'policy' | 'hasIdentity'>) {
  if (!policy.bonding) return NO_KEYS;
  return { encKey: true, idKey: hasIdentity, signKey: policy.signing, linkKey: false };
}

function keysOfBoth(a: KeyDistribution, b: KeyDistribution): KeyDistribution {
  return {
    encKey: a.encKey && b.encKey,
    idKey: a.idKey && b.idKey,
    signKey: a.signKey && b.signKey,
    linkKey: a.linkKey && b.linkKey,
  };
}

/** A responder cannot add keys to those it was asked for. 3.5.2 */
function checkKeys(request: PairingFeatures, response: PairingFeatures): void {
  for (const side of ['initiatorKeys', 'responderKeys'] as const) {
    for (const name of ['encKey', 'idKey', 'signKey', 'linkKey'] as const) {
      if (response[side][name] && !request[side][name]) {
        throw SmpError.ours(SmpReason.invalidParameters, `${name} of ${side} was not asked for`);
      }
    }
  }
}

/** 2.3.4: the smaller of both. */
function keySizeOf(
  request: PairingFeatures,
  response: PairingFeatures,
  { minimumKeySize }: SecurityPolicy,
): number {
  const size = Math.min(request.maximumKeySize, response.maximumKeySize);
  if (
    size < SMALLEST_KEY ||
    Math.max(request.maximumKeySize, response.maximumKeySize) > LARGEST_KEY
  ) {
    throw SmpError.ours(
      SmpReason.invalidParameters,
      `keys of ${request.maximumKeySize} and ${response.maximumKeySize} bytes`,
    );
  }
  if (size < minimumKeySize) {
    throw SmpError.ours(
      SmpReason.encryptionKeySize,
      `a key of ${size} bytes where ${minimumKeySize} are asked for`,
    );
  }
  return size;
}

function checkSecurity(
  security: KeySecurity,
  { mitm, secureConnections }: SecurityPolicy,
  known: KeySecurity | undefined,
): void {
  const fault =
    (secureConnections === 'required' && !security.isSecureConnections && 'legacy pairing') ||
    (mitm === 'required' && !security.isAuthenticated && 'just works') ||
    (known && isWeaker(security, known) && 'weaker than the bond there is: remove that first');
  if (fault) throw SmpError.ours(SmpReason.authenticationRequirements, fault);
}
