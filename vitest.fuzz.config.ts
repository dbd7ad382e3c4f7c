import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The long run: millions of mutated inputs. `npm test` holds a short one of each. */
export default mergeConfig(
  base,
  defineConfig({
    test: {
      include: ['packages/*/src/**/*.fuzz.test.ts', 'test/**/*.fuzz.test.ts'],
      exclude: ['**/node_modules/**'],
      testTimeout: 3_600_000,
    },
  }),
);
