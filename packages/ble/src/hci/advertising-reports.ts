// The LE events that tell of adverts. Core Spec v5.4, Vol 4, Part E, 7.7.65.

import {
  bits,
  counted,
  encode,
  type Infer,
  i8,
  pdu,
  pduTable,
  rest,
  sized,
  struct,
  u8,
  u16,
  u48,
} from '../codec/index.ts';
import { PacketIndicator } from './h4.ts';

/** One report of 7.7.65.2. */
export const advertisingReport = struct({
  /** 0 ADV_IND, 1 ADV_DIRECT_IND, 2 ADV_SCAN_IND, 3 ADV_NONCONN_IND, 4 SCAN_RSP. */
  eventType: u8,
  addressType: u8,
  address: u48,
  data: sized(u8, rest),
  /** dBm; 127 is "not known". */
  rssi: i8,
});

/** One report of 7.7.65.13. */
export const extendedAdvertisingReport = struct({
  eventType: bits(u16, {
    connectable: 1,
    scannable: 1,
    directed: 1,
    scanResponse: 1,
    legacy: 1,
    dataStatus: 2,
    _: 9,
  }),
  addressType: u8,
  address: u48,
  primaryPhy: u8,
  secondaryPhy: u8,
  /** 0 to 15; 0xFF in legacy PDUs. */
  advertisingSid: u8,
  /** dBm; 127 is "not known". */
  txPower: i8,
  /** dBm; 127 is "not known". */
  rssi: i8,
  periodicAdvertisingInterval: u16,
  directAddressType: u8,
  directAddress: u48,
  data: sized(u8, rest),
});

export type AdvertisingReport = Infer<typeof advertisingReport>;
export type ExtendedAdvertisingReport = Infer<typeof extendedAdvertisingReport>;

/** `dataStatus` of an extended report. */
export const DataStatus = { complete: 0, moreToCome: 1, truncated: 2 } as const;

/** 7.7.65.2 */
export const leAdvertisingReport = pdu('leAdvertisingReport', 0x02, {
  reports: counted(u8, advertisingReport),
});

/** 7.7.65.13 */
export const leExtendedAdvertisingReport = pdu('leExtendedAdvertisingReport', 0x0d, {
  reports: counted(u8, extendedAdvertisingReport),
});

/**
 * The LE meta events that tell of adverts, told apart by their subevent code. A table of its own, since
 * nothing is read more often; `leSubevent` holds them all.
 */
export const leMetaEvent = pduTable(u8, leAdvertisingReport, leExtendedAdvertisingReport);

/** The event code under which all LE meta events come. 7.7.65. */
export const LE_META_EVENT = 0x3e;

/** An LE meta event that tells of adverts. */
export type LeMetaEvent = Infer<typeof leMetaEvent>;

/** An event packet with its indicator in front. 5.4.4. */
const h4Event = struct({ indicator: u8, code: u8, parameters: sized(u8, rest) });

/** An LE meta event as the H4 packet that a controller sends. */
export function leMetaPacket(event: LeMetaEvent): Uint8Array<ArrayBuffer> {
  return encode(h4Event, {
    indicator: PacketIndicator.event,
    code: LE_META_EVENT,
    parameters: encode(leMetaEvent, event),
  });
}
