// Whom a radio talks with.

import type { AddressValue } from '../core/index.ts';

/** A device as connections know it: its address, and whether it was assigned or made up. */
export interface PeerAddress {
  readonly address: AddressValue;
  readonly type: 'public' | 'random';
}
