import { describe, it } from 'vitest';
import { withstandsNoise } from './noise.contract.ts';

describe('AttClient and AttServer', () => {
  it('withstand PDUs that are damaged, out of place or made up', async () => {
    await withstandsNoise({ sequences: 300 });
  });
});
