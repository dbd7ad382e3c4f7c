import { describe, expect, it } from 'vitest';
import { isDeeper } from './yaml-depth.ts';

describe('isDeeper', () => {
  it.each([
    ['text', 1],
    ['a: b', 2],
    ['a: [b]', 3],
    ['- - - a', 4],
    ['{a: {b: c}}', 3],
    ['a:\n  b:\n    c: d', 4],
  ])('counts the levels of %j: %d', (text, levels) => {
    expect(isDeeper(text, levels)).toBe(false);
    expect(isDeeper(text, levels - 1)).toBe(true);
  });

  it.each(['['.repeat(50_000), '{a: '.repeat(20_000), '- '.repeat(20_000)])(
    'comes to the end of whatever is opened and never closed (%#)',
    (text) => {
      expect(isDeeper(text, 1000)).toBe(true);
    },
  );
});
