import { describe, expect, it } from 'vitest';
import { fit, fitEnd, widthOf, wrap } from './text.ts';

const HOSTILE = [
  '温度計'.repeat(50),
  '👩‍👩‍👧‍👦🇩🇪❤️'.repeat(20),
  'x'.repeat(500),
  `\u001b[2J\u001b[31m\u0007${'a\u0301\u0301\u0301'.repeat(100)}`,
  '\u202eevil\u2066',
  'tab\tand\nline',
  '',
];

describe('fit', () => {
  it.each(HOSTILE)('fills its columns exactly, whatever the text is: %j', (text) => {
    for (const width of [1, 2, 3, 10, 79, 80]) {
      expect(widthOf(fit(text, width))).toBe(width);
      expect(widthOf(fitEnd(text, width))).toBe(width);
      expect(fit(text, width)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it('cuts between characters, and says that it has', () => {
    expect(fit('temperature', 6)).toBe('tempe…');
    expect(fit('温度計', 4)).toBe('温… ');
    expect(fit('a👍🏽b', 3)).toBe('a… ');
    expect(fit('short', 7)).toBe('short  ');
  });

  it('keeps the end of what is more telling there', () => {
    expect(fitEnd('/home/anna/config.yaml', 12)).toBe('…config.yaml');
    expect(fitEnd('/config.yaml', 14)).toBe('/config.yaml  ');
  });
});

describe('wrap', () => {
  it('breaks between words', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });

  it('leaves a word whole that is longer than a line', () => {
    expect(wrap('a wonderfully long word', 6)).toEqual(['a', 'wonderfully', 'long', 'word']);
  });
});
