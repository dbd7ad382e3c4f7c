// Whether a link may do what an attribute asks of it. Core Spec v5.4, Vol 3, Part C, 10.3.1.

import { AttErrorCode } from '../../att/index.ts';
import type { AttributePermission, LinkSecurity } from '../../radio/index.ts';

/** What is known of a peer's keys. */
export interface PeerKeys {
  /** How the link is encrypted; `undefined` while it is not. */
  readonly link: LinkSecurity | undefined;
  /** How far the keys of a bond with this peer can be trusted; `undefined` without one. */
  readonly bond: LinkSecurity | undefined;
}

interface Need {
  readonly isAuthenticated: boolean;
  readonly isSecureConnections: boolean;
  readonly keySize: number;
}

const NEEDS: Readonly<Record<Exclude<AttributePermission, 'open' | 'never'>, Need>> = {
  encrypted: { isAuthenticated: false, isSecureConnections: false, keySize: 7 },
  authenticated: { isAuthenticated: true, isSecureConnections: false, keySize: 7 },
  secureConnections: { isAuthenticated: true, isSecureConnections: true, keySize: 16 },
};

/**
 * Why a peer is refused; `undefined` where it is not.
 *
 * A peer that needs only to encrypt, since its bond is good enough, is told Insufficient Encryption;
 * one that has to pair first, or better than before, Insufficient Authentication.
 */
export function securityFault(
  permission: Exclude<AttributePermission, 'never'>,
  { link, bond }: PeerKeys,
): AttErrorCode | undefined {
  if (permission === 'open') return undefined;
  const need = NEEDS[permission];
  if (link && isTrusted(link, need)) {
    return link.keySize < need.keySize ? AttErrorCode.encryptionKeySizeTooShort : undefined;
  }
  const isKeyAtHand = !link && bond && isTrusted(bond, need) && bond.keySize >= need.keySize;
  return isKeyAtHand
    ? AttErrorCode.insufficientEncryption
    : AttErrorCode.insufficientAuthentication;
}

function isTrusted(security: LinkSecurity, need: Need): boolean {
  return (
    (security.isAuthenticated || !need.isAuthenticated) &&
    (security.isSecureConnections || !need.isSecureConnections)
  );
}
