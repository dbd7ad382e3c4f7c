import { type Field, u16, u16be, u32, u32be, Writer } from '@bluebell/ble/codec';
import { DecodeError, fromHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { air, measuredAir } from './air-links.ts';
import { CaptureCutter } from './cutter.ts';
import { directedH4, h4, headedMonitor } from './hci-links.ts';

const LITTLE = { u16, u32 };
const BIG = { u16: u16be, u32: u32be };
const MICRO = 0xa1b2c3d4;
const NANO = 0xa1b23c4d;
const PACKET = fromHex('040e0401030c00');

interface Shape {
  readonly order?: { readonly u16: Field<number>; readonly u32: Field<number> };
  readonly magic?: number;
  readonly majorVersion?: number;
  readonly snapLength?: number;
  readonly network?: number;
}

describe('pcap', () => {
  it.each([
    ['least significant byte first, microseconds', LITTLE, MICRO, 250_000],
    ['most significant byte first, microseconds', BIG, MICRO, 250_000],
    ['least significant byte first, nanoseconds', LITTLE, NANO, 250_000_000],
    ['most significant byte first, nanoseconds', BIG, NANO, 250_000_000],
  ])('reads a file with %s', (_, order, magic, fraction) => {
    const bytes = fileOf({ order, magic }, [{ seconds: 1_700_000_000, fraction }]);
    expect(recordsOf(bytes)).toEqual([
      { timeMs: 1_700_000_000_250, link: h4, source: 0, flags: 0, data: PACKET },
    ]);
  });

  it('keeps fractions of a millisecond', () => {
    const bytes = fileOf({ magic: NANO }, [{ seconds: 1, fraction: 500 }]);
    expect(recordsOf(bytes)[0]?.timeMs).toBeCloseTo(1000.0005, 9);
  });

  it.each([
    [187, h4],
    [201, directedH4],
    [251, air],
    [254, headedMonitor],
    [256, measuredAir],
  ])('takes packets of link type %i for what they are', (network, link) => {
    expect(recordsOf(fileOf({ network }, [{}]))[0]?.link).toBe(link);
  });

  it('ignores what the header says of check sequences', () => {
    expect(recordsOf(fileOf({ network: 0x5400_00bb }, [{}]))).toHaveLength(1);
  });

  it.each([
    [{ network: 1 }, 'link type 1 is none of 187, 201, 251, 254, 256 at byte 20'],
    [{ majorVersion: 3 }, 'pcap version 3, not 2 at byte 4'],
  ])('refuses a header with %o', (shape, message) => {
    expect(() => recordsOf(fileOf(shape, [{}]))).toThrow(message);
  });

  it.each([
    ['than any', {}, { includedLength: 2 ** 20 + 1, originalLength: 2 ** 20 + 1 }],
    [
      'than the file announces',
      { snapLength: 70_000 },
      { includedLength: 70_001, originalLength: 70_001 },
    ],
    ['than it was', {}, { includedLength: 8, originalLength: 7 }],
  ])('refuses a packet longer %s', (_, shape, lengths) => {
    expect(() => recordsOf(fileOf(shape, [lengths]))).toThrow(DecodeError);
  });

  it('lets pass a packet somewhat longer than the file announces, since writers do that', () => {
    expect(recordsOf(fileOf({ snapLength: 4 }, [{}]))).toHaveLength(1);
  });

  it('lets pass a packet that was cut off when it was caught', () => {
    expect(recordsOf(fileOf({}, [{ originalLength: 300 }]))[0]?.data).toEqual(PACKET);
  });
});

/** A file that holds `PACKET` as often as there are records, whose headers may lie. */
function fileOf(
  { order = LITTLE, magic = MICRO, majorVersion = 2, snapLength = 0, network = 187 }: Shape,
  records: readonly {
    readonly seconds?: number;
    readonly fraction?: number;
    readonly includedLength?: number;
    readonly originalLength?: number;
  }[],
): Uint8Array {
  const to = new Writer();
  order.u32.write(to, magic);
  order.u16.write(to, majorVersion);
  order.u16.write(to, 4);
  for (const word of [0, 0, snapLength, network]) order.u32.write(to, word);
  for (const record of records) {
    const { seconds = 0, fraction = 0, includedLength = 7, originalLength = 7 } = record;
    for (const word of [seconds, fraction, includedLength, originalLength]) {
      order.u32.write(to, word);
    }
    to.write(PACKET);
  }
  return to.finish();
}

function recordsOf(bytes: Uint8Array) {
  const cutter = new CaptureCutter();
  const records = [...cutter.push(bytes)];
  cutter.end();
  return records;
}
