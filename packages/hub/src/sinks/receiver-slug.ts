// What a receiver is called in keys and topics.

import type { Heard } from '../state/device.ts';
import { slugOf } from './slug.ts';

/** A radio of a name that is longer is cut. */
const LONGEST_RECEIVER = 48;

/** `tcp:192.0.2.7:9101` as `tcp_192_0_2_7_9101`. */
export function receiverSlug(name: string): string {
  return slugOf(name, LONGEST_RECEIVER) || 'receiver';
}

/**
 * What the strength at a receiver is called, whichever hub tells of it: with the hub's id, since two hubs
 * may each have an `hci:0`. Without one where there are no other hubs to be told apart.
 */
export function strengthKey(
  { receiver, at }: Pick<Heard, 'receiver' | 'at'>,
  hubId?: string,
): string {
  const hub = at?.hubId ?? hubId;
  const slug = receiverSlug(at?.name ?? receiver);
  return hub === undefined ? `rssi_${slug}` : `rssi_${hub}_${slug}`;
}
