import { describe, expect, it } from 'vitest';
import { agoText, countText, ended, sentence, timeText } from './words.ts';

describe('timeText', () => {
  it.each([
    [0, '0 seconds'],
    [1_000, '1 second'],
    [59_000, '59 seconds'],
    [60_000, '1 minute'],
    [59 * 60_000, '59 minutes'],
    [3_600_000, '1 hour'],
    [3 * 86_400_000, '3 days'],
    [-5_000, '0 seconds'],
  ])('says %d ms', (ms, text) => {
    expect(timeText(ms)).toBe(text);
  });
});

describe('agoText', () => {
  it('takes what is yet to come for now', () => {
    expect([agoText(-86_400_000), agoText(999), agoText(2_000)]).toEqual([
      'just now',
      'just now',
      '2 seconds ago',
    ]);
  });
});

describe('sentence', () => {
  it('begins with a capital and ends, whatever others wrote', () => {
    expect(sentence('the disk is full')).toBe('The disk is full.');
    expect(sentence('is it full?')).toBe('Is it full?');
    expect(ended('see NTP')).toBe('see NTP.');
    expect([countText(0, 'radio'), countText(1, 'radio')]).toEqual(['0 radios', '1 radio']);
  });
});
