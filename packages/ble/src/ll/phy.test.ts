import { describe, expect, it } from 'vitest';
import { airtimeUs, Coding, codingOf, octetsWithin, type Phy, phyOf } from './phy.ts';

/** Header and integrity check around the octets of a data PDU. */
const AROUND = 2 + 4;

describe('airtimeUs', () => {
  it.each([
    ['27 octets of data on 1M', Coding.le1M, AROUND + 27, 328],
    ['251 octets of data on 1M', Coding.le1M, AROUND + 251, 2120],
    ['251 octets of data on 2M', Coding.le2M, AROUND + 251, 1064],
    ['27 octets of data at S=8', Coding.leCodedS8, AROUND + 27, 2704],
    ['251 octets of data at S=8', Coding.leCodedS8, AROUND + 251, 17_040],
    ['251 octets of data at S=2', Coding.leCodedS2, AROUND + 251, 4542],
    ['an empty PDU on 1M', Coding.le1M, 2, 80],
    ['an empty PDU on 2M', Coding.le2M, 2, 44],
    ['a SCAN_REQ', Coding.le1M, 14, 176],
    ['a CONNECT_IND', Coding.le1M, 36, 352],
  ])('of %s is what the specification says (4.5.10)', (_, coding, octets, durationUs) => {
    expect(airtimeUs(coding, octets)).toBe(durationUs);
  });

  it('is never longer than that of the octets that fit it', () => {
    for (const coding of [1, 2, 3, 4] as const) {
      for (let octets = 2; octets <= 257; octets++) {
        expect(octetsWithin(coding, airtimeUs(coding, octets))).toBe(octets);
        expect(octetsWithin(coding, airtimeUs(coding, octets) - 1)).toBe(octets - 1);
      }
    }
  });
});

describe('phyOf', () => {
  it('takes both rates of LE Coded for one PHY', () => {
    expect([1, 2, 3, 4].map((coding) => phyOf(coding as Coding))).toEqual([1, 2, 3, 3]);
    expect([1, 2, 3].map((phy) => phyOf(codingOf(phy as Phy)))).toEqual([1, 2, 3]);
  });
});
