import { describe, expect, it } from 'vitest';
import { spanText } from './span-text.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe('spanText', () => {
  it.each([
    [0, '0 s'],
    [499, '0 s'],
    [59_499, '59 s'],
    // Clocks are not exact: what is a minute to the second is one.
    [MINUTE_MS - 3, '1 min'],
    [MINUTE_MS + 3, '1 min'],
    [90_000, '90 s'],
    [2 * MINUTE_MS, '2 min'],
    [HOUR_MS, '1 h'],
    [90 * MINUTE_MS, '90 min'],
    [47 * HOUR_MS, '47 h'],
    [10 * 24 * HOUR_MS, '10 d'],
    [-3 * HOUR_MS, '3 h'],
  ])('says of %d ms: %s', (ms, text) => {
    expect(spanText(ms)).toBe(text);
  });
});
