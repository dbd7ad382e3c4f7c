import { describe, expect, it } from 'vitest';
import { withstandsTheAir } from './hostile.contract.ts';

describe('a link layer', () => {
  it('withstands packets that are made up, on the air and in its links', async () => {
    expect(await withstandsTheAir(Date.now() % 100_000, 3_000)).toBe(true);
  }, 30_000);
});
