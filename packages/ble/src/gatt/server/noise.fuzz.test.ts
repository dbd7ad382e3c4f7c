import { describe, it } from 'vitest';
import { withstandsClients } from './noise.contract.ts';

/** Of 100 steps each. */
const SEQUENCES = 11_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('GattDatabase', () => {
  it(`withstands a million requests of any kind (seed ${seed})`, async () => {
    await withstandsClients({ sequences: SEQUENCES, seed });
  });
});
