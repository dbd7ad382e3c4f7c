// How much one packet of a link may carry, and on which PHYs. Core Spec v5.4, Vol 6, Part B, 4.5.10.

import {
  type Coding,
  MAX_DATA_OCTETS,
  MIC_OCTETS,
  MIN_DATA_OCTETS,
  octetsWithin,
  Phy,
  phyOf,
} from '../../ll/index.ts';
import type { DataLengthLimits } from './events.ts';

/** What every link may send, in microseconds, and what LE Coded needs for it. */
const MIN_TIME_US = 328;
const MIN_CODED_TIME_US = 2704;

/** The longest packet that there is, at S=8. */
export const MAX_TIME_US = 17_040;

/** What all our links can receive. */
export const SUPPORTED: DataLengthLimits = {
  maxTxOctets: MAX_DATA_OCTETS,
  maxTxTime: MAX_TIME_US,
  maxRxOctets: MAX_DATA_OCTETS,
  maxRxTime: MAX_TIME_US,
};

/** What a link begins with. */
export const INITIAL: DataLengthLimits = {
  maxTxOctets: MIN_DATA_OCTETS,
  maxTxTime: MIN_TIME_US,
  maxRxOctets: MIN_DATA_OCTETS,
  maxRxTime: MIN_TIME_US,
};

const HEADER_OCTETS = 2;

/** What both sides can do, and what follows from it. */
export class LinkLimits {
  #local: DataLengthLimits;
  #remote: DataLengthLimits = INITIAL;
  #told: DataLengthLimits;
  #txCoding: Coding;
  #rxCoding: Coding;
  /** Octets that the next packet may carry, without integrity check. */
  maxOctets: number = MIN_DATA_OCTETS;

  constructor(local: DataLengthLimits, coding: Coding) {
    this.#local = local;
    this.#txCoding = coding;
    this.#rxCoding = coding;
    this.#told = this.#effective;
    this.#refresh();
  }

  get txCoding(): Coding {
    return this.#txCoding;
  }

  get rxCoding(): Coding {
    return this.#rxCoding;
  }

  setCodings(tx: Coding, rx: Coding): void {
    this.#txCoding = tx;
    this.#rxCoding = rx;
    this.#refresh();
  }

  get local(): DataLengthLimits {
    return this.#local;
  }

  set local(local: DataLengthLimits) {
    this.#local = local;
    this.#refresh();
  }

  set remote(remote: DataLengthLimits) {
    this.#remote = remote;
    this.#refresh();
  }

  /** What changed for the host since it was told; `undefined` when nothing did. */
  takeNews(): DataLengthLimits | undefined {
    const now = this.#effective;
    const before = this.#told;
    this.#told = now;
    const isSame =
      now.maxTxOctets === before.maxTxOctets &&
      now.maxTxTime === before.maxTxTime &&
      now.maxRxOctets === before.maxRxOctets &&
      now.maxRxTime === before.maxRxTime;
    return isSame ? undefined : now;
  }

  get #effective(): DataLengthLimits {
    const [local, remote] = [this.#local, this.#remote];
    return {
      maxTxOctets: Math.min(local.maxTxOctets, remote.maxRxOctets),
      maxTxTime: timeOf(Math.min(local.maxTxTime, remote.maxRxTime), this.#txCoding),
      maxRxOctets: Math.min(local.maxRxOctets, remote.maxTxOctets),
      maxRxTime: timeOf(Math.min(local.maxRxTime, remote.maxTxTime), this.#rxCoding),
    };
  }

  #refresh(): void {
    const { maxTxOctets, maxTxTime } = this.#effective;
    const inTime = octetsWithin(this.#txCoding, maxTxTime) - HEADER_OCTETS - MIC_OCTETS;
    this.maxOctets = Math.max(MIN_DATA_OCTETS, Math.min(maxTxOctets, inTime));
  }
}

/** 4.5.10: LE Coded has a higher least. */
function timeOf(timeUs: number, coding: Coding): number {
  return phyOf(coding) === Phy.leCoded ? Math.max(MIN_CODED_TIME_US, timeUs) : timeUs;
}
