import { describe, expect, it } from 'vitest';
import { localEpochSeconds } from './local-time.ts';

describe('localEpochSeconds', () => {
  it('counts as if the clock on the wall showed UTC', () => {
    const noon = new Date(2025, 0, 10, 12);
    expect(localEpochSeconds(noon.getTime())).toBe(Date.UTC(2025, 0, 10, 12) / 1_000);
  });

  it('is 0 beyond all dates, as in damaged recordings', () => {
    expect(localEpochSeconds(9e15)).toBe(0);
  });
});
