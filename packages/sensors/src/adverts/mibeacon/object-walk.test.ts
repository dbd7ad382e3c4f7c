import { choice, Reader, rest, struct, u8, u16 } from '@bluebell/ble/codec';
import { fromHex, toHex, UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { derived, type MiBeaconObject, measured } from './object.ts';
import { Collector, readObject, type WalkEnd, walkObjects } from './object-walk.ts';

const WHOLE: WalkEnd = { isTruncated: false, trailingBytes: 0 };
const TRUNCATED: WalkEnd = { isTruncated: true, trailingBytes: 0 };

/** Bytes, the objects in them, and how the walk over them ends. */
const WALKS: readonly [hex: string, objects: readonly string[], end: WalkEnd][] = [
  ['', [], WHOLE],
  ['0410 02 d700', ['1004 d700'], WHOLE],
  ['0410 02 d700 0a10 01 64', ['1004 d700', '100a 64'], WHOLE],
  ['4e0c 00 4e0d 00', ['0c4e ', '0d4e '], WHOLE],
  ['0410 02 d7', [], TRUNCATED],
  ['0410 02 d700 0a10 ff 64', ['1004 d700'], TRUNCATED],
  ['0410 02 d700 0a', ['1004 d700'], { isTruncated: false, trailingBytes: 1 }],
  ['0410 02 d700 0a10', ['1004 d700'], { isTruncated: false, trailingBytes: 2 }],
];

describe('walkObjects', () => {
  it.each(WALKS)('of "%s" finds %j', (hex, objects, end) => {
    const found: string[] = [];
    const ended = walkObjects(new Reader(fromHex(hex)), (id, value) => {
      found.push(`${id.toString(16).padStart(4, '0')} ${toHex(value.rest())}`);
    });
    expect(found).toEqual(objects);
    expect(ended).toEqual(end);
  });

  it('goes on behind a value that nobody read', () => {
    const ids: number[] = [];
    walkObjects(new Reader(fromHex('0410 02 d700 0610 02 cf01')), (id) => ids.push(id));
    expect(ids).toEqual([0x1004, 0x1006]);
  });
});

describe('readObject', () => {
  const count = measured(0x1000, 'count', struct({ count: u16 }));

  it('reads a value of the right length', () => {
    expect(read(count, '0201')).toEqual({ count: 0x0102 });
  });

  it.each(['', '02', '020100'])('says nothing of "%s", which has another length', (hex) => {
    expect(read(count, hex)).toBeUndefined();
  });

  it('ignores what follows where the row says so', () => {
    expect(read({ ...count, isOpenEnded: true }, '0201ff')).toEqual({ count: 0x0102 });
  });

  it('says nothing of a number that stands for nothing', () => {
    const row = derived(0x1000, 'state', choice(u8, { 1: 'full' }), (chargingState) => ({
      chargingState,
    }));
    expect(read(row, '01')).toEqual({ chargingState: 'full' });
    expect(read(row, '02')).toBeUndefined();
  });

  it('lets through what is a mistake of ours, not of the sender', () => {
    const row = derived(0x1000, 'mistaken', rest, () => {
      throw new UsageError('no such thing');
    });
    expect(() => read(row, '01')).toThrow(UsageError);
  });
});

describe('Collector', () => {
  it('has nothing to begin with', () => {
    expect(new Collector().found).toEqual({ values: {}, events: [] });
  });

  it('leaves the values that it is given as they are: rows may give the same every time', () => {
    const collector = new Collector();
    const first = { motion: true };
    const second = { battery: 80 };
    collector.values(first);
    collector.values(second);
    collector.values({ battery: 90 });
    expect(collector.found.values).toEqual({ motion: true, battery: 90 });
    expect([first, second]).toEqual([{ motion: true }, { battery: 80 }]);
  });

  it('keeps events in their order', () => {
    const collector = new Collector();
    collector.event({ source: 'button', type: 'press' });
    collector.event({ source: 'button', type: 'long_press' });
    expect(collector.found.events.map(({ type }) => type)).toEqual(['press', 'long_press']);
  });
});

function read(row: MiBeaconObject, hex: string) {
  const collector = new Collector();
  return readObject(row, new Reader(fromHex(hex)), collector) ? collector.found.values : undefined;
}
