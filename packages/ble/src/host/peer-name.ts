// Under which name things are kept of a peer.

import { formatAddress } from '../core/index.ts';
import type { PeerAddress } from '../radio/index.ts';

/** The name of a peer, by its identity address: `random C0:00:00:00:00:01`. */
export function peerName({ address, type }: PeerAddress): string {
  return `${type} ${formatAddress(address)}`;
}
