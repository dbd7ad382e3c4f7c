import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/index.ts';
import { isWithin, linkParametersOf, rawLinkParameters } from './link-parameters.ts';

describe('rawLinkParameters', () => {
  it('counts intervals in 1.25 ms and the timeout in 10 ms', () => {
    const request = { intervalMs: [7.5, 50], latency: 4, supervisionTimeoutMs: 4000 } as const;
    expect(rawLinkParameters(request)).toEqual({
      intervalMin: 6,
      intervalMax: 40,
      latency: 4,
      timeout: 400,
    });
  });

  it('takes one interval for both ends of the range', () => {
    expect(rawLinkParameters({ intervalMs: 30 })).toMatchObject({
      intervalMin: 24,
      intervalMax: 24,
    });
  });

  it.each([
    [{ intervalMs: 7.5 }, 100],
    [{ intervalMs: 400 }, 400],
    [{ intervalMs: 400, latency: 3 }, 1600],
    [{ intervalMs: 4000, latency: 2 }, 3200],
  ])('lets %o be silent for ten events, a second at least, 32 s at most', (request, timeout) => {
    expect(rawLinkParameters(request).timeout).toBe(timeout);
  });

  it.each([
    [{ intervalMs: 5 }],
    [{ intervalMs: 4001.25 }],
    [{ intervalMs: [50, 30] as const }],
    [{ intervalMs: [7.6, 8.7] as const }],
    [{ intervalMs: 30, latency: 500 }],
    [{ intervalMs: 30, latency: 0.5 }],
    [{ intervalMs: 30, supervisionTimeoutMs: 90 }],
    [{ intervalMs: 30, supervisionTimeoutMs: 32_010 }],
    [{ intervalMs: Number.NaN }],
    // Two events with their latency do not fit in the timeout (Vol 6, Part B, 4.5.2).
    [{ intervalMs: 100, latency: 4, supervisionTimeoutMs: 1000 }],
  ])('refuses %o', (request) => {
    expect(() => rawLinkParameters(request)).toThrow(UsageError);
  });
});

describe('isWithin', () => {
  const holding = { intervalMs: 50, latency: 4, supervisionTimeoutMs: 4000 };

  it.each([
    [{ ...holding }, true],
    [{ ...holding, intervalMs: [30, 50] as const }, true],
    [{ ...holding, intervalMs: [50, 70] as const }, true],
    [{ ...holding, intervalMs: [30, 40] as const }, false],
    [{ ...holding, intervalMs: 60 }, false],
    [{ ...holding, latency: 0 }, false],
    [{ ...holding, supervisionTimeoutMs: 5000 }, false],
  ])('compares what holds with %o: %s', (request, isSo) => {
    expect(isWithin(holding, rawLinkParameters(request))).toBe(isSo);
  });
});

describe('linkParametersOf', () => {
  it('gives milliseconds', () => {
    const timing = { connectionInterval: 6, peripheralLatency: 2, supervisionTimeout: 42 };
    expect(linkParametersOf(timing)).toEqual({
      intervalMs: 7.5,
      latency: 2,
      supervisionTimeoutMs: 420,
    });
  });
});
