// Adverts as the host gets them: written field by field into memory of the right size, since nothing is
// written more often. Core Spec v5.4, Vol 4, Part E, 7.7.65.2, 7.7.65.13.

import { Writer } from '../../codec/index.ts';
import {
  DataStatus,
  LE_META_EVENT,
  leAdvertisingReport,
  leExtendedAdvertisingReport,
  PacketIndicator,
} from '../../hci/index.ts';
import type { HeardAdvert } from '../link-layer/index.ts';

/** Indicator, code and length of the event. */
const EVENT_HEADER = 3;
/** Subevent, number of reports, and all of the one report but its data. */
const LEGACY_REPORT = 12;
const EXTENDED_REPORT = 26;

/** What an event has room for beside one extended report, bytes. */
export const MAX_REPORT_DATA = 255 - EXTENDED_REPORT;

const ONE_REPORT = 1;

/** `eventType` of legacy reports. 7.7.65.2. */
const LegacyType = { advInd: 0, directed: 1, scannable: 2, nonConnectable: 3, scanResponse: 4 };

/** What the bits of `eventType` count in extended reports. 7.7.65.13. */
const TypeBit = { connectable: 1, scannable: 2, directed: 4, scanResponse: 8, legacy: 16 };

/** In units of the place that the data status has above those bits. */
const DATA_STATUS = 32;

/** An LE Advertising Report. */
export function legacyReportPacket(advert: HeardAdvert): Uint8Array<ArrayBuffer> {
  const { data } = advert;
  const length = LEGACY_REPORT + data.length;
  const to = new Writer(EVENT_HEADER + length);
  to.uint(PacketIndicator.event, 1);
  to.uint(LE_META_EVENT, 1);
  to.uint(length, 1);
  to.uint(leAdvertisingReport.opcode, 1);
  to.uint(ONE_REPORT, 1);
  to.uint(legacyTypeOf(advert), 1);
  to.uint(advert.addressType, 1);
  to.uint(advert.address, 6);
  to.uint(data.length, 1);
  to.write(data);
  to.int(advert.rssi, 1);
  return to.finish();
}

/**
 * An LE Extended Advertising Report about some of the data.
 *
 * @param dataStatus one of `DataStatus`: whether more is to come.
 */
export function extendedReportPacket(
  advert: HeardAdvert,
  data: Uint8Array,
  dataStatus: number,
): Uint8Array<ArrayBuffer> {
  const length = EXTENDED_REPORT + data.length;
  const to = new Writer(EVENT_HEADER + length);
  to.uint(PacketIndicator.event, 1);
  to.uint(LE_META_EVENT, 1);
  to.uint(length, 1);
  to.uint(leExtendedAdvertisingReport.opcode, 1);
  to.uint(ONE_REPORT, 1);
  to.uint(typeBitsOf(advert) + DATA_STATUS * dataStatus, 2);
  to.uint(advert.addressType, 1);
  to.uint(advert.address, 6);
  to.uint(advert.primaryPhy, 1);
  to.uint(advert.secondaryPhy, 1);
  to.uint(advert.advertisingSid, 1);
  to.int(advert.txPower, 1);
  to.int(advert.rssi, 1);
  // No periodic advertising.
  to.uint(0, 2);
  to.uint(advert.directAddressType, 1);
  to.uint(advert.directAddress, 6);
  to.uint(data.length, 1);
  to.write(data);
  return to.finish();
}

/** As many extended reports as the data needs, given to `send` one by one. */
export function sendExtendedReports(advert: HeardAdvert, send: (packet: Uint8Array) => void): void {
  const { data } = advert;
  let start = 0;
  while (data.length - start > MAX_REPORT_DATA) {
    const end = start + MAX_REPORT_DATA;
    send(extendedReportPacket(advert, data.subarray(start, end), DataStatus.moreToCome));
    start = end;
  }
  const lastStatus = advert.isTruncated ? DataStatus.truncated : DataStatus.complete;
  send(extendedReportPacket(advert, start === 0 ? data : data.subarray(start), lastStatus));
}

function legacyTypeOf({ eventType }: HeardAdvert): number {
  if (eventType.scanResponse) return LegacyType.scanResponse;
  if (eventType.directed) return LegacyType.directed;
  if (eventType.connectable) return LegacyType.advInd;
  return eventType.scannable ? LegacyType.scannable : LegacyType.nonConnectable;
}

function typeBitsOf({ eventType }: HeardAdvert): number {
  let bits = 0;
  if (eventType.connectable) bits += TypeBit.connectable;
  if (eventType.scannable) bits += TypeBit.scannable;
  if (eventType.directed) bits += TypeBit.directed;
  if (eventType.scanResponse) bits += TypeBit.scanResponse;
  if (eventType.legacy) bits += TypeBit.legacy;
  return bits;
}
