import { describe, expect, it } from 'vitest';
import { ALL_CHANNELS } from '../../ll/index.ts';
import { LinkTiming } from './link-timing.ts';

const PARAMETERS = { interval: 24, latency: 0, timeout: 100 };

describe('LinkTiming', () => {
  it('goes on by intervals of its own clock', () => {
    const timing = begin({ ppm: 20 });
    timing.advance(100);
    expect(timing.anchorUs).toBeCloseTo(10_000 + 3_000_060, 6);
    expect(timing.eventCounter).toBe(100);
  });

  it.each([false, true])('goes back the way it came (algorithm #2: %s)', (hasAlgorithm2) => {
    const timing = begin({ hasAlgorithm2 });
    const channels = Array.from({ length: 60 }, () => {
      const { channel } = timing;
      timing.advance(1);
      return channel;
    });
    timing.advance(-60);
    expect(timing.channel).toBe(channels[0]);
    timing.advance(41);
    expect(timing.channel).toBe(channels[41]);
  });

  it('widens its window the longer it has not heard the central (4.2.4)', () => {
    const timing = begin({});
    timing.synchronize(10_000);
    expect(timing.wideningUs).toBe(16);
    timing.advance(100);
    // 3 s at 500 + 20 ppm.
    expect(timing.wideningUs).toBe(16 + 1560);
  });

  it('counts to instants across the end of the counter, and knows those that are past (5.5)', () => {
    const timing = begin({});
    timing.advance(2 ** 16 - 3);
    expect(timing.instantAfter(6)).toBe(3);
    expect(timing.eventsUntil(3)).toBe(6);
    expect(timing.eventsUntil(2 ** 16 - 4)).toBe(-1);
    expect(timing.eventsUntil(timing.eventCounter)).toBe(0);
  });

  it('begins anew in a window when its parameters change (5.1.1)', () => {
    const timing = begin({});
    timing.change({ interval: 6, latency: 1, timeout: 300 }, 4, 2);
    expect(timing.anchorUs).toBeCloseTo(15_000, 6);
    expect(timing.windowUs).toBe(2_500);
    expect(timing.told).toEqual({
      connectionInterval: 6,
      peripheralLatency: 1,
      supervisionTimeout: 300,
    });
  });
});

function begin({ ppm = 0, hasAlgorithm2 = true }): LinkTiming {
  const rhythm = { accessAddress: 0x71764129, hasAlgorithm2, hop: 9, chM: ALL_CHANNELS, sca: 0 };
  const window = { startUs: 10_000, lengthUs: 0 };
  return new LinkTiming(PARAMETERS, rhythm, window, { ppm, sca: 7 });
}
