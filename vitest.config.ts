import { defineConfig } from 'vitest/config';

const NOT_HERE = ['**/*.fuzz.test.ts', '**/node_modules/**'];

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    // Some wait for a process or for a socket: others run meanwhile.
    maxWorkers: 3,
    sequence: { shuffle: { files: true, tests: true } },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['packages/{ble,sensors}/src/**/*.test.ts'],
          exclude: NOT_HERE,
          // Nothing there reaches out, so that files cannot disturb each other: they share a process.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['{packages/{hub,radios}/src,bench,examples,scripts,test}/**/*.test.ts'],
          exclude: NOT_HERE,
        },
      },
    ],
  },
});
