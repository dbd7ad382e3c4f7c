import { describe, expect, it } from 'vitest';
import { isPossible } from './connection-parameters.ts';

const GOOD = { intervalMin: 6, intervalMax: 12, latency: 0, timeout: 200 } as const;

describe('isPossible', () => {
  it.each([
    {},
    { intervalMax: 3200, timeout: 801 },
    { latency: 499, timeout: 3200 },
    { intervalMin: 12 },
    // 6 times 1.25 ms, twice, are 15 ms: less than the least timeout of 100 ms.
    { intervalMax: 6, timeout: 10 },
  ])('takes %j', (change) => {
    expect(isPossible({ ...GOOD, ...change })).toBe(true);
  });

  it.each([
    { intervalMin: 5 },
    { intervalMin: 13 },
    { intervalMax: 3201, timeout: 3200 },
    { latency: 500, timeout: 3200 },
    { timeout: 9 },
    { timeout: 3201 },
    // Two intervals of 4 s are 8 s: the timeout must be more than that.
    { intervalMax: 3200, timeout: 800 },
    { latency: 66, timeout: 200 },
    { latency: Number.NaN },
  ])('refuses %j (Vol 6, Part B, 4.5.2)', (change) => {
    expect(isPossible({ ...GOOD, ...change })).toBe(false);
  });
});
