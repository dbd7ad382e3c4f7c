import { describe, it } from 'vitest';
import { withstandsNoise } from './noise.contract.ts';

describe('GattClient', () => {
  it('withstands a server whose PDUs are damaged, out of place or made up', async () => {
    await withstandsNoise({ pdus: 3000 });
  });
});
