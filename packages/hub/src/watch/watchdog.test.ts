import { describe, expect, it } from 'vitest';
import {
  type HeardAgain,
  MAX_WATCHDOG_MS,
  MIN_WATCHDOG_MS,
  type OtherRadios,
  Watchdog,
  type WatchdogAdvice,
} from './watchdog.ts';

const TICK_MS = 5_000;
const HOUR_MS = 3_600_000;

describe('Watchdog', () => {
  it('takes the shortest time where the air is busy', () => {
    const { dog, hearEvery } = setUp();
    hearEvery(100, 60_000);
    expect(dog.watchdogMs('none')).toBe(MIN_WATCHDOG_MS);
  });

  it('learns how long pauses are, up to the longest time there is', () => {
    const slow = setUp();
    slow.hearEvery(40_000, HOUR_MS);
    expect(slow.dog.watchdogMs('none')).toBeGreaterThan(180_000);
    expect(slow.dog.watchdogMs('none')).toBeLessThanOrEqual(200_000);
    const slower = setUp();
    slower.hearEvery(290_000, HOUR_MS);
    expect(slower.dog.watchdogMs('none')).toBe(MAX_WATCHDOG_MS);
  });

  it('forgets what was usual in some hours', () => {
    const { dog, hearEvery } = setUp();
    hearEvery(60_000, HOUR_MS);
    hearEvery(1_000, 8 * HOUR_MS);
    expect(dog.watchdogMs('none')).toBe(MIN_WATCHDOG_MS);
  });

  it('goes by the time that it is given', () => {
    const { dog, hearEvery } = setUp(30_000);
    hearEvery(60_000, 60_000);
    expect(dog.watchdogMs('silent')).toBe(30_000);
  });

  it('tries one step after the other, reports, and goes on with the hardest, ever more seldom', () => {
    const { hearEvery, silence } = setUp();
    hearEvery(1_000, 60_000);
    const advice = silence(6 * HOUR_MS);
    expect(advice.slice(0, 6).map(([what]) => what)).toEqual([
      'restartScan',
      'reset',
      'reopen',
      'report',
      'reopen',
      'reopen',
    ]);
    const minutes = advice.map(([, atMs]) => Math.round(atMs / 60_000));
    expect(minutes).toEqual([1, 2, 3, 5, 15, 25, 45, 85, 145, 205, 265, 325]);
  });

  it('says which step helped, and does not take the silence for usual', () => {
    const { dog, hearEvery, silence, ends } = setUp();
    hearEvery(1_000, 60_000);
    silence(121_000);
    hearEvery(1_000, 10_000);
    expect(ends).toMatchObject([{ by: 'reset' }]);
    expect(dog.isDeaf).toBe(false);
    expect(dog.watchdogMs('none')).toBe(MIN_WATCHDOG_MS);
  });

  it('learns that it was the air, where no step helped at once', () => {
    const { dog, hearEvery, silence, ends } = setUp();
    hearEvery(1_000, 60_000);
    silence(100_000);
    hearEvery(1_000, 10_000);
    expect(ends).toMatchObject([{ by: undefined }]);
    expect(dog.watchdogMs('none')).toBeGreaterThan(400_000);
  });

  it('is not fooled by a lone sensor that speaks whenever something was just tried', () => {
    const { tried, hearEvery } = setUp();
    hearEvery(125_000, 24 * HOUR_MS);
    expect(tried.filter((what) => what === 'reset').length).toBeLessThan(5);
  });

  it('waits twice as long while all are silent, and not for long where others hear', () => {
    const { dog } = setUp();
    expect(dog.watchdogMs('hear')).toBe(MIN_WATCHDOG_MS);
    expect(dog.watchdogMs('none')).toBe(MAX_WATCHDOG_MS);
    dog.hear(10);
    expect(dog.watchdogMs('silent')).toBe(2 * MIN_WATCHDOG_MS);
  });
});

/** A watchdog, and somebody who asks it every few seconds. */
function setUp(fixedMs?: number) {
  let nowMs = 0;
  const dog = new Watchdog(fixedMs, nowMs);
  const ends: HeardAgain[] = [];
  const tried: WatchdogAdvice[] = [];
  dog.onHeardAgain = (end) => ends.push(end);
  const hearEvery = (everyMs: number, lengthMs: number) => {
    for (const endMs = nowMs + lengthMs; nowMs < endMs; ) {
      for (const nextMs = nowMs + everyMs; nowMs < nextMs; ) {
        nowMs = Math.min(nextMs, nowMs + TICK_MS);
        const now = dog.check(nowMs, 'none');
        if (now) tried.push(now);
      }
      dog.hear(nowMs);
    }
  };
  const silence = (lengthMs: number, others: OtherRadios = 'none') => {
    const startMs = nowMs;
    const advice: (readonly [WatchdogAdvice, atMs: number])[] = [];
    for (const endMs = nowMs + lengthMs; nowMs < endMs; nowMs += TICK_MS) {
      const now = dog.check(nowMs, others);
      if (now) advice.push([now, nowMs - startMs]);
    }
    return advice;
  };
  return { dog, ends, tried, hearEvery, silence };
}
