import { describe, expect, it } from 'vitest';
import {
  asJsonLines,
  cleared,
  EMPTY_LOG,
  type Filter,
  isShown,
  MOST_PACKETS,
  NO_FILTER,
  NO_SENSOR,
  type Packet,
  paused,
  rowsInSight,
  withPackets,
} from './packet-log.ts';

const PACKET: Packet = {
  time: '2026-05-01T12:00:00.000+00:00',
  address: 'A4:C1:38:00:00:01',
  addressType: 'public',
  receiver: 'hci:0',
  rssiDbm: -70,
  hex: '020106051695fe3058',
  name: 'Kitchen <b>',
  id: 'A4C138000001',
  outcome: 'news',
};

const many = (count: number) => Array.from({ length: count }, () => PACKET);

describe('the packets', () => {
  it('are the newest, and so many of them', () => {
    const log = withPackets(withPackets(EMPTY_LOG, many(MOST_PACKETS)), many(5));
    expect(log.rows).toHaveLength(MOST_PACKETS);
    expect(log.rows.at(-1)?.number).toBe(MOST_PACKETS + 5);
    expect(log.rows[0]?.number).toBe(6);
  });

  it('wait while it is paused, and come all at once then', () => {
    let log = paused(withPackets(EMPTY_LOG, many(2)), true);
    log = withPackets(log, many(MOST_PACKETS + 3));
    expect([log.rows.length, log.held.length, log.heldCount]).toEqual([
      2,
      MOST_PACKETS,
      MOST_PACKETS + 3,
    ]);
    log = paused(log, false);
    expect([log.rows.length, log.held.length, log.heldCount]).toEqual([MOST_PACKETS, 0, 0]);
    expect(log.rows.at(-1)?.number).toBe(MOST_PACKETS + 5);
  });

  it('are cleared, and numbers go on', () => {
    const log = withPackets(cleared(withPackets(EMPTY_LOG, many(3))), many(1));
    expect(log.rows.map(({ number }) => number)).toEqual([4]);
  });

  it('are written a line each, without what is ours', () => {
    const text = asJsonLines(withPackets(EMPTY_LOG, many(2)).rows);
    expect(text.split('\n')).toHaveLength(3);
    expect(JSON.parse(text.split('\n')[0] ?? '')).toEqual(PACKET);
  });
});

describe('isShown', () => {
  it.each<[Partial<Filter>, boolean]>([
    [{}, true],
    [{ who: 'a4c138' }, true],
    [{ who: 'A4:c1' }, true],
    [{ who: 'kitchen <B' }, true],
    [{ who: 'attic' }, false],
    [{ receiver: 'sim' }, false],
    [{ rssiAtLeast: -70 }, true],
    [{ rssiAtLeast: -69 }, false],
    [{ outcome: 'news' }, true],
    [{ outcome: NO_SENSOR }, false],
    [{ hex: '95 FE 30' }, true],
    [{ hex: '95ff' }, false],
    [{ isKnownOnly: true }, true],
  ])('with %j is %s', (filter, shown) => {
    expect(isShown(PACKET, { ...NO_FILTER, ...filter })).toBe(shown);
  });

  it('knows strangers, and packets without a strength', () => {
    const { id: _i, outcome: _o, name: _n, ...bare } = PACKET;
    const stranger = { ...bare, rssiDbm: null };
    expect(isShown(stranger, { ...NO_FILTER, outcome: NO_SENSOR })).toBe(true);
    expect(isShown(stranger, { ...NO_FILTER, isKnownOnly: true })).toBe(false);
    expect(isShown(stranger, { ...NO_FILTER, rssiAtLeast: -100 })).toBe(false);
  });
});

describe('rowsInSight', () => {
  it.each([
    [
      { top: 0, height: 400, rowHeight: 40, count: 2_000 },
      { from: 0, to: 18 },
    ],
    [
      { top: 4_000, height: 400, rowHeight: 40, count: 2_000 },
      { from: 92, to: 118 },
    ],
    [
      { top: 1e9, height: 400, rowHeight: 40, count: 10 },
      { from: 10, to: 10 },
    ],
    [
      { top: -50, height: 400, rowHeight: 40, count: 0 },
      { from: 0, to: 0 },
    ],
  ])('of %j is %j', (place, rows) => expect(rowsInSight(place)).toEqual(rows));
});
