import { encode, Reader } from '@bluebell/ble/codec';
import { fromHex, hex16, toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import type { MiBeaconObject } from '../object.ts';
import { Collector, readObject } from '../object-walk.ts';
import { MI_BEACON_OBJECTS, MI_BEACON_ROWS } from './index.ts';
import { brightness, motionWithBrightness } from './motion.ts';
import { EMPTY_THEN_OCCUPIED } from './occupancy.ts';

/** Object id, its value, and the values that it gives. */
const VALUES: readonly [id: number, hex: string, values: object][] = [
  [0x0003, '01', { motion: true }],
  [0x0003, '00', { motion: true }],
  [0x0008, '00', { armedRaw: 0 }],
  [0x0008, '01e73e1c63', { armedRaw: 1 }],
  [0x000a, '750d', { temperature: 34.45 }],
  [0x000f, '640000', { motion: true, illuminance: 100 }],
  [0x0010, '00', { toothbrush: true }],
  [0x0010, '0059', { toothbrush: true, toothbrushCounter: 89 }],
  [0x0010, '0159', { toothbrush: false, score: 89 }],
  [0x1002, '00', { asleep: false }],
  [0x1004, '85ff', { temperature: -12.3 }],
  [0x1005, '0155', { powerOn: true, temperature: 85 }],
  [0x1005, '0014', { powerOn: false, temperature: 20 }],
  [0x1006, 'e803', { humidity: 100 }],
  [0x1007, '701101', { illuminance: 70_000 }],
  [0x1008, '1e', { moisture: 30 }],
  [0x1009, '8713', { conductivity: 4999 }],
  [0x100a, '64', { battery: 100 }],
  [0x100a, '6400', { battery: 100 }],
  [0x100d, '9bffe703', { temperature: -10.1, humidity: 99.9 }],
  [0x100e, '08', { childLock: true }],
  [0x100f, '00', { door: true }],
  [0x100f, '01', { door: false }],
  [0x100f, 'ff', {}],
  [0x1010, '7d00', { formaldehyde: 1.25 }],
  [0x1012, '01', { powerOn: true }],
  [0x1013, '6000', { consumable: 96 }],
  [0x1014, '01', { waterLeak: true }],
  [0x1015, '00', { smoke: false, problem: false }],
  [0x1015, '01', { smoke: true, problem: false }],
  [0x1015, '02', { problem: true }],
  [0x1016, '01', { gasDetected: true }],
  [0x1017, '00000000', { noMotionTime: 0, motion: true }],
  [0x1017, '1e000000', { noMotionTime: 30 }],
  [0x1017, '1f000000', { noMotionTime: 31, motion: false }],
  [0x1018, '00', { light: false }],
  [0x1019, '00', { opening: true }],
  [0x1019, '01', { opening: false, doorLeftOpen: false }],
  [0x1019, '02', { opening: true, doorLeftOpen: true }],
  [0x101b, '78', { noMotionTime: 120, motion: false }],
  [0x101b, '2c010000', { noMotionTime: 300, motion: false }],
  [
    0x2000,
    'c60d630d51',
    { skinTemperature: 35.26, pcbTemperature: 34.27, battery: 81, temperature: 36.872 },
  ],
  [0x20e1, '00010000', { count: 256 }],
  [0x3003, '00e73e1c63', { toothbrush: true }],
  [0x3003, '01e73e1c6355', { toothbrush: false, score: 85 }],
  [0x4801, '6666be41', { temperature: 23.8 }],
  [0x4802, '27', { humidity: 39 }],
  [0x4803, '64', { battery: 100 }],
  [0x4804, '01', { opening: true }],
  [0x4805, '0000de42', { illuminance: 111 }],
  [0x4806, '01', { waterLeak: true }],
  [0x4808, '00003842', { humidity: 46 }],
  [0x480c, '00', { opening: true }],
  [0x480c, '01', { opening: false }],
  [0x4810, '01', { asleep: true }],
  [0x4811, '01', { snoring: true }],
  [0x4818, '3c00', { noMotionTime: 60, motion: false }],
  [0x483c, '00', { occupancy: false }],
  [0x483d, '781e0000', { pressurePresentDuration: 7800 }],
  [0x483e, '78000000', { pressureNotPresentDuration: 120 }],
  [0x484e, '01', { occupancy: true }],
  [0x484f, '0a', { occupancyDurationMinutes: 10 }],
  [0x4850, '0a00', { vacancyDurationMinutes: 10 }],
  [0x4851, '0200', { occupancyDurationMinutes: 2 }],
  [0x4852, '01000000', { vacancyDurationMinutes: 1 }],
  [0x487b, '01', { topSplash: true }],
  [0x4a01, '01', { batteryLow: true }],
  [0x4a08, '00004842', { motion: true, illuminance: 50 }],
  [0x4a0f, '01', { opening: true, forciblyRemoved: true }],
  [0x4a12, '02', { opening: false, doorLeftOpen: false, forciblyRemoved: false }],
  [0x4a1a, '01', { opening: true, doorLeftOpen: true }],
  [0x4a68, '00', { bottomSubmersion: true }],
  [0x4a68, '01', { bottomSubmersion: false }],
  [0x4a68, '02', { topSplash: true }],
  [0x4a68, '03', { topSplash: false }],
  [0x4c01, '9a999541', { temperature: 18.7 }],
  [0x4c02, '3a', { humidity: 58 }],
  [0x4c03, '64', { battery: 100 }],
  [0x4c08, '00003842', { humidity: 46 }],
  [0x4e01, '00', { batteryLow: false }],
  [0x4e16, '01511800008a1b1169', { profileId: 1, mass: 62.25 }],
  [0x4e16, '01000000008a1b1169', { profileId: 1 }],
  [0x5003, '5c', { battery: 92 }],
  [0x5010, '00', { asleep: false }],
  [0x5011, '00', { snoring: false }],
  [0x5403, '4c', { battery: 76 }],
  [0x5413, '01', { occupancyCloseRange: true }],
  [0x5422, '00', { chargingState: 'charging' }],
  [0x5422, '01', { chargingState: 'not_charging' }],
  [0x5422, '02', { chargingState: 'full' }],
  [0x5601, '01', { batteryLow: true }],
  [0x5810, '01', { asleep: false }],
  [0x6012, '2e', { humidity: 46 }],
  [0x605d, '19', { temperature: 25 }],
  [0x6461, '01', { wearing: false }],
  [0x6e16, '0100000000d50f186a', { profileId: 1 }],
  [0x6e16, '01ebfa0300d50f186a', { profileId: 1, mass: 74.7 }],
  [0x6e16, '01eba2204e00f15365', { profileId: 1, mass: 74.7, heartRate: 70, impedanceLow: 500 }],
  [0x6e16, '010000204e00f15365', { profileId: 1, impedanceHigh: 500 }],
];

/** Object id, its value, and the events that it gives; values may come along. */
const EVENTS: readonly [id: number, hex: string, events: readonly object[], values?: object][] = [
  [0x0002, '0110', [{ source: 'pairing', type: 'request', objectId: '0x1001' }]],
  [0x0006, 'ffffffff00', [{ source: 'fingerprint', type: 'match_successful', keyId: 0xffffffff }]],
  [0x0006, '0000000003', [{ source: 'fingerprint', type: 'low_quality', keyId: 0 }]],
  [
    0x0007,
    '01e73e1c63',
    [{ source: 'door', type: 'closed', timestamp: 1662795495 }],
    { door: false, doorLeftOpen: false },
  ],
  [0x0007, '00', [{ source: 'door', type: 'open' }], { door: true }],
  [0x0007, '02', [{ source: 'door', type: 'left_open' }], { door: true, doorLeftOpen: true }],
  [0x0007, '03', [{ source: 'door', type: 'knock' }]],
  [
    0x000b,
    'b400000000f76c7c65',
    [
      {
        source: 'lock',
        type: 'unlock_inside',
        method: 'automatic',
        keyId: 0,
        timestamp: 1702653175,
      },
    ],
    { locked: false },
  ],
  [
    0x000b,
    '0600000000f76c7c65',
    [
      {
        source: 'lock',
        type: 'child_lock_on',
        method: 'bluetooth',
        keyId: 0,
        timestamp: 1702653175,
      },
    ],
    { childLock: true },
  ],
  [0x1001, '000000', [{ source: 'button', type: 'press' }]],
  [0x1001, '000001', [{ source: 'button', type: 'double_press' }]],
  [0x1001, '000002', [{ source: 'button', type: 'long_press' }]],
  [0x1019, '03', [{ source: 'device', type: 'reset' }]],
  [0x4a0c, '', [{ source: 'button', type: 'press' }]],
  [0x4a0d, '01', [{ source: 'button', type: 'double_press' }]],
  [0x4a13, '01', [{ source: 'button', type: 'press' }]],
  [0x4a1c, '', [{ source: 'device', type: 'reset' }]],
  [0x4e0e, '', [{ source: 'button', type: 'long_press' }]],
  [0x4e1c, '01', [{ source: 'device', type: 'reset' }]],
  [0x560c, '', [{ source: 'button', type: 'press' }]],
];

const SAMPLES = [...VALUES, ...EVENTS].map(named);

describe('the general table', () => {
  it('holds every id once', () => {
    expect(MI_BEACON_OBJECTS.size).toBe(MI_BEACON_ROWS.length);
  });

  it('asks for as many bytes as fit an advert', () => {
    for (const { id, value } of MI_BEACON_ROWS) {
      expect(value.size ?? 1, hex16(id)).toBeGreaterThan(0);
      expect(value.size ?? 1, hex16(id)).toBeLessThan(16);
    }
  });

  it('has a sample here of every meaning', () => {
    const sampled = new Set([...VALUES, ...EVENTS].map(([id]) => id));
    const alike = new Set([0x4a0e, 0x4e0c, 0x4e0d, 0x560d, 0x560e]);
    for (const { id } of MI_BEACON_ROWS) {
      expect(sampled.has(id) || alike.has(id), hex16(id)).toBe(true);
    }
  });
});

describe('an object', () => {
  it.each(VALUES.map(named))('%s with value %s gives its values', (_, hex, { id, expected }) => {
    expect(read(rowOf(id), hex)).toEqual({ values: expected, events: [] });
  });

  it.each(EVENTS.map(named))('%s with value "%s" gives its events', (_, hex, sample) => {
    const { id, expected, besides } = sample;
    expect(read(rowOf(id), hex)).toEqual({ values: besides ?? {}, events: expected });
  });

  it.each(SAMPLES)(
    '%s is written as "%s" was read, but for what may be left out',
    (_, hex, { id }) => {
      const row = rowOf(id);
      const raw: unknown = row.value.read(new Reader(fromHex(hex)));
      const written = toHex(encode(row.value, raw));
      expect(hex.startsWith(written)).toBe(true);
      expect(read(row, written)).toEqual(read(row, hex));
      if (row.value.size !== undefined && !row.isOpenEnded) expect(written).toBe(hex);
    },
  );

  it.each(SAMPLES)('%s gives nothing when "%s" is cut short of its size', (_, hex, { id }) => {
    const row = rowOf(id);
    for (let length = 0; length < (row.value.size ?? 0); length++) {
      expect(read(row, hex.slice(0, 2 * length))).toBeUndefined();
    }
  });

  it('0x484e takes anything but 0 for somebody', () => {
    expect(read(rowOf(0x484e), '1f')?.values).toEqual({ occupancy: true });
  });

  it.each([0x1002, 0x1004, 0x100d, 0x4803, 0x0006, 0x000b])(
    '%j gives nothing when it is longer than its value',
    (id) => {
      expect(read(rowOf(id), '00'.repeat((rowOf(id).value.size ?? 0) + 1))).toBeUndefined();
    },
  );
});

describe('a number that stands for nothing', () => {
  it.each([
    [0x0006, '0000000007'],
    [0x0007, '06'],
    [0x1001, '000003'],
    [0x1005, '0455'],
    [0x1015, '03'],
    [0x1019, '04'],
    [0x4804, '00'],
    [0x4a13, '00'],
    [0x4c01, '0000c07f'],
    [0x5422, '03'],
  ])('makes object %j with value %s one that says nothing', (id, hex) => {
    expect(read(rowOf(id), hex)).toBeUndefined();
  });

  it('leaves a lock as it was when it stands for what was done', () => {
    expect(read(rowOf(0x000b), '0900000000f76c7c65')).toEqual({ values: {}, events: [] });
  });

  it('leaves out by what means a lock was worked', () => {
    expect(read(rowOf(0x000b), 'c100000000f76c7c65')?.events).toEqual([
      { source: 'lock', type: 'locked', keyId: 0, timestamp: 1702653175 },
    ]);
  });
});

describe('rows that several products share', () => {
  it.each([
    ['000000', false],
    ['010000', false],
    ['640000', true],
    ['000100', true],
  ])('read %s in place of lux as bright: %j', (hex, light) => {
    expect(read(brightness, hex)?.values).toEqual({ light });
    expect(read(motionWithBrightness, hex)?.values).toEqual({ motion: true, light });
  });

  it('turn the standard durations round', () => {
    expect(EMPTY_THEN_OCCUPIED.map((row) => read(row, '05')?.values)).toEqual([
      { vacancyDurationMinutes: 5 },
      { occupancyDurationMinutes: 5 },
    ]);
  });
});

/** A sample with its id as people write it, for the names of tests. */
function named([id, hex, expected, besides]: readonly [number, string, unknown, object?]) {
  return [hex16(id), hex, { id, expected, besides }] as const;
}

function rowOf(id: number): MiBeaconObject {
  const row = MI_BEACON_OBJECTS.get(id);
  if (!row) throw new Error(`no row for ${hex16(id)}`);
  return row;
}

/** What a value says; `undefined` when it does not fit its object. */
function read(row: MiBeaconObject, hex: string) {
  const collector = new Collector();
  return readObject(row, new Reader(fromHex(hex)), collector) ? collector.found : undefined;
}
