import { encode } from '@bluebell/ble/codec';
import { DecodeError, fromHex, toHex } from '@bluebell/ble/core';
import { advertisingPacket, codedPacket, packet } from '@bluebell/ble/ll';
import { describe, expect, it } from 'vitest';
import { air, measuredAir } from './air-links.ts';
import type { Link } from './heard.ts';

const PDU = fromHex('60 09 010000 38c1a4 020106');
const RIGHT = toHex(encode(packet, advertisingPacket(PDU)));
const WRONG = toHex(encode(packet, { ...advertisingPacket(PDU), crc: 0 }));
const DATA_CHANNEL = RIGHT.replace('d6be898e', '11223344');
const NO_AA = '00 00000000';

describe('air', () => {
  it('gives the PDU of a packet whose CRC is right', () => {
    expect(hear(air, RIGHT)).toEqual({ kind: 'air', packet: { pdu: PDU } });
  });

  it('drops one whose CRC is wrong', () => {
    expect(hear(air, WRONG)).toEqual({ kind: 'dropped', reason: 'wrongCrc' });
  });

  it('passes over other access addresses: connections, and periodic advertising', () => {
    expect(hear(air, DATA_CHANNEL)).toBeUndefined();
  });

  it('refuses a packet that was cut short', () => {
    expect(() => hear(air, RIGHT.slice(0, -2))).toThrow(DecodeError);
  });
});

describe('measuredAir', () => {
  it('gives channel and strength where they are said to be valid', () => {
    // RF channel 12 is index 38; -60 dBm; de-whitened, and the strength counts.
    expect(hear(measuredAir, `0c c4 00 ${NO_AA} 0300 ${RIGHT}`)).toEqual({
      kind: 'air',
      packet: { pdu: PDU, channelIndex: 38, rssiDbm: -60, role: undefined },
    });
  });

  it('leaves out what is not', () => {
    // The channel is aliased, and nothing is said of the strength.
    expect(hear(measuredAir, `0c c4 00 ${NO_AA} 4100 ${RIGHT}`)).toEqual({
      kind: 'air',
      packet: { pdu: PDU, channelIndex: undefined, rssiDbm: undefined, role: undefined },
    });
  });

  it.each([
    ['0100', WRONG, 'computes the CRC where the sniffer did not check it', 'dropped'],
    ['010c', WRONG, 'believes a sniffer that found the CRC right', 'air'],
    ['0104', RIGHT, 'believes a sniffer that found the CRC wrong', 'dropped'],
    ['0000', RIGHT, 'drops what is still whitened', 'dropped'],
  ])('with flags %s of %s %s', (flags, hex, _, kind) => {
    expect(hear(measuredAir, `00 00 00 ${NO_AA} ${flags} ${hex}`)).toMatchObject({ kind });
  });

  it.each([
    ['81 00', 'auxAdvInd'],
    ['81 10', 'auxChainInd'],
    ['81 20', 'auxSyncInd'],
    ['81 30', 'auxScanRsp'],
  ])('takes from flags %s that the PDU is %s', (flags, role) => {
    expect(hear(measuredAir, `05 00 00 ${NO_AA} ${flags} ${RIGHT}`)).toMatchObject({
      kind: 'air',
      packet: { role, channelIndex: 4 },
    });
  });

  it.each(['0101', '8101', '0103'])('passes over data, which flags %s say it is', (flags) => {
    expect(hear(measuredAir, `05 00 00 ${NO_AA} ${flags} ${RIGHT}`)).toBeUndefined();
  });

  it('goes by the reference access address where bits of the real one were wrong', () => {
    expect(hear(measuredAir, `00 00 00 01 d6be898e 3100 ${DATA_CHANNEL}`)).toMatchObject({
      kind: 'air',
    });
    expect(hear(measuredAir, `00 00 00 01 11223344 3100 ${RIGHT}`)).toBeUndefined();
  });

  it('skips the coding indicator of the LE Coded PHY', () => {
    const coded = toHex(encode(codedPacket, { ...advertisingPacket(PDU), codingIndicator: 0 }));
    expect(hear(measuredAir, `05 00 00 ${NO_AA} 8180 ${coded}`)).toMatchObject({
      kind: 'air',
      packet: { pdu: PDU },
    });
  });
});

function hear(link: Link, hex: string) {
  return link({ link, flags: 0, timeMs: 0, source: 0, data: fromHex(hex) });
}
