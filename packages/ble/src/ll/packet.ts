// Packets, as captures hold them. Core Spec v5.4, Vol 6, Part B, 2.1 and 2.2.

import {
  crc24,
  type Field,
  field,
  type Infer,
  Reader,
  struct,
  u8,
  u24,
  u32,
} from '../codec/index.ts';

/** The access address of all advertising but periodic advertising. 2.1.2 */
export const ADVERTISING_ACCESS_ADDRESS = 0x8e89bed6;

/** What their CRC starts from. 3.1.1 */
export const ADVERTISING_CRC_INIT = 0x555555;

/** A PDU as bytes: two octets of header, the second of which counts those behind them. */
const pduBytes: Field<Uint8Array> = field(
  undefined,
  (from) => {
    const ahead = new Reader(from.bytes, from.offset, from.end);
    ahead.skip(1);
    return from.view(2 + ahead.u8());
  },
  (to, value) => to.write(value),
);

/** 2.1: a packet on the LE Uncoded PHYs, without its preamble. */
export const packet = struct({ accessAddress: u32, pdu: pduBytes, crc: u24 });
export type Packet = Infer<typeof packet>;

/** 2.2: a packet on the LE Coded PHY, without its preamble; terminators have no place in captures. */
export const codedPacket = struct({
  accessAddress: u32,
  codingIndicator: u8,
  pdu: pduBytes,
  crc: u24,
});

/** The packet that carries a PDU on an advertising channel. */
export function advertisingPacket(pdu: Uint8Array): Packet {
  return {
    accessAddress: ADVERTISING_ACCESS_ADDRESS,
    pdu,
    crc: crc24(pdu, ADVERTISING_CRC_INIT),
  };
}

/** Whether the bytes of an advertising packet came through undisturbed. */
export function hasRightCrc({ pdu, crc }: Pick<Packet, 'pdu' | 'crc'>): boolean {
  return crc === crc24(pdu, ADVERTISING_CRC_INIT);
}
