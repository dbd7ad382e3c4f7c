// Loads the bundle, with the code that an earlier start compiled where there is some.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';
import type { CodeCache } from './code-cache.ts';

/** What the bundle exports. */
export interface Bundle {
  readonly main: () => Promise<void>;
}

/** A loaded bundle. */
export interface LoadedBundle {
  readonly bundle: Bundle;
  /** Whether code of an earlier start was of use. */
  readonly isFromCache: boolean;
  /** Keeps what has been compiled by now for the next start. */
  readonly keepCode: () => void;
}

/**
 * Loads it from a file, which holds one function with what Node gives a CommonJS module, in ASCII.
 * `cache` left out: it is compiled each time.
 */
export function loadBundle(file: string, cache?: CodeCache): LoadedBundle {
  const cachedData = cache?.read();
  // As Latin 1, Node keeps such a text outside of the heap, and once: nothing may be put around it here.
  const source = readFileSync(file, 'latin1');
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  // The cast holds: this is how the build begins the file.
  const run = script.runInThisContext() as (...scope: readonly unknown[]) => void;
  run(module.exports, createRequire(file), module, file, dirname(file));
  return {
    // The cast holds: the file is what `bundled.ts` was made into.
    bundle: module.exports as Bundle,
    isFromCache: cachedData !== undefined && script.cachedDataRejected === false,
    keepCode: () => cache?.write(script.createCachedData()),
  };
}
