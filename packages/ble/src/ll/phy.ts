// The PHYs, and how long packets take on them. Core Spec v5.4, Vol 6, Part B, 2.1, 2.2 and 4.1.

import type { ValueOf } from '../core/index.ts';

/** PHYs by number, as HCI and the AuxPtr less one have it. */
export const Phy = { le1M: 1, le2M: 2, leCoded: 3 } as const;
export type Phy = ValueOf<typeof Phy>;

/** How a packet is sent: LE Coded knows two rates, of which the receiver is told by the packet itself. */
export const Coding = { le1M: 1, le2M: 2, leCodedS8: 3, leCodedS2: 4 } as const;
export type Coding = ValueOf<typeof Coding>;

/** The time between the end of a packet and the start of its answer, in microseconds. 4.1.1 */
export const T_IFS_US = 150;

/** The least time between an AUX_ADV_IND's packets and those that announce them. 4.1.2 */
export const T_MAFS_US = 300;

/** Microseconds that a packet takes beside its PDU, and that each octet of the PDU takes. */
const DURATIONS: Readonly<Record<Coding, { readonly fixed: number; readonly octet: number }>> = {
  // Preamble of 1 octet, access address of 4, CRC of 3. 2.1
  1: { fixed: 8 * 8, octet: 8 },
  // Preamble of 2 octets, at twice the rate. 2.1
  2: { fixed: 9 * 4, octet: 4 },
  // Preamble, access address, coding indicator and first terminator at S=8; then CRC and second one. 2.2
  3: { fixed: 80 + 256 + 16 + 24 + 8 * (24 + 3), octet: 64 },
  4: { fixed: 80 + 256 + 16 + 24 + 2 * (24 + 3), octet: 16 },
};

/**
 * How long a packet is on the air, from its first bit to its last.
 *
 * @param pduOctets octets of its PDU: header, payload and, where there is one, integrity check.
 * @returns microseconds.
 */
export function airtimeUs(coding: Coding, pduOctets: number): number {
  const { fixed, octet } = DURATIONS[coding];
  return fixed + octet * pduOctets;
}

/** How many octets of PDU fit into so many microseconds. */
export function octetsWithin(coding: Coding, durationUs: number): number {
  const { fixed, octet } = DURATIONS[coding];
  return Math.floor((durationUs - fixed) / octet);
}

/** The PHY of a coding. */
export function phyOf(coding: Coding): Phy {
  return coding === Coding.leCodedS2 ? Phy.leCoded : coding;
}

/** What a packet on this PHY is sent with, where nobody asked for more speed on LE Coded. */
export function codingOf(phy: Phy): Coding {
  return phy;
}
