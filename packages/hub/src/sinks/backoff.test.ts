import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

const LIMITS = { firstMs: 1_000, longestMs: 30_000, refusedMs: 60_000 };
const ALMOST_ONE = 1 - Number.EPSILON;

describe('Backoff', () => {
  it('doubles up to the longest wait, and stays there for ever', () => {
    const backoff = new Backoff(LIMITS, () => ALMOST_ONE);
    const waits = Array.from({ length: 2_000 }, () => backoff.next(false));
    expect(waits.slice(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(waits.at(-1)).toBe(30_000);
  });

  it('lets chance halve the wait at most', () => {
    const backoff = new Backoff(LIMITS, () => 0);
    expect([backoff.next(false), backoff.next(false)]).toEqual([500, 1_000]);
  });

  it('waits long at once after a refusal', () => {
    const backoff = new Backoff(LIMITS, () => ALMOST_ONE);
    expect(backoff.next(true)).toBe(60_000);
  });

  it('begins anew after a reset', () => {
    const backoff = new Backoff(LIMITS, () => ALMOST_ONE);
    backoff.next(false);
    backoff.next(false);
    backoff.reset();
    expect(backoff.next(false)).toBe(1_000);
  });
});
