import { describe, expect, it } from 'vitest';
import { bytesText, dateText } from './size-text.ts';

describe('bytesText', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_500, '1.5 kB'],
    [999_600, '1.0 MB'],
    [250_000_000, '250 MB'],
    [Number.NaN, '–'],
    [-1, '–'],
  ])('of %s is %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
});

it('says nothing of a date that is none', () => {
  expect(dateText('yesterday')).toBe('–');
  expect(dateText('2026-01-31T12:00:00.000+00:00')).toContain('January 2026');
});
