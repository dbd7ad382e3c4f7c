import { describe, expect, it } from 'vitest';
import { qrDrawing } from './qr-code.tsx';

const URI = 'X-HM://0023PC1C8MI32';

describe('qrDrawing', () => {
  it('is a code of version 2 with the quiet zone: 25 modules and four at each side', () => {
    expect(qrDrawing(URI)).toMatchObject({ version: 2, size: 33 });
  });

  it('draws the finder patterns where readers look for them', () => {
    const modules = drawn(qrDrawing(URI).path, 33);
    const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];
    for (const [x, y] of [
      [4, 4],
      [22, 4],
      [4, 22],
    ] as const) {
      const there = modules.slice(y, y + 7).map((row) => row.slice(x, x + 7));
      expect(there).toEqual(finder);
    }
  });

  it('says level Q in its format information', () => {
    const row = drawn(qrDrawing(URI).path, 33)[12] ?? '';
    // The first two bits, unmasked by 10: Q is 11. ISO/IEC 18004, 7.9.1.
    expect(Number.parseInt(row.slice(4, 6), 2) ^ 0b10).toBe(0b11);
  });

  it('leaves the quiet zone white', () => {
    const modules = drawn(qrDrawing(URI).path, 33);
    expect(modules.slice(0, 4).join('') + modules.slice(29).join('')).not.toContain('1');
    expect(modules.every((row) => !/1/.test(row.slice(0, 4) + row.slice(29)))).toBe(true);
  });
});

/** The modules that a path blackens, one string of 0 and 1 a row. */
function drawn(path: string, size: number): readonly string[] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => '0'));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    rows[Number(y)]?.fill('1', Number(x), Number(x) + Number(length));
  }
  return rows.map((row) => row.join(''));
}
