import { describe, it } from 'vitest';
import { withstandsNoise, withstandsSomebodyBetween } from './hostile-peer.contract.ts';

/** Of twelve steps each, four in five of which are PDUs: a million of them. */
const SEQUENCES = 110_000;

/** Whole pairings, most of which end early. */
const PAIRINGS = 10_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('SecurityManager', () => {
  it(`withstands a million PDUs of a hostile peer (seed ${seed})`, async () => {
    await withstandsNoise({ sequences: SEQUENCES, seed });
  });

  it(`ends with one key or none in ten thousand pairings with somebody between (seed ${seed})`, async () => {
    await withstandsSomebodyBetween({ sequences: PAIRINGS, seed });
  });
});
