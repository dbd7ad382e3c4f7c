import { describe, it } from 'vitest';
import { withstandsFiles } from './hostile-files.contract.ts';

const FILES = 20_000;

/** `BLUEBELL_FUZZ_SEED=1234 npm run fuzz` repeats a run. */
const seed = Number(process.env.BLUEBELL_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('parseConfig', () => {
  it(`withstands ${FILES} files that nobody would write (seed ${seed})`, () =>
    withstandsFiles({ files: FILES, seed }));
});
