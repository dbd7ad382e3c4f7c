import { describe, expect, it } from 'vitest';
import { RecentCounters } from './recent-counters.ts';

describe('RecentCounters', () => {
  it('has a counter for as long as is asked, in both directions of time', () => {
    const recent = new RecentCounters();
    recent.note(7, 50_000);
    expect(recent.has(7, 60_000, 10_000)).toBe(true);
    expect(recent.has(7, 60_001, 10_000)).toBe(false);
    // A clock that was set back.
    expect(recent.has(7, 40_000, 10_000)).toBe(true);
    expect(recent.has(7, 39_999, 10_000)).toBe(false);
    expect(recent.has(8, 50_000, 10_000)).toBe(false);
  });

  it('counts from when a counter was noted last', () => {
    const recent = new RecentCounters();
    recent.note(7, 0);
    recent.note(7, 9_000);
    expect(recent.has(7, 18_000, 10_000)).toBe(true);
  });

  it('keeps the last 32, however many come', () => {
    const recent = new RecentCounters();
    for (let counter = 0; counter < 100_000; counter++) recent.note(counter, 0);
    const kept = Array.from({ length: 100_000 }, (_, counter) => counter).filter((counter) =>
      recent.has(counter, 0, 1),
    );
    expect(kept).toEqual(Array.from({ length: 32 }, (_, i) => 99_968 + i));
  });

  it('keeps a counter that is noted again and again', () => {
    const recent = new RecentCounters();
    for (let counter = 0; counter < 1000; counter++) {
      recent.note(-1, 0);
      recent.note(counter, 0);
    }
    expect(recent.has(-1, 0, 1)).toBe(true);
  });
});
