import { describe, it } from 'vitest';
import { withstandsNoise } from './advert-listener.contract.ts';

/** Of ten packets each, seven in eight of which are damaged. */
const SEQUENCES = 240_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('AdvertListener', () => {
  it(`withstands two million damaged packets (seed ${seed})`, () => {
    withstandsNoise({ sequences: SEQUENCES, seed });
  });
});
