// Which access addresses a link may have. Core Spec v5.4, Vol 6, Part B, 2.1.2.

import { ADVERTISING_ACCESS_ADDRESS } from './packet.ts';

/** How many bits may follow each other unchanged, and how often they may change in all. */
const MAX_RUN = 6;
const MAX_CHANGES = 24;

/** In the six highest bits they change at least so often. */
const MIN_CHANGES_ON_TOP = 2;

/** What LE Coded asks for on top: ones in the lowest 8 bits, and changes in the lowest 16. */
const MIN_ONES_IN_LOWEST = 3;
const MAX_CHANGES_IN_LOWEST = 11;

/**
 * Draws numbers until one may be the access address of a link, on whichever PHY.
 *
 * @param random32 gives 32 random bits.
 */
export function newAccessAddress(random32: () => number): number {
  let candidate = random32();
  while (!isAccessAddress(candidate)) candidate = random32();
  return candidate;
}

/** Whether a link may have this access address. */
export function isAccessAddress(accessAddress: number): boolean {
  const bits = bitsOf(accessAddress);
  return (
    differences(bits, bitsOf(ADVERTISING_ACCESS_ADDRESS)) > 1 &&
    !hasFourEqualOctets(bits) &&
    longestRun(bits) <= MAX_RUN &&
    changes(bits) <= MAX_CHANGES &&
    changes(bits.slice(0, 6)) >= MIN_CHANGES_ON_TOP &&
    Array.from(bits.slice(24)).filter((bit) => bit === '1').length >= MIN_ONES_IN_LOWEST &&
    changes(bits.slice(16)) <= MAX_CHANGES_IN_LOWEST
  );
}

/** The bits as digits, highest first. */
function bitsOf(accessAddress: number): string {
  return accessAddress.toString(2).padStart(32, '0');
}

function differences(a: string, b: string): number {
  return Array.from(a).filter((bit, at) => bit !== b[at]).length;
}

function hasFourEqualOctets(bits: string): boolean {
  return bits === bits.slice(0, 8).repeat(4);
}

function longestRun(bits: string): number {
  return Math.max(...(bits.match(/0+|1+/g) ?? []).map((run) => run.length));
}

function changes(bits: string): number {
  return (bits.match(/0+|1+/g) ?? []).length - 1;
}
