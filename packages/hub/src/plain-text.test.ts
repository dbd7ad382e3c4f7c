import { describe, expect, it } from 'vitest';
import { clean, timeOfDay } from './plain-text.ts';

describe('clean', () => {
  it.each([
    ['text as it is', 'Küche 温度 🌡 °C', 'Küche 温度 🌡 °C'],
    ['no control characters', 'a\u0000b\u0007c\u001b[31md\u007fe\u009bf', 'abc[31mdef'],
    ['no marks that turn the writing direction', 'a\u202eb\u2066c\u200fd', 'abcd'],
    ['a blank for a line break or a tab', 'a\r\nb\tc\u2028d\u0085e', 'a b c d e'],
    ['nothing invisible', 'a\u200bb\ufeffc\u00add', 'abcd'],
    ['no half characters', 'a\ud83db\udca9c', 'abc'],
    ['two marks on one letter, and no tower of them', `a${'\u0301'.repeat(50)}b`, 'a\u0301\u0301b'],
  ])('gives %s', (_, text, cleaned) => {
    expect(clean(text)).toBe(cleaned);
  });
});

describe('timeOfDay', () => {
  it('gives the local time, and dashes for what is no time', () => {
    expect(timeOfDay(Date.now())).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(timeOfDay(9e15)).toBe('--:--:--');
  });
});
