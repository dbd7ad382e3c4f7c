// What the parameters of commands may be, and in which relation. Core Spec v5.4, Vol 4, Part E, 7.8.

import type { ConnectionWishes, ParameterRequest, PhyPreference } from '../link-layer/index.ts';

/** Whether a number lies between two, both included. */
export function isWithin(value: number, lowest: number, highest: number): boolean {
  return value >= lowest && value <= highest;
}

/** 7.8.10, 7.8.12: units of 0.625 ms, from 2.5 ms to 10.24 s. Extended commands go further. */
export function isScanTiming(interval: number, window: number, longest = 0x4000): boolean {
  return isWithin(interval, 4, longest) && isWithin(window, 4, interval);
}

/** Of the parameters of a link. Vol 6, Part B, 4.5.1 and 4.5.2. */
function isLinkTiming({
  intervalMin,
  intervalMax,
  maxLatency,
  timeout,
}: ParameterRequest): boolean {
  // In units of 10 ms; two intervals of 1.25 ms for each event that may pass unheard.
  const shortestTimeout = ((1 + maxLatency) * intervalMax * 2 * 1.25) / 10;
  return (
    isWithin(intervalMin, 6, intervalMax) &&
    isWithin(intervalMax, 6, 3200) &&
    isWithin(maxLatency, 0, 499) &&
    isWithin(timeout, 10, 3200) &&
    timeout > shortestTimeout
  );
}

/** 7.8.12, 7.8.18, 7.8.66. */
export function areConnectionWishes(wishes: ConnectionWishes): boolean {
  return (
    isLinkTiming({
      intervalMin: wishes.connectionIntervalMin,
      intervalMax: wishes.connectionIntervalMax,
      maxLatency: wishes.maxLatency,
      timeout: wishes.supervisionTimeout,
    }) && wishes.minCeLength <= wishes.maxCeLength
  );
}

/** 0 public, 1 random. */
export function isPlainAddressType(type: number): boolean {
  return isWithin(type, 0, 1);
}

/** As above, or 2 and 3: made from the resolving list, else public or random. */
export function isOwnAddressType(type: number): boolean {
  return isWithin(type, 0, 3);
}

/** 7.8.33: from what all links carry to the longest there is. */
export function isDataLength(octets: number, timeUs: number): boolean {
  return isWithin(octets, 27, 251) && isWithin(timeUs, 328, 17_040);
}

/** Bits of PHYs: 1M, 2M, Coded. */
const ALL_PHYS = 7;

/** 7.8.48: bits 0 and 1 of `allPhys` say that the mask of a direction does not count. */
export function arePhysChosen({ allPhys, txPhys, rxPhys }: Omit<PhyPreference, 'phyOptions'>) {
  const isTxFree = allPhys % 2 === 1;
  const isRxFree = Math.floor(allPhys / 2) % 2 === 1;
  return (
    isWithin(allPhys, 0, 3) &&
    isWithin(txPhys, isTxFree ? 0 : 1, ALL_PHYS) &&
    isWithin(rxPhys, isRxFree ? 0 : 1, ALL_PHYS)
  );
}
