// What a link needs of the controller that it belongs to.

import type { ChannelMap } from '../../ll/index.ts';
import type { Link } from './link.ts';
import type { PhyPreference } from './parameters.ts';
import type { Shared } from './shared.ts';

/** The surroundings of a link. */
export interface LinkAround {
  readonly shared: Shared;
  /** Which PHYs the host prefers where it said nothing of this link. */
  readonly defaultPhy: Omit<PhyPreference, 'phyOptions'>;
  /** The channels that the host does not know to be bad. */
  readonly channelMap: ChannelMap;
  /**
   * Until when a link may keep the radio, in microseconds.
   *
   * @param isFirst its first exchange only gives way to links that are more urgent.
   */
  limitUs(link: Link, isFirst: boolean): number;
  /** How much later, in units of 1.25 ms, an anchor is least in the way of other links. */
  freeOffset(link: Link, interval: number): number;
  /** The link ended for this reason. */
  onEnd(link: Link, reason: number): void;
}
