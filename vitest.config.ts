import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['{packages/*/src,bench,examples,scripts,test}/**/*.test.ts'],
    exclude: ['**/*.fuzz.test.ts', '**/node_modules/**'],
    sequence: { shuffle: { files: true, tests: true } },
  },
});
