// Why a link has ended, in the words of programs. Core Spec v5.4, Vol 1, Part F.

import { DisconnectedError, formatAddress, type LinkEnd } from '../core/index.ts';
import { HciStatus, nameOfHciStatus } from '../hci/index.ts';
import type { PeerAddress } from '../radio/index.ts';

/** Reasons that no side has chosen. All others but our own are what the peer gave. */
const LOSSES: ReadonlySet<number> = new Set([
  HciStatus.hardwareFailure,
  HciStatus.connectionTimeout,
  HciStatus.llResponseTimeout,
  HciStatus.instantPassed,
  HciStatus.micFailure,
  HciStatus.connectionFailedToBeEstablished,
]);

/** What is known of an end. */
export interface EndFacts extends ErrorOptions {
  readonly peer: PeerAddress;
  /** As the controller tells it. */
  readonly reason: number;
  /** Whether we have asked for it: not every controller says so. */
  readonly isAskedFor: boolean;
}

/** The error that waiting calls of a link get. */
export function linkEnded({ peer, reason, isAskedFor, cause }: EndFacts): DisconnectedError {
  const text = `the link to ${formatAddress(peer.address)} has ended: ${nameOfHciStatus(reason)}`;
  return new DisconnectedError(text, reason, isAskedFor ? 'us' : endOf(reason), { cause });
}

function endOf(reason: number): LinkEnd {
  if (reason === HciStatus.localHostTerminated) return 'us';
  return LOSSES.has(reason) ? 'loss' : 'peer';
}
