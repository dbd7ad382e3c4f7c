import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import { type ControlPdu, controlPdu } from './control-pdu.ts';

const FEATURES = { hex: 'ff49010000000000', set: new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 14, 16]) };
const LIMITS = { maxRxOctets: 251, maxRxTime: 2120, maxTxOctets: 27, maxTxTime: 328 };
const LIMITS_HEX = 'fb00 4808 1b00 4801';
const PARAMETERS = {
  intervalMin: 6,
  intervalMax: 24,
  latency: 4,
  timeout: 100,
  preferredPeriodicity: 0,
  referenceConnEventCount: 0x1234,
  offsets: { 0: 1, 1: 2, 2: 0xffff, 3: 0xffff, 4: 0xffff, 5: 0xffff },
};
const PARAMETERS_HEX = '0600 1800 0400 6400 00 3412 0100 0200 ffff ffff ffff ffff';

const SAMPLES: readonly (readonly [hex: string, pdu: ControlPdu])[] = [
  [
    '00 01 0300 1800 0400 6400 3412',
    {
      kind: 'connectionUpdateInd',
      winSize: 1,
      winOffset: 3,
      interval: 24,
      latency: 4,
      timeout: 100,
      instant: 0x1234,
    },
  ],
  ['01 ff0000ff1f 0600', { kind: 'channelMapInd', chM: 0x1fff0000ff, instant: 6 }],
  ['02 13', { kind: 'terminateInd', errorCode: 0x13 }],
  [
    '03 0102030405060708 3412 1112131415161718 21222324',
    {
      kind: 'encReq',
      rand: fromHex('0102030405060708'),
      ediv: 0x1234,
      skdC: fromHex('1112131415161718'),
      ivC: fromHex('21222324'),
    },
  ],
  [
    '04 1112131415161718 21222324',
    { kind: 'encRsp', skdP: fromHex('1112131415161718'), ivP: fromHex('21222324') },
  ],
  ['05', { kind: 'startEncReq' }],
  ['06', { kind: 'startEncRsp' }],
  ['07 16', { kind: 'unknownRsp', unknownType: 0x16 }],
  [`08 ${FEATURES.hex}`, { kind: 'featureReq', featureSet: FEATURES.set }],
  [`09 ${FEATURES.hex}`, { kind: 'featureRsp', featureSet: FEATURES.set }],
  ['0a', { kind: 'pauseEncReq' }],
  ['0b', { kind: 'pauseEncRsp' }],
  ['0c 0d 5900 3412', { kind: 'versionInd', versNr: 13, compId: 0x59, subVersNr: 0x1234 }],
  ['0d 06', { kind: 'rejectInd', errorCode: 6 }],
  [`0e ${FEATURES.hex}`, { kind: 'peripheralFeatureReq', featureSet: FEATURES.set }],
  [`0f ${PARAMETERS_HEX}`, { kind: 'connectionParamReq', ...PARAMETERS }],
  [`10 ${PARAMETERS_HEX}`, { kind: 'connectionParamRsp', ...PARAMETERS }],
  ['11 03 06', { kind: 'rejectExtInd', rejectOpcode: 3, errorCode: 6 }],
  ['12', { kind: 'pingReq' }],
  ['13', { kind: 'pingRsp' }],
  [`14 ${LIMITS_HEX}`, { kind: 'lengthReq', ...LIMITS }],
  [`15 ${LIMITS_HEX}`, { kind: 'lengthRsp', ...LIMITS }],
  ['16 03 05', { kind: 'phyReq', txPhys: 3, rxPhys: 5 }],
  ['17 03 05', { kind: 'phyRsp', txPhys: 3, rxPhys: 5 }],
  ['18 02 01 3412', { kind: 'phyUpdateInd', phyCToP: 2, phyPToC: 1, instant: 0x1234 }],
  ['19 03 08', { kind: 'minUsedChannelsInd', phys: 3, minUsedChannels: 8 }],
  ['ff beef', { kind: 'unknown', opcode: 0xff, parameters: fromHex('beef') }],
];

describe('controlPdu', () => {
  it.each(SAMPLES)('reads %s', (hex, pdu) => {
    expect(decode(controlPdu, fromHex(hex))).toEqual(pdu);
  });

  it.each(SAMPLES)('writes %s', (hex, pdu) => {
    expect(toHex(encode(controlPdu, pdu))).toBe(toHex(fromHex(hex)));
  });

  const known = SAMPLES.filter(([, { kind }]) => kind !== 'unknown');

  it.each(known)('refuses %s when it is cut short anywhere, or bytes are left over', (hex) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(controlPdu, whole.subarray(0, length))).toThrow(DecodeError);
    }
    expect(() => decode(controlPdu, Uint8Array.of(...whole, 0))).toThrow(DecodeError);
  });
});
