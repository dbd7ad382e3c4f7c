import { describe, expect, it } from 'vitest';
import { tableLines } from './table.ts';

describe('tableLines', () => {
  const ROWS = [
    ['Fern', '3 s ago'],
    ['Balcony door', '4 s ago', 'encrypted: needs its key'],
  ];

  it('puts columns below each other', () => {
    expect(tableLines(ROWS, undefined)).toEqual([
      'Fern          3 s ago',
      'Balcony door  4 s ago  encrypted: needs its key',
    ]);
  });

  it('cuts the last column where the terminal is narrow, and marks only rows that lose something', () => {
    expect(tableLines([['Fern', '3 s ago', ''], ...ROWS.slice(1)], 30)).toEqual([
      'Fern          3 s ago',
      'Balcony door  4 s ago  encryp…',
    ]);
  });
});
