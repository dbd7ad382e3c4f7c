import { describe, it } from 'vitest';
import { withstandsNoise, withstandsSomebodyBetween } from './hostile-peer.contract.ts';

describe('SecurityManager', () => {
  it('withstands a peer that sends anything at any time', async () => {
    await withstandsNoise({ sequences: 1000 });
  });

  it('ends with one key or none, whatever somebody between does', async () => {
    await withstandsSomebodyBetween({ sequences: 100 });
  });
});
