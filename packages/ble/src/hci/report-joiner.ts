// Joins extended adverts whose data came in several reports. Core Spec v5.4, Vol 4, Part E, 7.7.65.13.

import { DataStatus, type ExtendedAdvertisingReport } from './advertising-reports.ts';
import { joined } from './h4.ts';

/** All that an advertising set can carry, Vol 4, Part E, 7.8.57; what goes beyond is cut off. */
const MAX_DATA = 1650;

/** Adverts that may be under way at once; the one that waited longest gives way. */
const MAX_PENDING = 64;

/** The next fragment of an advert follows within 2.5 s, Vol 6, Part B, 2.3.4.5, or was lost. */
const MAX_GAP_MS = 5000;

/** An extended advert with all data that came. */
export interface JoinedReport {
  /** The last report, which holds address, strength and type. */
  readonly report: ExtendedAdvertisingReport;
  readonly data: Uint8Array;
  /** Data is missing behind what is here. */
  readonly isTruncated: boolean;
}

/** What has come of an advert. */
interface Beginning {
  readonly data: Uint8Array;
  /** When the last of it came. */
  readonly timeMs: number;
}

/** Puts fragments together, for many senders at a time, in bounded memory. */
export class ReportJoiner {
  /** By sender, advertising set and kind; the one that waits longest first. */
  readonly #pending = new Map<string, Beginning>();

  /** How many adverts wait for their rest. */
  get pending(): number {
    return this.#pending.size;
  }

  /**
   * Takes one report; gives the advert once it is whole, or known to stay incomplete.
   *
   * @param timeMs when it came: a beginning whose rest does not come in time is dropped.
   */
  push(report: ExtendedAdvertisingReport, timeMs: number): JoinedReport | undefined {
    const { dataStatus } = report.eventType;
    const isComplete = dataStatus === DataStatus.complete;
    if (isComplete && this.#pending.size === 0) {
      return { report, data: report.data, isTruncated: false };
    }
    this.#dropStale(timeMs);
    const key = keyOf(report);
    const before = this.#pending.get(key);
    this.#pending.delete(key);
    const data = before ? joined(before.data, report.data) : report.data;
    if (dataStatus === DataStatus.moreToCome) {
      // One byte too many is kept, to know at the end that something was cut off.
      this.#keep(key, { data: data.subarray(0, MAX_DATA + 1), timeMs });
      return undefined;
    }
    return {
      report,
      data: data.subarray(0, MAX_DATA),
      isTruncated: !isComplete || data.length > MAX_DATA,
    };
  }

  #keep(key: string, beginning: Beginning): void {
    const [longest] = this.#pending.keys();
    if (this.#pending.size >= MAX_PENDING && longest !== undefined) this.#pending.delete(longest);
    this.#pending.set(key, beginning);
  }

  #dropStale(nowMs: number): void {
    for (const [key, { timeMs }] of this.#pending) {
      // Recordings may jump back in time: that is a gap too.
      if (Math.abs(nowMs - timeMs) <= MAX_GAP_MS) return;
      this.#pending.delete(key);
    }
  }
}

function keyOf({
  address,
  addressType,
  advertisingSid,
  eventType,
}: ExtendedAdvertisingReport): string {
  return `${address} ${addressType} ${advertisingSid} ${eventType.scanResponse}`;
}
