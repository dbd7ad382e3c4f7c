import { describe, it } from 'vitest';
import { withstandsNoise } from './noise.contract.ts';

/** Of 25 fragments each. */
const SEQUENCES = 40_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('L2cap', () => {
  it(`withstands a million damaged fragments (seed ${seed})`, async () => {
    await withstandsNoise({ sequences: SEQUENCES, seed });
  });
});
