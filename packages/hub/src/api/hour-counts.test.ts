import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { HourCounts } from './hour-counts.ts';
import { KITCHEN } from './served-hub.contract.ts';

const HOUR_MS = 3_600_000;
const ADDRESS = 0xa4c138000001;

describe('HourCounts', () => {
  it('counts by hour, and knows nothing of the time before it began', async () => {
    const clock = new VirtualClock(100 * HOUR_MS + 5);
    const counts = new HourCounts(clock);
    counts.heard(ADDRESS);
    counts.heard(ADDRESS);
    await clock.advance(HOUR_MS);
    counts.heard(ADDRESS);
    expect(counts.sightings(KITCHEN.id, 100 * HOUR_MS)).toBe(2);
    expect(counts.sightings(KITCHEN.id, 101 * HOUR_MS)).toBe(1);
    expect(counts.sightings(KITCHEN.id, 99 * HOUR_MS)).toBeUndefined();
    expect(counts.sightings('A4C138000009', 101 * HOUR_MS)).toBe(0);
    await clock.advance(30 * HOUR_MS);
    counts.heard(ADDRESS);
    expect(counts.sightings(KITCHEN.id, 101 * HOUR_MS)).toBe(0);
  });

  it('counts signs of motion, of what has any, until it is forgotten', () => {
    const counts = new HourCounts(new VirtualClock(100 * HOUR_MS));
    const device = { ...KITCHEN, values: { motion: true } };
    const update = { changed: ['motion'], events: [], timeMs: 100 * HOUR_MS + 1 };
    counts.update({ device, ...update });
    counts.update({ device: { ...device, values: { motion: false } }, ...update });
    expect(counts.motion(KITCHEN.id, 100 * HOUR_MS)).toBe(1);
    counts.forget(device);
    expect(counts.motion(KITCHEN.id, 100 * HOUR_MS)).toBeUndefined();
  });
});
