import { describe, expect, it } from 'vitest';
import { setBounded } from './bounded.ts';

describe('setBounded', () => {
  it('lets the entry give way that was set first', () => {
    const map = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    expect(setBounded(map, 'c', 3, 2)).toBe(1);
    expect([...map]).toEqual([
      ['b', 2],
      ['c', 3],
    ]);
  });

  it('counts an entry that is set again as new', () => {
    const map = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    expect(setBounded(map, 'a', 9, 2)).toBeUndefined();
    expect(setBounded(map, 'c', 3, 2)).toBe(2);
    expect(map.get('a')).toBe(9);
  });
});
