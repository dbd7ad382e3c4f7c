import type { PhoneMatch } from '@bluebell/hub/api';
import { describe, expect, it } from 'vitest';
import { matchKey } from './match-key.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const TURNED = 'efcdab8967452301efcdab8967452301';
const NOTHING: PhoneMatch = { matches: [], heard: 7 };
const FOUND: PhoneMatch = {
  matches: [{ address: '5A:00:00:00:00:01', rssiDbm: -60, lastSeen: '2025-01-01T00:00:00Z' }],
  heard: 7,
};

describe('matchKey', () => {
  it('keeps a key that explains something as it is', async () => {
    const asked: string[] = [];
    const matched = await matchKey(KEY, async (irk) => {
      asked.push(irk);
      return FOUND;
    });
    expect(matched).toMatchObject({ irk: KEY, isReversed: false, heard: 7 });
    expect(asked).toEqual([KEY]);
  });

  it('turns a key that explains something the other way round', async () => {
    const matched = await matchKey(KEY, async (irk) => (irk === TURNED ? FOUND : NOTHING));
    expect(matched).toMatchObject({ irk: TURNED, isReversed: true });
    expect(matched.matches).toHaveLength(1);
  });

  it('believes a hub that turned the key itself', async () => {
    const matched = await matchKey(KEY, async () => ({ ...FOUND, isReversed: true }));
    expect(matched).toMatchObject({ irk: TURNED, isReversed: true });
  });

  it('leaves a key that explains nothing as it was typed', async () => {
    const matched = await matchKey(KEY, async () => NOTHING);
    expect(matched).toEqual({ irk: KEY, isReversed: false, matches: [], heard: 7 });
  });
});
