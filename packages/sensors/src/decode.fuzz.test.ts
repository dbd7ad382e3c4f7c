import { describe, expect, it } from 'vitest';
import { withstandNoise } from './vectors/noise.contract.ts';

const ADVERTS = 2_500_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('decodeAdvert', () => {
  it(`withstands two and a half million damaged adverts (seed ${seed})`, () => {
    const startMs = Date.now();
    const counts = withstandNoise({
      adverts: ADVERTS,
      seed,
      onProgress: (heard) => {
        const seconds = Math.round((Date.now() - startMs) / 1000);
        process.stderr.write(`${heard} of ${ADVERTS} damaged adverts, ${seconds} s\n`);
      },
    });
    process.stderr.write(`seed ${seed}: ${JSON.stringify(counts)}\n`);
    expect(counts.measurements).toBeGreaterThan(ADVERTS / 2);
  });
});
