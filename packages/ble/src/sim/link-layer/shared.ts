// What the parts of one link layer have in common.

import type { AcceptList } from './accept-list.ts';
import type { LinkLayerEvents } from './events.ts';
import type { OwnAddresses } from './own-addresses.ts';
import type { Radio } from './radio.ts';
import type { ResolvingList } from './resolving-list.ts';

/** The surroundings of advertising, scanning, initiating and links. */
export interface Shared {
  readonly radio: Radio;
  readonly events: LinkLayerEvents;
  /** Bits of `LeFeature`. */
  readonly features: ReadonlySet<number>;
  readonly acceptList: AcceptList;
  readonly resolvingList: ResolvingList;
  readonly own: OwnAddresses;
  /** When links need the radio next, in microseconds: what can wait does not begin right before it. */
  readonly nextLinkUs: () => number;
}
