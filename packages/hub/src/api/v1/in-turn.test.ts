import { describe, expect, it } from 'vitest';
import { inTurn } from './in-turn.ts';

describe('inTurn', () => {
  it('begins the second when the first is done, be it badly', async () => {
    const thing = {};
    const seen: string[] = [];
    const slow = inTurn(thing, async () => {
      seen.push('first');
      await new Promise((resolve) => setImmediate(resolve));
      seen.push('first done');
      throw new Error('badly');
    });
    const next = inTurn(thing, async () => seen.push('second'));
    await expect(slow).rejects.toThrow('badly');
    await next;
    expect(seen).toEqual(['first', 'first done', 'second']);
  });
});
