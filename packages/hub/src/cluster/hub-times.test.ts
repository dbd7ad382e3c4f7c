import { describe, expect, it } from 'vitest';
import { HubTimes } from './hub-times.ts';

const HUB = '00000000000a';

describe('HubTimes', () => {
  it('knows when something was, however long the word of it was on its way', () => {
    const times = new HubTimes(4);
    times.note(HUB, 'a', 1_000, 301_020);
    times.note(HUB, 'a', 6_000, 306_005);
    // Heard at 10,000 there, sent at 10,001, and here a minute late.
    times.note(HUB, 'a', 10_001, 370_000);
    expect(times.toOurs(HUB, 10_000, 10_001, 370_000)).toBe(310_005);
  });

  it('takes what comes of a hub that it does not know for sent just now', () => {
    expect(new HubTimes(4).toOurs(HUB, 900, 1_000, 50_000)).toBe(49_900);
  });

  it('begins anew when the hub has', () => {
    const times = new HubTimes(4);
    times.note(HUB, 'a', 1_000, 2_000);
    times.note(HUB, 'b', 500, 9_500);
    expect(times.toOurs(HUB, 600, 600, 9_600)).toBe(9_600);
  });

  it('follows a clock that drifts, within two minutes', () => {
    const times = new HubTimes(4);
    for (let atMs = 0; atMs <= 600_000; atMs += 5_000) {
      times.note(HUB, 'a', atMs * 0.999, atMs + 3);
    }
    const ours = times.toOurs(HUB, 600_000 * 0.999, 600_000 * 0.999, 600_003);
    expect(Math.abs(600_000 - ours)).toBeLessThan(150);
  });

  it('never tells of the future, and keeps no more hubs than it may', () => {
    const times = new HubTimes(2);
    for (const hub of ['a', 'b', 'c']) times.note(hub, 'x', 0, 1_000_000);
    expect(times.toOurs('a', 900_000, 0, 1_000_000)).toBe(1_000_000);
    expect(times.toOurs('c', 0, 0, 5)).toBe(5);
  });
});
