import { defineConfig } from 'vitest/config';

const NOT_HERE = ['**/*.fuzz.test.ts', '**/node_modules/**'];
/** Tests that start the program. */
const OF_THE_PROGRAM = [
  'test/browser/**/*.test.ts',
  'test/program/**/*.test.ts',
  'test/docs.test.ts',
  'test/peers/replay.test.ts',
];

/** Tests that change nothing that others see: their files share a process, and what it has loaded. */
const TOGETHER = [
  'packages/*/src/**/*.test.ts',
  '{bench,scripts}/**/*.test.ts',
  'test/{imports,packaging}/**/*.test.ts',
  // But what counts all that its process holds.
  'test/scenarios/!(memory).test.ts',
  'test/{imports,readme,repository,vectors}.test.ts',
  'test/peers/{mqtt-sink,tasmota-sink,two-hubs}.test.ts',
];

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    // Some wait for a process or for a socket: others run meanwhile.
    maxWorkers: 3,
    // Against what hangs, not against what is slow: a busy machine takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { shuffle: { files: true, tests: true } },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: TOGETHER,
          exclude: NOT_HERE,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['{examples,test}/**/*.test.ts'],
          exclude: [...NOT_HERE, ...OF_THE_PROGRAM, ...TOGETHER],
        },
      },
      {
        extends: true,
        test: {
          name: 'program',
          include: OF_THE_PROGRAM,
          exclude: NOT_HERE,
          globalSetup: 'scripts/build/bundle-for-tests.ts',
        },
      },
    ],
  },
});
