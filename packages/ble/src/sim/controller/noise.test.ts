import { describe, it } from 'vitest';
import { withstandsHosts } from './noise.contract.ts';

describe('VirtualController', () => {
  it('withstands hosts that send commands and data which are damaged, out of place or made up', async () => {
    await withstandsHosts({ sequences: 60 });
  });
});
