import { describe, it } from 'vitest';
import { withstandsHosts } from './noise.contract.ts';

/** Of a hundred packets each. */
const SEQUENCES = 10_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('VirtualController', () => {
  it(`withstands a million packets of senseless hosts (seed ${seed})`, async () => {
    await withstandsHosts({ sequences: SEQUENCES, seed });
  });
});
