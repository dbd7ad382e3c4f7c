import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/index.ts';
import { DataStatus, leMetaPacket } from '../../hci/index.ts';
import type { HeardAdvert } from '../link-layer/index.ts';
import { legacyReportPacket, MAX_REPORT_DATA, sendExtendedReports } from './advertising-report.ts';

const ADVERT: HeardAdvert = {
  eventType: {
    connectable: true,
    scannable: true,
    directed: false,
    scanResponse: false,
    legacy: true,
  },
  isTruncated: false,
  addressType: 1,
  address: 0xc4c138000001,
  directAddressType: 0,
  directAddress: 0,
  primaryPhy: 1,
  secondaryPhy: 0,
  advertisingSid: 255,
  txPower: 127,
  rssi: -61,
  data: Uint8Array.of(2, 1, 6),
};

const { eventType } = ADVERT;

describe('legacyReportPacket', () => {
  it.each([
    ['ADV_IND', eventType, 0],
    ['ADV_DIRECT_IND', { ...eventType, scannable: false, directed: true }, 1],
    ['ADV_SCAN_IND', { ...eventType, connectable: false }, 2],
    ['ADV_NONCONN_IND', { ...eventType, connectable: false, scannable: false }, 3],
    ['SCAN_RSP', { ...eventType, scanResponse: true }, 4],
  ])('says what the table of events says, of %s (7.7.65.2)', (_name, type, number) => {
    const { addressType, address, data, rssi } = ADVERT;
    const report = { eventType: number, addressType, address, data, rssi };
    expect(toHex(legacyReportPacket({ ...ADVERT, eventType: type }))).toBe(
      toHex(leMetaPacket({ kind: 'leAdvertisingReport', reports: [report] })),
    );
  });
});

describe('sendExtendedReports', () => {
  it('says what the table of events says (7.7.65.13)', () => {
    const advert: HeardAdvert = {
      ...ADVERT,
      eventType: { ...eventType, scannable: false, directed: true, legacy: false },
      directAddressType: 1,
      directAddress: 0xd11111111111,
      secondaryPhy: 2,
      advertisingSid: 9,
      txPower: -4,
    };
    expect(reportsOf(advert)).toEqual([expected(advert, advert.data, DataStatus.complete)]);
  });

  it('cuts long data into as few reports as hold it, and marks all but the last', () => {
    const data = Uint8Array.from({ length: 2 * MAX_REPORT_DATA + 1 }, (_, i) => i % 251);
    const advert = { ...ADVERT, data };
    expect(reportsOf(advert)).toEqual([
      expected(advert, data.subarray(0, 229), DataStatus.moreToCome),
      expected(advert, data.subarray(229, 458), DataStatus.moreToCome),
      expected(advert, data.subarray(458), DataStatus.complete),
    ]);
  });

  it('needs one report for as much as fits into one', () => {
    const advert = { ...ADVERT, data: new Uint8Array(MAX_REPORT_DATA) };
    expect(reportsOf(advert)).toEqual([expected(advert, advert.data, DataStatus.complete)]);
  });

  it('says of data whose end was lost that it is truncated', () => {
    const advert = { ...ADVERT, isTruncated: true };
    expect(reportsOf(advert)).toEqual([expected(advert, advert.data, DataStatus.truncated)]);
  });
});

function reportsOf(advert: HeardAdvert): readonly string[] {
  const packets: string[] = [];
  sendExtendedReports(advert, (packet) => void packets.push(toHex(packet)));
  return packets;
}

function expected(advert: HeardAdvert, data: Uint8Array, dataStatus: number): string {
  const { isTruncated: _, ...report } = advert;
  return toHex(
    leMetaPacket({
      kind: 'leExtendedAdvertisingReport',
      reports: [
        {
          ...report,
          eventType: { ...advert.eventType, dataStatus },
          periodicAdvertisingInterval: 0,
          data,
        },
      ],
    }),
  );
}
