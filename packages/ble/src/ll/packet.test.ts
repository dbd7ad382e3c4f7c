import { describe, expect, it } from 'vitest';
import { decode, encode } from '../codec/index.ts';
import { DecodeError, fromHex, toHex } from '../core/index.ts';
import {
  ADVERTISING_ACCESS_ADDRESS,
  advertisingPacket,
  codedPacket,
  hasRightCrc,
  packet,
} from './packet.ts';

const PDU = fromHex('60 09 010000 38c1a4 020106');

describe('packet', () => {
  it('stands as access address, PDU and CRC, all least significant byte first (2.1)', () => {
    const hex = toHex(encode(packet, advertisingPacket(PDU)));
    expect(hex.slice(0, 8)).toBe('d6be898e');
    expect(hex.slice(8, -6)).toBe(toHex(PDU));
    expect(decode(packet, fromHex(hex))).toEqual(advertisingPacket(PDU));
  });

  it('is refused when it is cut short anywhere', () => {
    const whole = encode(packet, advertisingPacket(PDU));
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(packet, whole.subarray(0, length))).toThrow(DecodeError);
    }
  });

  it('has a coding indicator behind the access address on the LE Coded PHY (2.2)', () => {
    const { crc } = advertisingPacket(PDU);
    const coded = { accessAddress: ADVERTISING_ACCESS_ADDRESS, codingIndicator: 1, pdu: PDU, crc };
    const bytes = encode(codedPacket, coded);
    expect(toHex(bytes).slice(0, 14)).toBe('d6be898e016009');
    expect(decode(codedPacket, bytes)).toEqual(coded);
  });
});

describe('hasRightCrc', () => {
  it('finds any single wrong bit (3.1.1)', () => {
    expect(hasRightCrc(advertisingPacket(PDU))).toBe(true);
    const { crc } = advertisingPacket(PDU);
    for (let at = 0; at < PDU.length; at++) {
      for (let bit = 1; bit < 256; bit *= 2) {
        const pdu = PDU.map((byte, i) => (i === at ? byte ^ bit : byte));
        expect(hasRightCrc({ pdu, crc })).toBe(false);
      }
    }
  });
});
