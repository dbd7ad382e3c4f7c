import { fromHex, toHex } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BindKey } from './bind-key.ts';
import { decodeAdvert } from './decode.ts';
import { readsOf } from './vectors/counted-bytes.contract.ts';

/** An extended advert holds so much. Core Spec v5.4, Vol 6, Part B, 2.3.4.9. */
const LARGEST = 1650;

/** What the length octet of an AD structure can say. */
const MAX_STRUCTURE = 255;

/** Reading, decrypting, and taking apart for people: each byte a few times, however many there are. */
const READS_PER_BYTE = 12;

/** Service data of BTHome 1: a text of no letters. */
const EMPTY_TEXT = [...fromHex('05 16 1c18 21 53')];

/** Adverts that are as much work as can be: many structures, or many objects in each. */
const WORST: readonly [what: string, fill: (size: number) => Uint8Array][] = [
  ['zeros', (size) => new Uint8Array(size)],
  ['empty structures', tiled('01 16')],
  ['service data without a frame', tiled('03 16 95fe')],
  ['the shortest frames', tiled('08 16 95fe 4030 e416 2c')],
  [
    'the shortest frames, their MAC in company data behind them',
    (size) =>
      Uint8Array.of(
        ...tiled('08 16 95fe 4030 e416 2c')(size - 15),
        ...fromHex('0eff 8f03 1058 e416 2c 04a6d038c1a4'),
      ),
  ],
  ['encrypted frames', tiled('11 16 95fe 4858 e416 2c 0000 000000 00000000')],
  ['one long encrypted frame after another', tiled(structure('95fe 4858 e416 2c', 'aa'))],
  ['empty MiBeacon objects', tiled(structure('95fe 4030 ffff 07', '000000'))],
  ['MiBeacon buttons', tiled(structure('95fe 4030 ffff 07', '0c4e00'))],
  ['MiBeacon values', tiled(structure('95fe 4030 ffff 07', '0a10 01 64'))],
  ['BTHome numbers', tiled(structure('d2fc 40', '09 07'))],
  ['BTHome buttons', tiled(structure('d2fc 40', '3a 01'))],
  ['empty BTHome texts', tiled(structure('d2fc 40', '54 00'))],
  ['BTHome texts', tiled(structure('d2fc 40', '53 01 61'))],
  ['the longest BTHome texts', tiled(structure(`d2fc 40 53 f8 ${'61'.repeat(248)}`, '01 64'))],
  ['encrypted BTHome', tiled(structure('d2fc 41', 'aa'))],
  ['empty objects of BTHome 1', tiled(structure('1c18', '00'))],
  ['numbers of BTHome 1', tiled(structure('1c18', '02 09 07'))],
  ['empty Qingping objects', tiled(structure('cdfd 0807 000000000000', '01 00'))],
  ['Qingping batteries', tiled(structure('cdfd 0807 000000000000', '02 01 38'))],
];

describe('the largest advert', () => {
  it.each(WORST)('is decoded in linear time: %s', (_, fill) => {
    const half = readsToTheEnd(fill(LARGEST / 2));
    const whole = readsToTheEnd(fill(LARGEST));
    expect(whole).toBeLessThan(2.2 * half + 100);
    expect(whole).toBeLessThan(READS_PER_BYTE * LARGEST);
  });

  it('is decoded in linear time, whatever its bytes are', () => {
    const uuids = ['95fe', '1a18', 'd2fc', '1c18', '1e18', 'cdfd', '1d18', '1b18', '50fd'];
    const piece = fc
      .tuple(fc.constantFrom(...uuids.map(fromHex)), fc.uint8Array({ maxLength: 252 }))
      .map(([uuid, bytes]) => [bytes.length + 3, 0x16, ...uuid, ...bytes]);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const data = Uint8Array.from(pieces.flat()).subarray(0, LARGEST);
        expect(readsToTheEnd(data)).toBeLessThanOrEqual(READS_PER_BYTE * data.length + 100);
      }),
      { numRuns: 150, examples: [[[EMPTY_TEXT]]] },
    );
  });
});

/** How often bytes of an advert are read until all of it was decoded and taken apart. */
function readsToTheEnd(data: Uint8Array): number {
  const key = new BindKey(new Uint8Array(16));
  return readsOf(data, (counted) => {
    const advert = new Advert({
      address: 0xa4c138000001,
      addressType: 'public',
      data: counted,
      timeMs: 0,
    });
    const measurements = decodeAdvert(advert, { get: () => key });
    expect(measurements.length).toBeLessThanOrEqual(data.length / 4);
    for (const measurement of measurements) measurement.details();
  });
}

/** A structure of service data as long as can be: a head, and something over and over. */
function structure(head: string, unit: string): string {
  const start = fromHex(head);
  const repeated = fromHex(unit);
  const times = Math.floor((MAX_STRUCTURE - 1 - start.length) / repeated.length);
  const length = 1 + start.length + times * repeated.length;
  const bytes = Uint8Array.of(length, 0x16, ...start, ...repeatedTimes(repeated, times));
  return toHex(bytes);
}

/** Fills an advert with one structure, over and over; the last is left out if it does not fit. */
function tiled(hex: string): (size: number) => Uint8Array {
  const unit = fromHex(hex);
  return (size) => Uint8Array.from(repeatedTimes(unit, Math.floor(size / unit.length)));
}

function repeatedTimes(unit: Uint8Array, times: number): readonly number[] {
  return Array.from({ length: times }, () => [...unit]).flat();
}
