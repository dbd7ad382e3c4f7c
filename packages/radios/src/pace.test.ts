import { UsageError, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { Pace, type ReplaySpeed } from './pace.ts';

const T0 = 1_700_000_000_000;
const DAY_MS = 86_400_000;
const never = new AbortController().signal;

describe('Pace', () => {
  it.each([
    [1, [0, 1000, 1500, 61_500]],
    [10, [0, 100, 150, 6150]],
    ['max', [0, 0, 0, 0]],
  ] as const)('waits at speed %s until times come round', async (speed, due) => {
    expect(await arrivals(speed, [0, 1000, 1500, 61_500])).toEqual(due);
  });

  it('makes good what took long by waiting less afterwards', async () => {
    const clock = new VirtualClock();
    const pace = new Pace(clock, 1);
    await clock.run(pace.wait(T0, never));
    await clock.advance(700);
    await clock.run(pace.wait(T0 + 1000, never));
    expect(clock.now()).toBe(1000);
    await clock.advance(3000);
    expect(pace.isDue(T0 + 2000)).toBe(true);
  });

  it('does not wait twice for what is somewhat out of order', async () => {
    expect(await arrivals(1, [0, 1000, 500, 1200])).toEqual([0, 1000, 1000, 1200]);
  });

  it('goes on from a jump back as if it had not been', async () => {
    const hourBack = -3_600_000;
    expect(await arrivals(1, [0, 1000, hourBack, hourBack + 500])).toEqual([0, 1000, 1000, 1500]);
  });

  it('waits longer than a timer can', async () => {
    expect(await arrivals(1, [0, 60 * DAY_MS])).toEqual([0, 60 * DAY_MS]);
  });

  it('stops waiting when the signal aborts', async () => {
    const clock = new VirtualClock();
    const pace = new Pace(clock, 1);
    const stop = new AbortController();
    await clock.run(pace.wait(T0, stop.signal));
    const waiting = pace.wait(T0 + 1000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses speed %s', (speed) => {
    expect(() => new Pace(new VirtualClock(), speed)).toThrow(UsageError);
  });
});

/** When, on the clock, the times of a recording come round; both count from its start. */
async function arrivals(speed: ReplaySpeed, times: readonly number[]): Promise<readonly number[]> {
  const clock = new VirtualClock();
  const pace = new Pace(clock, speed);
  const at: number[] = [];
  for (const time of times) {
    await clock.run(pace.wait(T0 + time, never));
    at.push(clock.now());
  }
  return at;
}
