import { describe, expect, it } from 'vitest';
import { GapHistogram } from './gap-histogram.ts';

const MINUTE = 60_000;

describe('GapHistogram', () => {
  it('is not sure of anything until it watched for half an hour, and four gaps', () => {
    expect(noted(times(899, 2_000)).intervalMs).toBeUndefined();
    expect(noted(times(900, 2_000)).intervalMs).toBe(2_000);
    expect(noted(times(3, 60 * MINUTE)).intervalMs).toBeUndefined();
    expect(noted(times(4, 60 * MINUTE)).intervalMs).toBe(60 * MINUTE);
  });

  it('tells the silence between bursts, however many copies a burst has', () => {
    const bursts = times(20, 0).flatMap(() => [...times(15, 200), 10 * MINUTE]);
    expect(noted(bursts).intervalMs).toBe(10 * MINUTE);
  });

  it('is not led astray by one long gap in which nobody listened', () => {
    const night = [...times(40, 10 * MINUTE), 480 * MINUTE, ...times(40, 10 * MINUTE)];
    expect(noted(night).intervalMs).toBe(10 * MINUTE);
  });

  it('follows a device that speaks more seldom from now on, within days', () => {
    const gaps = noted(times(1_000, MINUTE));
    expect(gaps.intervalMs).toBe(MINUTE);
    for (let n = 0; n < 200; n++) gaps.note(10 * MINUTE);
    expect(gaps.intervalMs).toBeGreaterThan(9 * MINUTE);
  });

  it('takes a clock that was set back for no gap at all', () => {
    const gaps = noted(times(60, MINUTE));
    for (const gap of [-3_600_000, 0, Number.NaN]) gaps.note(gap);
    expect(gaps.intervalMs).toBe(MINUTE);
  });

  it('knows after a restart what it knew before, and goes on from there', () => {
    const before = noted([...times(60, MINUTE), ...times(5, 20 * MINUTE)]);
    const after = GapHistogram.restore(JSON.parse(JSON.stringify(before.save())));
    expect(after.intervalMs).toBe(before.intervalMs);
    expect(after.save()).toEqual(before.save());
  });

  it('stays small, whatever the gaps are', () => {
    const gaps = new GapHistogram();
    for (let n = 0; n < 20_000; n++) gaps.note(2 ** (n % 40));
    expect(gaps.save().length).toBeLessThanOrEqual(33);
  });
});

function noted(gaps: readonly number[]): GapHistogram {
  const histogram = new GapHistogram();
  for (const gap of gaps) histogram.note(gap);
  return histogram;
}

function times(count: number, gap: number): readonly number[] {
  return Array.from({ length: count }, () => gap);
}
