import { describe, it } from 'vitest';
import { withstandsNoise } from './noise.contract.ts';

describe('L2cap', () => {
  it('withstands fragments that are damaged, out of place or made up', async () => {
    await withstandsNoise({ sequences: 300 });
  });
});
