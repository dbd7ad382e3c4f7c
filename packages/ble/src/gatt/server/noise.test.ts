import { describe, it } from 'vitest';
import { withstandsClients } from './noise.contract.ts';

describe('GattDatabase', () => {
  it('withstands clients that ask for anything', async () => {
    await withstandsClients({ sequences: 60 });
  });
});
