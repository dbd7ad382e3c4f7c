import { describe, expect, it } from 'vitest';
import { logFormat, standardErrorStream } from './formats.ts';

describe('logFormat', () => {
  it.each([
    ['json', { isTTY: true }, 'json'],
    ['auto', { isTTY: true, journal: '8:1', stream: '8:1' }, 'pretty'],
    ['auto', { isTTY: false, journal: '8:1', stream: '8:1' }, 'journal'],
    // Somebody sent our output elsewhere.
    ['auto', { isTTY: false, journal: '8:1', stream: '8:2' }, 'json'],
    ['auto', { isTTY: false }, 'json'],
  ] as const)('%s, %j: %s', (wanted, around, format) => {
    expect(logFormat(wanted, around)).toBe(format);
  });

  it('knows standard error by device and inode', () => {
    expect(standardErrorStream()).toMatch(/^\d+:\d+$/);
  });
});
