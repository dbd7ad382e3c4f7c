// What frames of both BTHome versions have in common.

import { Reader } from '@bluebell/ble/codec';
import { type AddressValue, formatAddress, toHex } from '@bluebell/ble/core';
import type { FrameDetails } from '../../measurement.ts';
import type { Opened } from './seal.ts';

/** A frame as far as it was read: enough to take it apart later. */
export interface BtHomeFrame {
  readonly sender: AddressValue;
  /** The address inside the frame. */
  readonly mac: AddressValue | undefined;
  readonly packet: number | undefined;
  readonly opened: Opened | undefined;
  /** The objects in the clear; `undefined` when there is nothing to be read. */
  readonly objects: Reader | undefined;
}

/** The objects of a frame that has no fault: what was decrypted, or the rest of it. */
export function objectsOf(frame: Reader, opened: Opened | undefined): Reader {
  return opened?.plaintext ? new Reader(opened.plaintext) : copyOf(frame);
}

/** A second reader at the same place: reading it leaves the first where it is. */
export function copyOf({ bytes, offset, end }: Reader): Reader {
  return new Reader(bytes, offset, end);
}

/** Takes a frame apart; `describeObjects` gets a reader at the first object. */
export function describeFrame(
  { sender, mac, packet, opened, objects }: BtHomeFrame,
  describeObjects: (objects: Reader) => FrameDetails,
): FrameDetails {
  return {
    ...(packet !== undefined && { packetId: packet }),
    ...(opened?.counter !== undefined && { counter: opened.counter }),
    ...(mac !== undefined && { payloadMac: formatAddress(mac) }),
    ...(mac !== undefined && mac !== sender && { macMismatch: true }),
    ...(opened?.nonce && { nonce: toHex(opened.nonce) }),
    ...(opened?.plaintext && { plaintext: toHex(opened.plaintext) }),
    ...(objects && describeObjects(copyOf(objects))),
  };
}
