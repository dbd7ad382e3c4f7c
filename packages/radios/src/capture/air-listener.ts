// Turns what a sniffer caught into adverts. Core Spec v5.4, Vol 6, Part B, 2.3.

import { decode } from '@bluebell/ble/codec';
import { type AdvertisingPdu, advertisingPdu } from '@bluebell/ble/ll';
import { Advert, type AdvertFacts } from '@bluebell/ble/radio';
import { ExtendedJoiner } from './extended-joiner.ts';
import type { AirPacket } from './heard.ts';

const NOTHING: readonly Advert[] = Object.freeze([]);

/** What the type of a legacy PDU says of the advert. */
type AdvertKind = Pick<AdvertFacts, 'isConnectable' | 'isScanResponse'>;

/** A directed advertisement carries none. */
const NO_DATA = new Uint8Array(0);

/** Hears PDUs of advertising channels, and tells of the adverts in them. */
export class AirListener {
  readonly #joiner = new ExtendedJoiner();

  /**
   * Takes one PDU, of which adverts keep views.
   *
   * @returns the adverts that are whole now, and those of which no more will come.
   * @throws {DecodeError} bytes that are no advertising PDU.
   */
  hear(packet: AirPacket, timeMs: number): readonly Advert[] {
    const pdu = decode(advertisingPdu, packet.pdu);
    const overdue = this.#joiner.expire(timeMs);
    const now = this.#advertsIn(pdu, packet, timeMs);
    return overdue.length === 0 ? now : [...overdue, ...now];
  }

  /** Nothing more will come: gives the adverts of which only a part was heard. */
  end(): readonly Advert[] {
    return this.#joiner.expire(Number.POSITIVE_INFINITY);
  }

  #advertsIn(pdu: AdvertisingPdu, packet: AirPacket, timeMs: number): readonly Advert[] {
    const legacy = (address: number, data: Uint8Array, kind: AdvertKind): readonly Advert[] => [
      new Advert({
        address,
        addressType: pdu.txAdd ? 'random' : 'public',
        rssiDbm: packet.rssiDbm,
        data,
        timeMs,
        ...kind,
      }),
    ];
    switch (pdu.kind) {
      case 'advInd':
        return legacy(pdu.advA, pdu.advData, { isConnectable: true });
      case 'advDirectInd':
        return legacy(pdu.advA, NO_DATA, { isConnectable: true });
      case 'advNonconnInd':
      case 'advScanInd':
        return legacy(pdu.advA, pdu.advData, {});
      case 'scanRsp':
        return legacy(pdu.advA, pdu.scanRspData, { isScanResponse: true });
      case 'extendedAdvertising':
        return this.#joiner.push(pdu, packet, timeMs);
      case 'scanReq':
      case 'connectInd':
      case 'auxConnectRsp':
      case 'unknown':
        return NOTHING;
    }
  }
}
