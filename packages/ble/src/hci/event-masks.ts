// Which events a host asks for, by the version of the controller. Core Spec v5.4, Vol 4, Part E, 7.3.1, 7.3.69, 7.8.1.

import { LE_META_EVENT } from './advertising-reports.ts';
import * as link from './events/link.ts';
import { HciVersion } from './features.ts';

/** Bits of the first mask are event codes less 1. */
const FIRST_PAGE: ReadonlySet<number> = new Set(
  [
    link.disconnectionComplete.opcode,
    link.encryptionChange.opcode,
    link.readRemoteVersionInformationComplete.opcode,
    link.hardwareError.opcode,
    link.dataBufferOverflow.opcode,
    link.encryptionKeyRefreshComplete.opcode,
    LE_META_EVENT,
  ].map((code) => code - 1),
);

/** Bits of the second mask, and the version that brought them. */
const SECOND_PAGE: readonly (readonly [since: number, bits: readonly number[]])[] = [
  // Authenticated Payload Timeout Expired.
  [HciVersion.v4_1, [23]],
  // Encryption Change, version 2.
  [HciVersion.v5_4, [25]],
];

/**
 * Bits of the LE mask, which are subevent codes less 1, and the version that brought them. Without those
 * of the curve, 7 and 8: a host that wants them sets the mask again.
 */
const LE: readonly (readonly [since: number, bits: readonly number[]])[] = [
  [HciVersion.v4_0, [0, 1, 2, 3, 4]],
  [HciVersion.v4_1, [5]],
  // Data length, links with private addresses, directed adverts.
  [HciVersion.v4_2, [6, 9, 10]],
  // PHY, extended and periodic adverts, sets, scan requests, channel selection.
  [HciVersion.v5_0, [11, 12, 13, 14, 15, 16, 17, 18, 19]],
];

/** For Set Event Mask: alike in all versions. */
export function eventMask(): ReadonlySet<number> {
  return FIRST_PAGE;
}

/** For Set Event Mask Page 2. */
export function eventMaskPage2(hciVersion: number): ReadonlySet<number> {
  return bitsOf(SECOND_PAGE, hciVersion);
}

/** For LE Set Event Mask. */
export function leEventMask(hciVersion: number): ReadonlySet<number> {
  return bitsOf(LE, hciVersion);
}

function bitsOf(
  table: readonly (readonly [since: number, bits: readonly number[]])[],
  hciVersion: number,
): ReadonlySet<number> {
  return new Set(table.flatMap(([since, bits]) => (hciVersion >= since ? bits : [])));
}
