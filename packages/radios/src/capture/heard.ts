// What a captured packet is once its capture's wrapping is off.

import type { CaptureRecord } from './record.ts';

/** Why a packet says nothing though it was meant to. */
export const DropReason = {
  /** Its CRC is wrong: it was disturbed on the air. */
  wrongCrc: 'wrongCrc',
  /** Its bytes do not follow the specification. */
  malformed: 'malformed',
  /** The capture holds it as it was on the air, whitened. */
  whitened: 'whitened',
} as const;
export type DropReason = keyof typeof DropReason;

/** A PDU as a sniffer caught it on an advertising channel, and what it knows beside. */
export interface AirPacket {
  readonly pdu: Uint8Array;
  /** 0 to 39; absent where the capture does not tell. */
  readonly channelIndex?: number | undefined;
  readonly rssiDbm?: number | undefined;
  /** Which extended PDU it is, where the capture tells: their bytes do not. */
  readonly role?: AuxRole | undefined;
}

/** The extended advertising PDUs of secondary channels. Core Spec v5.4, Vol 6, Part B, 2.3. */
export type AuxRole = 'auxAdvInd' | 'auxChainInd' | 'auxSyncInd' | 'auxScanRsp';

export type Heard =
  /** An event, as an H4 packet; `controller` tells several apart. */
  | { readonly kind: 'event'; readonly controller: number; readonly packet: Uint8Array }
  | { readonly kind: 'air'; readonly packet: AirPacket }
  | { readonly kind: 'dropped'; readonly reason: DropReason };

/**
 * Takes the wrapping off a packet. What cannot hold an advert is `undefined`.
 *
 * @throws {DecodeError} bytes that do not follow the format.
 */
export type Link = (record: CaptureRecord) => Heard | undefined;
