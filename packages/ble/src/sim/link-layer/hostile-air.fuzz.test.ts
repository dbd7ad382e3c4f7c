import { describe, expect, it } from 'vitest';
import { withstandsTheAir } from './hostile-air.contract.ts';

/** Runs of ten thousand packets each, every one with devices of its own. */
const RUNS = 100;
const PACKETS = 10_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('LinkLayer', () => {
  it(`withstands a million packets that are made up (seed ${seed})`, async () => {
    for (let run = 0; run < RUNS; run++) {
      expect(await withstandsTheAir({ packets: PACKETS, seed: seed + run })).toBe(true);
    }
  });
});
