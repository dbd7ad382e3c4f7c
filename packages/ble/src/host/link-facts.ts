// What a host learns when a link comes to be. Core Spec v5.4, Vol 4, Part E, 7.7.65.1 and 7.7.65.10.

import type { LeSubevent } from '../hci/index.ts';
import type { PeerAddress } from '../radio/index.ts';

/** The events that tell of a new link. */
export type ConnectionComplete = Extract<
  LeSubevent,
  { readonly kind: 'leConnectionComplete' | 'leEnhancedConnectionComplete' }
>;

/** Peer address types from 2 on: the controller has resolved a private address. */
const RESOLVED_BY_CONTROLLER = 2;

/** Whether an event tells of a new link, or of one that did not come to be. */
export function isConnectionComplete(event: LeSubevent): event is ConnectionComplete {
  return event.kind === 'leConnectionComplete' || event.kind === 'leEnhancedConnectionComplete';
}

/** Who has connected. */
export interface PeerFacts {
  /** The address on the air. */
  readonly peer: PeerAddress;
  /** Whose it is, where the controller has resolved it. */
  readonly identity: PeerAddress | undefined;
}

/** Who has connected, as the controller tells it. */
export function peerFactsOf(event: ConnectionComplete): PeerFacts {
  const { peerAddressType, peerAddress: address } = event;
  const type = peerAddressType % 2 === 0 ? 'public' : 'random';
  if (peerAddressType < RESOLVED_BY_CONTROLLER) {
    return { peer: { address, type }, identity: undefined };
  }
  const identity = { address, type } as const;
  const onAir =
    event.kind === 'leEnhancedConnectionComplete' ? event.peerResolvablePrivateAddress : 0;
  return { peer: onAir === 0 ? identity : { address: onAir, type: 'random' }, identity };
}

/** The address that we were connected by, where the controller has made a private one for us. */
export function localPrivateAddressOf(event: ConnectionComplete): PeerAddress | undefined {
  const address =
    event.kind === 'leEnhancedConnectionComplete' ? event.localResolvablePrivateAddress : 0;
  return address === 0 ? undefined : { address, type: 'random' };
}
