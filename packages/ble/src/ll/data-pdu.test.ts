import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import { type DataPdu, dataPdu, Llid } from './data-pdu.ts';

const NO_FLAGS = { nesn: false, sn: false, md: false, cp: false };

const SAMPLES: readonly (readonly [hex: string, pdu: DataPdu])[] = [
  ['01 00', { header: { ...NO_FLAGS, llid: Llid.continuation }, payload: fromHex('') }],
  [
    '0e 03 0a0b0c',
    { header: { ...NO_FLAGS, llid: Llid.start, nesn: true, sn: true }, payload: fromHex('0a0b0c') },
  ],
  ['13 01 12', { header: { ...NO_FLAGS, llid: Llid.control, md: true }, payload: fromHex('12') }],
];

describe('dataPdu', () => {
  it.each(SAMPLES)('reads and writes %s (2.4)', (hex, pdu) => {
    expect(decode(dataPdu, fromHex(hex))).toEqual(pdu);
    expect(toHex(encode(dataPdu, pdu))).toBe(toHex(fromHex(hex)));
  });

  it.each(SAMPLES)('refuses %s when it is cut short anywhere, or bytes are left over', (hex) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(dataPdu, whole.subarray(0, length))).toThrow(DecodeError);
    }
    expect(() => decode(dataPdu, Uint8Array.of(...whole, 0))).toThrow(DecodeError);
  });
});
