import { describe, expect, it } from 'vitest';
import { isoTime, utcTime } from './iso-time.ts';

describe('isoTime and utcTime', () => {
  it('differ in how they say that it is UTC', () => {
    expect(isoTime(0)).toBe('1970-01-01T00:00:00.000+00:00');
    expect(utcTime(0)).toBe('1970-01-01T00:00:00.000Z');
  });

  it.each([undefined, Number.NaN, 8.64e15 + 1, -Infinity])('say nothing of %s', (timeMs) => {
    expect(isoTime(timeMs)).toBeUndefined();
    expect(utcTime(timeMs)).toBeUndefined();
  });
});
