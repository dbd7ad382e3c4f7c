import { describe, expect, it } from 'vitest';
import { decode, encode, type Infer } from '../codec/index.ts';
import { fromHex, toHex, UsageError } from '../core/index.ts';
import { leMetaEvent, leMetaPacket } from './advertising-reports.ts';

const NO_FLAGS = {
  connectable: false,
  scannable: false,
  directed: false,
  scanResponse: false,
  legacy: false,
  dataStatus: 0,
};

const SAMPLES: readonly (readonly [hex: string, value: Infer<typeof leMetaEvent>])[] = [
  [
    '02 01  00 01 010000 38c1a4 03 020106 c4',
    {
      kind: 'leAdvertisingReport',
      reports: [
        {
          eventType: 0,
          addressType: 1,
          address: 0xa4c138000001,
          data: fromHex('020106'),
          rssi: -60,
        },
      ],
    },
  ],
  // Several reports stand one after the other, each whole: Vol 4, Part E, 5.2.
  [
    '02 02  03 00 010000 38c1a4 02 0100 7f  04 01 665544 3322d1 00 81',
    {
      kind: 'leAdvertisingReport',
      reports: [
        {
          eventType: 3,
          addressType: 0,
          address: 0xa4c138000001,
          data: fromHex('0100'),
          rssi: 127,
        },
        {
          eventType: 4,
          addressType: 1,
          address: 0xd12233445566,
          data: fromHex(''),
          rssi: -127,
        },
      ],
    },
  ],
  ['02 00', { kind: 'leAdvertisingReport', reports: [] }],
  [
    `0d 02  2100 01 665544 3322d1 01 02 0f f4 c4 5000 00 010000 38c1a4 01 aa
            1300 00 010000 38c1a4 01 00 ff 7f 7f 0000 00 000000 000000 00`,
    {
      kind: 'leExtendedAdvertisingReport',
      reports: [
        {
          eventType: { ...NO_FLAGS, connectable: true, dataStatus: 1 },
          addressType: 1,
          address: 0xd12233445566,
          primaryPhy: 1,
          secondaryPhy: 2,
          advertisingSid: 15,
          txPower: -12,
          rssi: -60,
          periodicAdvertisingInterval: 80,
          directAddressType: 0,
          directAddress: 0xa4c138000001,
          data: fromHex('aa'),
        },
        {
          eventType: { ...NO_FLAGS, connectable: true, scannable: true, legacy: true },
          addressType: 0,
          address: 0xa4c138000001,
          primaryPhy: 1,
          secondaryPhy: 0,
          advertisingSid: 0xff,
          txPower: 127,
          rssi: 127,
          periodicAdvertisingInterval: 0,
          directAddressType: 0,
          directAddress: 0,
          data: fromHex(''),
        },
      ],
    },
  ],
  ['0a 00 0102', { kind: 'unknown', opcode: 0x0a, parameters: fromHex('000102') }],
];

describe('leMetaEvent', () => {
  it.each(SAMPLES)('reads %s', (hex, value) => {
    expect(decode(leMetaEvent, fromHex(hex))).toEqual(value);
  });

  it.each(SAMPLES)('writes %s', (hex, value) => {
    expect(toHex(encode(leMetaEvent, value))).toBe(toHex(fromHex(hex)));
  });

  it.each(SAMPLES.filter(([, { kind }]) => kind !== 'unknown'))(
    'refuses %s when it is cut short anywhere, at the cut or before',
    (hex) => {
      const whole = fromHex(hex);
      for (let length = 0; length < whole.length; length++) {
        expect(offsetOfTrouble(whole.subarray(0, length))).toBeLessThanOrEqual(length);
      }
    },
  );

  it.each([
    // An address that begins at byte 4 and is cut; data that begins at byte 11; a missing strength.
    ['02 01 00 01 010000 38c1', 4],
    ['02 01 00 01 010000 38c1a4 03 0201', 11],
    ['02 01 00 01 010000 38c1a4 03 020106', 14],
    // The second of two reports is not there.
    ['02 02 00 01 010000 38c1a4 00 c4', 12],
  ])('refuses %s at byte %d', (hex, offset) => {
    expect(offsetOfTrouble(fromHex(hex))).toBe(offset);
  });
});

describe('leMetaPacket', () => {
  it.each(SAMPLES)('puts indicator, event code and length in front of %s', (hex, value) => {
    const parameters = fromHex(hex);
    expect(leMetaPacket(value)).toEqual(
      Uint8Array.of(0x04, 0x3e, parameters.length, ...parameters),
    );
  });

  it('refuses reports that the length octet of an event cannot count', () => {
    const report = { eventType: 0, addressType: 0, address: 1, data: new Uint8Array(31), rssi: 0 };
    const reports = Array.from({ length: 7 }, () => report);
    expect(() => leMetaPacket({ kind: 'leAdvertisingReport', reports })).toThrow(UsageError);
  });
});

/** Where decoding breaks; after the end when it does not. */
function offsetOfTrouble(bytes: Uint8Array): unknown {
  try {
    decode(leMetaEvent, bytes);
  } catch (error) {
    expect(error).toMatchObject({ code: 'DECODE' });
    // The cast holds by the line above.
    return (error as { offset: number }).offset;
  }
  return Number.POSITIVE_INFINITY;
}
