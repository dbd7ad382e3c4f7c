// A data folder for the tests of a file, and programs that keep their data there.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type FakeOptions, FakeProgram } from '../fake-terminal.contract.ts';

/** What a command that has ended leaves behind. */
export interface Ended {
  /** Its exit code; absent where it ended with an error. */
  readonly code?: number;
  readonly error?: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own for each test, or one for all tests of a file, which may then run side by side. */
export class TestData {
  #folder = '';

  /** To be made where tests are declared. */
  constructor(scope: 'test' | 'file' = 'test') {
    const [before, after] = scope === 'test' ? [beforeEach, afterEach] : [beforeAll, afterAll];
    before(async () => {
      this.#folder = await mkdtemp(join(tmpdir(), 'bluebell-cli-'));
    });
    after(() => rm(this.#folder, { recursive: true }));
  }

  /** A path in the folder. */
  path(...names: readonly string[]): string {
    return join(this.#folder, ...names);
  }

  /** A program that keeps its data here. */
  program({ env, ...options }: FakeOptions = {}): FakeProgram {
    return new FakeProgram({ ...options, env: { BLUEBELL_DATA: this.#folder, ...env } });
  }

  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<Ended> {
    return ended(this.program(), ...args);
  }
}

/** Runs a command of a program to its end. */
export async function ended(program: FakeProgram, ...args: readonly string[]): Promise<Ended> {
  const outcome = await program.run(...args).then(
    (code) => ({ code }),
    (error: unknown) => ({ error }),
  );
  return { ...outcome, stdout: program.stdout.text, stderr: program.stderr.text };
}
