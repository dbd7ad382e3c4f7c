import { parseAddress } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { KITCHEN, thermometer } from '../air.contract.ts';
import { RepeatFilter } from './repeat-filter.ts';

const OWNER = [parseAddress(KITCHEN)];

describe('RepeatFilter', () => {
  it('knows the same bytes for 3 s, and not longer', () => {
    const filter = remembering(at(0));
    expect(filter.ownersOfRepeat(at(2_999))).toEqual(OWNER);
    expect(remembering(at(0)).ownersOfRepeat(at(3_000))).toBeUndefined();
  });

  it('begins the 3 s anew with every repeat', () => {
    const filter = remembering(at(0));
    for (const ms of [2_000, 4_000, 6_000]) expect(filter.ownersOfRepeat(at(ms))).toEqual(OWNER);
    expect(filter.ownersOfRepeat(at(9_001))).toBeUndefined();
  });

  it('does not take other bytes, or another sender, for a repeat', () => {
    const filter = remembering(at(0));
    expect(filter.ownersOfRepeat(thermometer({ celsius: 22 }))).toBeUndefined();
    const other = thermometer({ from: 'A4:C1:38:00:00:02', celsius: 20 });
    expect(filter.ownersOfRepeat(other)).toBeUndefined();
  });

  it('knows each of four frames that a sender takes turns with, and forgets the fifth', () => {
    const turns = [1, 2, 3, 4, 5].map((packet) => thermometer({ packet }));
    const filter = remembering(...turns);
    expect(turns.map((turn) => filter.ownersOfRepeat(turn) !== undefined)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  it('knows a repeat that another radio tells of, whose clock goes after', () => {
    const filter = remembering(at(10_000));
    expect(filter.ownersOfRepeat(at(8_000))).toEqual(OWNER);
    expect(filter.ownersOfRepeat(at(12_500))).toEqual(OWNER);
  });

  it('says whose values they were, when a sender spoke for others', () => {
    const owners = [parseAddress('A4:C1:38:00:00:07'), parseAddress('A4:C1:38:00:00:08')];
    const filter = new RepeatFilter();
    filter.remember(at(0), owners);
    expect(filter.ownersOfRepeat(at(100))).toEqual(owners);
  });

  it('remembers so many senders, and forgets the one that was silent longest', () => {
    const filter = new RepeatFilter(2);
    const [one, two, three] = [of(1), of(2), of(3)];
    remember(filter, one, two);
    filter.ownersOfRepeat(one);
    remember(filter, three);
    expect(filter.size).toBe(2);
    expect(filter.ownersOfRepeat(one)).toBeDefined();
    expect(filter.ownersOfRepeat(two)).toBeUndefined();
    expect(filter.ownersOfRepeat(three)).toBeDefined();
  });

  it('does not let senders who speak for others crowd out those who speak for themselves', () => {
    const filter = new RepeatFilter(2);
    remember(filter, of(1));
    for (let n = 2; n < 100; n++) filter.remember(of(n), [parseAddress(addressOf(1))]);
    expect(filter.size).toBe(3);
    expect(filter.ownersOfRepeat(of(1))).toEqual([parseAddress(addressOf(1))]);
  });

  it('forgets a device that is gone', () => {
    const filter = remembering(at(0));
    filter.forget(parseAddress(KITCHEN));
    expect(filter.size).toBe(0);
    expect(filter.ownersOfRepeat(at(1))).toBeUndefined();
  });
});

function at(atMs: number): Advert {
  return thermometer({ celsius: 20, atMs });
}

function addressOf(n: number): string {
  return `A4:C1:38:00:01:${n.toString(16).padStart(2, '0')}`;
}

function of(n: number): Advert {
  return thermometer({ from: addressOf(n), celsius: 20 });
}

function remembering(...adverts: readonly Advert[]): RepeatFilter {
  const filter = new RepeatFilter();
  remember(filter, ...adverts);
  return filter;
}

function remember(filter: RepeatFilter, ...adverts: readonly Advert[]): void {
  for (const advert of adverts) filter.remember(advert, [advert.addressValue]);
}
