// What we ask of a pairing, and what we refuse.

import { UsageError } from '../core/index.ts';
import type { KeySecurity } from './bond.ts';

/** Each with its default. */
export interface SecurityPolicy {
  /** Whether peers may begin to pair: `true`. Those that are bonded may encrypt at any time. */
  readonly isPairable: boolean;
  /** Whether keys are exchanged and kept: `true`. */
  readonly bonding: boolean;
  /** Protection against somebody in between: `preferred`. `required` refuses just works. */
  readonly mitm: 'never' | 'preferred' | 'required';
  /** LE Secure Connections: `preferred`. `required` refuses legacy pairing, `never` forces it. */
  readonly secureConnections: 'never' | 'preferred' | 'required';
  /** The fewest bytes of a key, 7 to 16: 16. Less is open to guessing. */
  readonly minimumKeySize: number;
  /** The most bytes of a key, 7 to 16: 16. */
  readonly maximumKeySize: number;
  /** Whether keys for signed writes are exchanged: `true`. */
  readonly signing: boolean;
  /** Uses the debug keys that everybody knows, and takes them of peers: `false`. For captures only. */
  readonly debugMode: boolean;
}

const DEFAULTS: SecurityPolicy = {
  isPairable: true,
  bonding: true,
  mitm: 'preferred',
  secureConnections: 'preferred',
  minimumKeySize: 16,
  maximumKeySize: 16,
  signing: true,
  debugMode: false,
};

/** Core Spec v5.4, Vol 3, Part H, 2.3.4 */
export const SMALLEST_KEY = 7;
export const LARGEST_KEY = 16;

/**
 * The policy with its defaults.
 *
 * @throws {UsageError} key sizes out of range, or the smallest above the largest.
 */
export function securityPolicy(given: Partial<SecurityPolicy> = {}): SecurityPolicy {
  const policy = { ...DEFAULTS, ...given };
  const { minimumKeySize, maximumKeySize } = policy;
  const isInOrder =
    SMALLEST_KEY <= minimumKeySize &&
    minimumKeySize <= maximumKeySize &&
    maximumKeySize <= LARGEST_KEY;
  if (!isInOrder) {
    throw new UsageError(
      `keys of ${minimumKeySize} to ${maximumKeySize} bytes: they have ${SMALLEST_KEY} to ${LARGEST_KEY}`,
    );
  }
  return policy;
}

/** Whether a key is as secure as the policy asks for. */
export function reaches(
  { isAuthenticated, isSecureConnections, keySize }: KeySecurity,
  { mitm, secureConnections, minimumKeySize }: SecurityPolicy,
): boolean {
  return (
    (isAuthenticated || mitm !== 'required') &&
    (isSecureConnections || secureConnections !== 'required') &&
    keySize >= minimumKeySize
  );
}
