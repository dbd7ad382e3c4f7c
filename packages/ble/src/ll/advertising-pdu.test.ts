import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import { type AdvertisingPdu, advertisingPdu } from './advertising-pdu.ts';

const NO_FLAGS = { chSel: false, txAdd: false, rxAdd: false };
const NO_FIELDS = {
  advA: undefined,
  targetA: undefined,
  cteInfo: undefined,
  adi: undefined,
  auxPtr: undefined,
  syncInfo: undefined,
  txPower: undefined,
  acad: fromHex(''),
};

const SAMPLES: readonly (readonly [hex: string, value: AdvertisingPdu])[] = [
  [
    '60 09 010000 38c1a4 020106',
    {
      kind: 'advInd',
      chSel: true,
      txAdd: true,
      rxAdd: false,
      advA: 0xa4c138000001,
      advData: fromHex('020106'),
    },
  ],
  [
    'c1 0c 010000 38c1a4 665544 332211',
    {
      kind: 'advDirectInd',
      chSel: false,
      txAdd: true,
      rxAdd: true,
      advA: 0xa4c138000001,
      targetA: 0x112233445566,
    },
  ],
  [
    '02 06 010000 38c1a4',
    { kind: 'advNonconnInd', ...NO_FLAGS, advA: 0xa4c138000001, advData: fromHex('') },
  ],
  [
    '43 0c 665544 332251 010000 38c1a4',
    {
      kind: 'scanReq',
      ...NO_FLAGS,
      txAdd: true,
      scanA: 0x512233445566,
      advA: 0xa4c138000001,
    },
  ],
  [
    '04 0a 010000 38c1a4 03094142',
    {
      kind: 'scanRsp',
      ...NO_FLAGS,
      advA: 0xa4c138000001,
      scanRspData: fromHex('03094142'),
    },
  ],
  [
    '25 22 665544332211 010000 38c1a4 78563412 cbcbcb 02 0300 1800 0400 4800 ff0000ff1f a9',
    {
      kind: 'connectInd',
      ...NO_FLAGS,
      chSel: true,
      initA: 0x112233445566,
      advA: 0xa4c138000001,
      llData: {
        aa: 0x12345678,
        crcInit: 0xcbcbcb,
        winSize: 2,
        winOffset: 3,
        interval: 24,
        latency: 4,
        timeout: 72,
        chM: 0x1fff0000ff,
        hopAndSca: { hop: 9, sca: 5 },
      },
    },
  ],
  [
    '06 07 010000 38c1a4 00',
    { kind: 'advScanInd', ...NO_FLAGS, advA: 0xa4c138000001, advData: fromHex('00') },
  ],
  // ADV_EXT_IND: points to its data with ADI and AuxPtr, and says nothing else.
  [
    '07 07 06 18 2371 8b1240',
    {
      kind: 'extendedAdvertising',
      ...NO_FLAGS,
      header: {
        ...NO_FIELDS,
        advMode: 0,
        adi: { did: 0x123, sid: 7 },
        auxPtr: { channelIndex: 11, ca: false, offsetUnits: true, auxOffset: 0x12, auxPhy: 2 },
      },
      advData: fromHex(''),
    },
  ],
  // AUX_ADV_IND: every field there is.
  [
    `c7 2c 68 7f 010000 38c1a4 665544 332211 94 2371 8b1240
     0760 1800 ffffffff3f d6be898e 563412 0900 f4 0102 020106`,
    {
      kind: 'extendedAdvertising',
      chSel: false,
      txAdd: true,
      rxAdd: true,
      header: {
        advMode: 1,
        advA: 0xa4c138000001,
        targetA: 0x112233445566,
        cteInfo: { cteTime: 20, cteType: 2 },
        adi: { did: 0x123, sid: 7 },
        auxPtr: { channelIndex: 11, ca: false, offsetUnits: true, auxOffset: 0x12, auxPhy: 2 },
        syncInfo: {
          offset: { syncPacketOffset: 7, offsetUnits: true, offsetAdjust: true },
          interval: 24,
          channels: { chM: 0x1fffffffff, sca: 1 },
          aa: 0x8e89bed6,
          crcInit: 0x123456,
          periodicEventCounter: 9,
        },
        txPower: -12,
        acad: fromHex('0102'),
      },
      advData: fromHex('020106'),
    },
  ],
  // AUX_CHAIN_IND at the end of a chain: a header of no bytes.
  [
    '07 04 00 020106',
    {
      kind: 'extendedAdvertising',
      ...NO_FLAGS,
      header: { ...NO_FIELDS, advMode: 0 },
      advData: fromHex('020106'),
    },
  ],
  [
    '08 0e 0d 03 010000 38c1a4 665544 332211',
    {
      kind: 'auxConnectRsp',
      ...NO_FLAGS,
      header: { ...NO_FIELDS, advMode: 0, advA: 0xa4c138000001, targetA: 0x112233445566 },
      advData: fromHex(''),
    },
  ],
  ['0f 02 beef', { kind: 'unknown', ...NO_FLAGS, opcode: 15, parameters: fromHex('beef') }],
];

describe('advertisingPdu', () => {
  it.each(SAMPLES)('reads %s', (hex, value) => {
    expect(decode(advertisingPdu, fromHex(hex))).toEqual(value);
  });

  it.each(SAMPLES)('writes %s', (hex, value) => {
    expect(toHex(encode(advertisingPdu, value))).toBe(toHex(fromHex(hex)));
  });

  it.each(SAMPLES)('refuses %s when it is cut short anywhere', (hex) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(advertisingPdu, whole.subarray(0, length))).toThrow(DecodeError);
    }
  });

  it('takes a header of flags alone for one that holds nothing (2.3.4)', () => {
    const [, chain] = SAMPLES.find(([hex]) => hex.startsWith('07 04 00')) ?? [];
    expect(decode(advertisingPdu, fromHex('07 05 01 00 020106'))).toEqual(chain);
  });

  it('refuses fields that overrun the extended header (2.3.4)', () => {
    expect(() => decode(advertisingPdu, fromHex('07 09 06 09 010000 38c1a4 00'))).toThrow(
      DecodeError,
    );
  });
});
