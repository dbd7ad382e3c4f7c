import { describe, it } from 'vitest';
import { withstandsNoise } from './noise.contract.ts';

const PDUS = 1_000_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('GattClient', () => {
  it(`withstands a million damaged PDUs (seed ${seed})`, async () => {
    await withstandsNoise({ pdus: PDUS, seed });
  });
});
