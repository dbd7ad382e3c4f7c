import { describe, expect, it } from 'vitest';
import {
  type FramePart,
  framesText,
  hexRows,
  innermost,
  isOf,
  spaced,
  structureOf,
} from './hex-rows.ts';

const PARTS: readonly FramePart[] = [
  part(0, 3, 0, 'flags'),
  part(0, 1, 1, 'length'),
  part(1, 1, 1, 'type'),
  part(2, 1, 1, 'flags'),
  part(3, 4, 0, 'service data'),
  part(3, 1, 1, 'length'),
];

describe('hexRows', () => {
  it('has sixteen bytes a row', () => {
    const rows = hexRows('ab'.repeat(18));
    expect(rows.map(({ offset, bytes }) => [offset, bytes.length])).toEqual([
      ['0x0000', 16],
      ['0x0010', 2],
    ]);
    expect(rows[1]?.bytes[1]).toEqual({ at: 17, text: 'ab' });
  });

  it('survives nothing and half a byte', () => {
    expect(hexRows('')).toEqual([]);
    expect(hexRows('abc')[0]?.bytes).toEqual([{ at: 0, text: 'ab' }]);
  });
});

describe('parts of bytes', () => {
  it('are found from the inside', () => {
    expect([0, 1, 2, 3, 4, 99].map((at) => innermost(PARTS, at))).toEqual([1, 2, 3, 5, 4, -1]);
  });

  it('cover their bytes, and no more', () => {
    expect([2, 3, 6, 7].map((at) => isOf(at, PARTS[4]))).toEqual([false, true, true, false]);
    expect(isOf(0, undefined)).toBe(false);
  });

  it('belong to AD structures', () => {
    expect([0, 2, 3, 6, 7].map((at) => structureOf(PARTS, at))).toEqual([0, 0, 1, 1, -1]);
  });
});

describe('what is copied', () => {
  it('is hex with spaces, or lines', () => {
    expect(spaced('020106')).toBe('02 01 06');
    expect(framesText([{ ...part(0, 3, 0, 'flags'), note: 'cut short' }, part(2, 1, 1, 'x')])).toBe(
      '   0 +3 flags: v (cut short)\n   2 +1   x: v',
    );
  });
});

function part(offset: number, length: number, depth: number, name: string): FramePart {
  return { offset, length, depth, name, value: 'v' };
}
