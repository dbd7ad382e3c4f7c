// Turns what a controller reports into adverts.

import { Reader } from '../codec/index.ts';
import { addressTypeOf, DecodeError } from '../core/index.ts';
import {
  type AdvertisingReport,
  type ExtendedAdvertisingReport,
  LE_META_EVENT,
  LePhy,
  leMetaEvent,
  PacketIndicator,
  ReportJoiner,
} from '../hci/index.ts';
import { Advert } from '../radio/index.ts';

/** What controllers report when they do not know a strength or a power. */
const UNKNOWN_DBM = 127;

/** Advertising sets are 0 to 15; 0xFF is reported where a sender names none. 7.7.65.13. */
const HIGHEST_SID = 15;

/** Event types of legacy reports. Core Spec v5.4, Vol 4, Part E, 7.7.65.2. */
const LEGACY_CONNECTABLE: ReadonlySet<number> = new Set([0, 1]);
const LEGACY_SCAN_RESPONSE = 4;

/** When a packet came. */
type Moment = Pick<Advert, 'timeMs' | 'steadyMs'>;

const NOTHING: readonly Advert[] = Object.freeze([]);

/** Hears HCI events, and tells of the adverts in them. Fragments of extended adverts are joined. */
export class AdvertListener {
  readonly #joiner = new ReportJoiner();
  #malformed = 0;

  /** How many events were dropped since their bytes do not follow the specification. */
  get malformed(): number {
    return this.#malformed;
  }

  /**
   * Takes one H4 packet; all but advertising reports pass unheard. Bytes behind the announced end of
   * an event are left alone; an event with fewer bytes than announced counts if its reports are whole.
   *
   * @param packet the whole packet, its indicator first. Adverts keep views of it: do not reuse it.
   * @param timeMs when it came, milliseconds since 1970 UTC.
   * @param steadyMs the same moment on a line of time that nobody sets; default `timeMs`.
   * @returns the adverts that are whole now, in the order of the reports.
   */
  hear(packet: Uint8Array, timeMs: number, steadyMs = timeMs): readonly Advert[] {
    try {
      const from = new Reader(packet);
      if (from.u8() !== PacketIndicator.event || from.u8() !== LE_META_EVENT) return NOTHING;
      const length = from.u8();
      from.end = from.offset + Math.min(length, from.left);
      return this.#adverts(from, { timeMs, steadyMs });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#malformed++;
      return NOTHING;
    }
  }

  #adverts(from: Reader, moment: Moment): readonly Advert[] {
    const event = leMetaEvent.read(from);
    switch (event.kind) {
      case 'leAdvertisingReport':
        return event.reports.map((report) => legacyAdvert(report, moment));
      case 'leExtendedAdvertisingReport': {
        const adverts: Advert[] = [];
        for (const report of event.reports) {
          const advert = this.#extendedAdvert(report, moment);
          if (advert) adverts.push(advert);
        }
        return adverts;
      }
      case 'unknown':
        return NOTHING;
    }
  }

  #extendedAdvert(report: ExtendedAdvertisingReport, moment: Moment): Advert | undefined {
    const joined = this.#joiner.push(report, moment.steadyMs);
    if (!joined) return undefined;
    const { connectable, scanResponse, legacy } = report.eventType;
    return new Advert({
      address: report.address,
      addressType: addressTypeOf(report.addressType),
      rssiDbm: knownDbm(report.rssi),
      data: joined.data,
      timeMs: moment.timeMs,
      steadyMs: moment.steadyMs,
      isConnectable: connectable,
      isScanResponse: scanResponse,
      isExtended: !legacy,
      isCoded: report.primaryPhy === LePhy.leCoded,
      isTruncated: joined.isTruncated,
      sid: report.advertisingSid <= HIGHEST_SID ? report.advertisingSid : undefined,
      txPowerDbm: knownDbm(report.txPower),
    });
  }
}

function legacyAdvert(report: AdvertisingReport, { timeMs, steadyMs }: Moment): Advert {
  return new Advert({
    address: report.address,
    addressType: addressTypeOf(report.addressType),
    rssiDbm: knownDbm(report.rssi),
    data: report.data,
    timeMs,
    steadyMs,
    isConnectable: LEGACY_CONNECTABLE.has(report.eventType),
    isScanResponse: report.eventType === LEGACY_SCAN_RESPONSE,
  });
}

function knownDbm(dbm: number): number | undefined {
  return dbm === UNKNOWN_DBM ? undefined : dbm;
}
