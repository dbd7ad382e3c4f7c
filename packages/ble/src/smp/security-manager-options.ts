// What a Security Manager gets from outside, and what it counts.

import type { Clock, Log } from '../core/index.ts';
import type { AttemptGuard } from './attempt-guard.ts';
import type { KeySecurity } from './bond.ts';
import type { BondStore } from './bond-store.ts';
import type { PairingResult } from './pairing.ts';
import type { Identity } from './pairing-context.ts';
import type { PairingUser } from './pairing-user.ts';
import type { Random } from './security-link.ts';
import type { SecurityPolicy } from './security-policy.ts';

/** What a Security Manager gets from outside. */
export interface SecurityManagerOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Default: nobody, so that just works is all there is. */
  readonly user?: PairingUser;
  /** Default: one of its own, forgotten with the link. */
  readonly bonds?: BondStore;
  /** Shared by all links of a host. Default: none, so that nobody has to wait. */
  readonly attempts?: AttemptGuard;
  /** What peers get to know us by. Default: none is given away. */
  readonly identity?: Identity;
  readonly policy?: Partial<SecurityPolicy>;
  readonly log?: Log;
  /** A pairing went well, whoever began it. */
  readonly onPaired?: (result: PairingResult) => void;
  /** The link is encrypted with a key of this security: a new one, or that of a bond. */
  readonly onSecured?: (security: KeySecurity) => void;
  /** A pairing failed, or the encryption that the peer asked for. */
  readonly onFailed?: (error: unknown) => void;
}

/** What a peer did that it should not have done; `refused` is all that we answered by Pairing Failed. */
export type SmpViolation =
  | 'malformed'
  | 'unknownCode'
  | 'notExpected'
  | 'wrongRole'
  | 'refused'
  | 'afterEnd';
