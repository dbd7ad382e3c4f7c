import { describe, expect, it } from 'vitest';
import { phoneName } from './phone-name.ts';

describe('phoneName', () => {
  it.each([
    ["Anna's phone", "Anna's phone"],
    ['  a+b/#c\n$d ', 'a b c d'],
    ['', 'phone'],
    [undefined, 'phone'],
    ['\u001b[31m', '[31m'],
    ['bridge', 'phone'],
    ['A4C138000001', 'phone'],
    ['x'.repeat(200), 'x'.repeat(56)],
  ])('makes of %j a name that can be used', (said, name) => {
    expect(phoneName(said, new Set())).toBe(name);
  });

  it('gives no name twice', () => {
    expect(phoneName('anna', new Set(['anna', 'anna 2']))).toBe('anna 3');
  });
});
