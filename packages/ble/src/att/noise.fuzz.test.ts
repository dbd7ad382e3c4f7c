import { describe, it } from 'vitest';
import { withstandsNoise } from './noise.contract.ts';

/** Of 25 PDUs each. */
const SEQUENCES = 40_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('AttClient and AttServer', () => {
  it(`withstand a million damaged PDUs (seed ${seed})`, async () => {
    await withstandsNoise({ sequences: SEQUENCES, seed });
  });
});
