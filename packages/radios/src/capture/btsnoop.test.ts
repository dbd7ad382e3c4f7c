import { Reader, Writer } from '@bluebell/ble/codec';
import { DecodeError, fromHex, toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { btsnoop } from './btsnoop.ts';
import { CaptureCutter } from './cutter.ts';
import { writeFileHeader, writePacket } from './encode-btsnoop.ts';
import { h4, monitor, plainHci } from './hci-links.ts';

const H4_HEADER = '6274736e6f6f7000 00000001 000003ea';

// One record as BlueZ writes it: 7 of 7 bytes, flags, drops, 2000-01-01 00:00:00.000001 UTC.
const RECORD = '00000007 00000007 00000003 00000000 00e03ab44a676001 04 0e04 01030c00';
const RECORD_TIME_MS = Date.UTC(2000, 0, 1) + 0.001;

describe('btsnoop', () => {
  it('reads packets with their time and flags', () => {
    expect(recordsOf(`${H4_HEADER} ${RECORD} ${RECORD}`)).toEqual([
      { timeMs: RECORD_TIME_MS, link: h4, source: 0, flags: 3, data: fromHex('040e0401030c00') },
      { timeMs: RECORD_TIME_MS, link: h4, source: 0, flags: 3, data: fromHex('040e0401030c00') },
    ]);
  });

  it.each([
    [1001, '000003e9', plainHci],
    [1002, '000003ea', h4],
    [2001, '000007d1', monitor],
  ])('takes packets of datalink %i for what they are', (_, datalink, link) => {
    const [record] = recordsOf(`6274736e6f6f7000 00000001 ${datalink} ${RECORD}`);
    expect(record?.link).toBe(link);
  });

  it.each([
    ['6274736e6f6f7001 00000001 000003ea', 'no btsnoop header at byte 0'],
    ['6274736e6f6f7000 00000002 000003ea', 'btsnoop version 2, not 1 at byte 8'],
    ['6274736e6f6f7000 00000001 000003ec', 'datalink 1004 is none of 1001, 1002, 2001 at byte 12'],
  ])('refuses the header %s', (hex, message) => {
    expect(() => recordsOf(hex)).toThrow(message);
  });

  it.each([
    ['a packet longer than any', '00100001 00100001'],
    ['more bytes than the packet had', '00000007 00000008'],
  ])('refuses %s', (_, lengths) => {
    const header = new Reader(fromHex(H4_HEADER));
    const head = fromHex(`${lengths} 00000000 00000000 0000000000000000`);
    expect(() => btsnoop.open(header).sizeOf(new Reader(head))).toThrow(DecodeError);
  });

  it('reads what it writes, to the microsecond', () => {
    const to = new Writer();
    writeFileHeader(to);
    const times = [0, 0.001, 1_700_000_000_123.457, Date.UTC(1969, 6, 20)];
    for (const timeMs of times) writePacket(to, fromHex('040e0401030c00'), timeMs, 'received');
    expect(recordsOf(toHex(to.finish())).map(({ timeMs }) => timeMs)).toEqual(times);
  });
});

describe('writePacket', () => {
  it.each([
    ['01', 'sent', 0b10],
    ['02', 'sent', 0b00],
    ['02', 'received', 0b01],
    ['04', 'received', 0b11],
  ] as const)('flags a packet of type %s that was %s', (hex, direction, flags) => {
    const to = new Writer();
    writeFileHeader(to);
    writePacket(to, fromHex(hex), 0, direction);
    expect(recordsOf(toHex(to.finish()))).toMatchObject([{ flags, data: fromHex(hex) }]);
  });

  it('writes a record as BlueZ does', () => {
    const to = new Writer();
    writePacket(to, fromHex('040e0401030c00'), RECORD_TIME_MS, 'received');
    expect(toHex(to.finish())).toBe(toHex(fromHex(RECORD)));
  });

  it('refuses a packet of no bytes', () => {
    expect(() => writePacket(new Writer(), new Uint8Array(0), 0, 'sent')).toThrow('no bytes');
  });
});

function recordsOf(hex: string) {
  const cutter = new CaptureCutter();
  const records = [...cutter.push(fromHex(hex))];
  cutter.end();
  return records;
}
