import { encode } from '@bluebell/ble/codec';
import { DecodeError, fromHex } from '@bluebell/ble/core';
import { type AdvertisingPdu, advertisingPdu } from '@bluebell/ble/ll';
import { describe, expect, it } from 'vitest';
import { AirListener } from './air-listener.ts';

const ADDRESS = 0xa4c138000001;
const DATA = fromHex('020106');
const NO_FLAGS = { chSel: false, txAdd: false, rxAdd: false };

const ADVERTS: readonly (readonly [AdvertisingPdu, facts: object])[] = [
  [
    { kind: 'advInd', ...NO_FLAGS, advA: ADDRESS, advData: DATA },
    { data: DATA, isConnectable: true, isScanResponse: false, addressType: 'public' },
  ],
  [
    { kind: 'advDirectInd', ...NO_FLAGS, txAdd: true, advA: ADDRESS, targetA: 1 },
    { data: fromHex(''), isConnectable: true, isScanResponse: false, addressType: 'random' },
  ],
  [
    { kind: 'advNonconnInd', ...NO_FLAGS, txAdd: true, advA: ADDRESS, advData: DATA },
    { data: DATA, isConnectable: false, isScanResponse: false, addressType: 'random' },
  ],
  [
    { kind: 'advScanInd', ...NO_FLAGS, advA: ADDRESS, advData: DATA },
    { data: DATA, isConnectable: false, isScanResponse: false, addressType: 'public' },
  ],
  [
    { kind: 'scanRsp', ...NO_FLAGS, advA: ADDRESS, scanRspData: DATA },
    { data: DATA, isConnectable: false, isScanResponse: true, addressType: 'public' },
  ],
];

const OTHERS: readonly AdvertisingPdu[] = [
  { kind: 'scanReq', ...NO_FLAGS, scanA: 1, advA: ADDRESS },
  {
    kind: 'connectInd',
    ...NO_FLAGS,
    initA: 1,
    advA: ADDRESS,
    llData: {
      aa: 1,
      crcInit: 2,
      winSize: 3,
      winOffset: 4,
      interval: 5,
      latency: 6,
      timeout: 7,
      chM: 8,
      hopAndSca: { hop: 9, sca: 1 },
    },
  },
  { kind: 'unknown', ...NO_FLAGS, opcode: 15, parameters: DATA },
];

describe('AirListener', () => {
  it.each(ADVERTS)('makes an advert of %o', (pdu, facts) => {
    const packet = { pdu: encode(advertisingPdu, pdu), rssiDbm: -60, channelIndex: 37 };
    const adverts = new AirListener().hear(packet, 1234);
    expect(adverts).toHaveLength(1);
    expect(adverts[0]).toMatchObject({
      addressValue: ADDRESS,
      rssiDbm: -60,
      timeMs: 1234,
      isExtended: false,
      isTruncated: false,
      ...facts,
    });
  });

  it.each(OTHERS)('makes none of $kind', (pdu) => {
    const packet = { pdu: encode(advertisingPdu, pdu) };
    expect(new AirListener().hear(packet, 0)).toEqual([]);
  });

  it('refuses what is no advertising PDU', () => {
    expect(() => new AirListener().hear({ pdu: fromHex('0005 0100') }, 0)).toThrow(DecodeError);
  });
});
