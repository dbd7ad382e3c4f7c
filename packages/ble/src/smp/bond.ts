// What two devices keep of a pairing.

import { fromHex, toHex } from '../core/index.ts';
import type { EncryptionKey, SecurityAddress } from './security-link.ts';

/** How far encryption with a key can be trusted. Core Spec v5.4, Vol 3, Part C, 10.2. */
export interface KeySecurity {
  /** Nobody can have stood between: passkey, comparison or out of band, not just works. */
  readonly isAuthenticated: boolean;
  readonly isSecureConnections: boolean;
  /** Bytes of the key that count, 7 to 16. */
  readonly keySize: number;
}

/** An encryption key as a bond keeps it. */
export interface BondKey {
  /** 32 hex digits, most significant byte first. */
  readonly ltk: string;
  readonly ediv: number;
  /** 16 hex digits, as a number. */
  readonly rand: string;
}

/** A signing key as a bond keeps it. */
export interface SigningKey {
  /** 32 hex digits, most significant byte first. */
  readonly csrk: string;
  /** The lowest counter that was not used yet. */
  readonly nextCounter: number;
}

/** What is kept of one peer. Plain data: it survives JSON. It holds secrets. */
export interface Bond {
  /** Its identity address, or the one it had when it told none. */
  readonly peer: SecurityAddress;
  readonly security: KeySecurity;
  /** For links of which we are the central. */
  readonly centralKey?: BondKey;
  /** For links of which we are the peripheral. */
  readonly peripheralKey?: BondKey;
  /** The key that resolves the peer's private addresses: 32 hex digits, most significant first. */
  readonly peerIrk?: string;
  /** What we sign with. */
  readonly ownSigning?: SigningKey;
  /** What the peer signs with. */
  readonly peerSigning?: SigningKey;
}

/** The form in which a bond keeps a key. */
export function bondKeyOf({ ltk, ediv, rand }: EncryptionKey): BondKey {
  return { ltk: toHex(ltk), ediv, rand: rand.toString(16).padStart(16, '0') };
}

/** The form in which a link takes a key. */
export function encryptionKeyOf({ ltk, ediv, rand }: BondKey): EncryptionKey {
  return { ltk: fromHex(ltk), ediv, rand: BigInt(`0x${rand}`) };
}

/** Whether `a` is trusted less than `b` in any respect. */
export function isWeaker(a: KeySecurity, b: KeySecurity): boolean {
  return (
    (b.isAuthenticated && !a.isAuthenticated) ||
    (b.isSecureConnections && !a.isSecureConnections) ||
    a.keySize < b.keySize
  );
}
