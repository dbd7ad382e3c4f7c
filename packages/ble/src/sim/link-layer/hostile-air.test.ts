import { describe, expect, it } from 'vitest';
import { withstandsTheAir } from './hostile-air.contract.ts';

describe('LinkLayer', () => {
  it('withstands packets that are made up, on the air and in its links', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    expect(await withstandsTheAir({ packets: 3000, seed })).toBe(true);
  });
});
