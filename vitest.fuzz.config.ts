import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The long run: millions of mutated inputs. `npm test` holds a short one of each. */
export default defineConfig({
  ...base,
  // Not merged: `mergeConfig` would join the lists, and leave the fuzz tests out.
  test: {
    include: ['packages/*/src/**/*.fuzz.test.ts', 'test/**/*.fuzz.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 3_600_000,
  },
});
