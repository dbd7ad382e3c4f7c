// Frames in the clear that state their sender: taken apart.

import { type AddressValue, formatAddress } from '@bluebell/ble/core';
import type { FrameDetails } from '../../measurement.ts';

/** What is kept of a frame. */
export interface StatedFrame {
  readonly mac: AddressValue;
  readonly sender: AddressValue;
  readonly packetId: number;
}

/** Relays and test rigs send frames of others: then both addresses are reported. */
export function describeStated({ mac, sender, packetId }: StatedFrame): FrameDetails {
  return {
    packetId,
    payloadMac: formatAddress(mac),
    ...(mac !== sender && { macMismatch: true }),
  };
}
