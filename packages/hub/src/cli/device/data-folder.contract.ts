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

/** A data folder, and programs that keep their data there. */
abstract class Data {
  protected abstract readonly folder: string;

  /** A path in the folder. */
  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /** A program that keeps its data here. */
  program({ env, ...options }: FakeOptions = {}): FakeProgram {
    return new FakeProgram({ ...options, env: { BLUEBELL_DATA: this.folder, ...env } });
  }

  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<Ended> {
    return ended(this.program(), ...args);
  }
}

/** A folder for each test in turn, or one for all tests of a file. */
export class TestData extends Data {
  protected folder = '';

  /** To be made where tests are declared. */
  constructor(scope: 'test' | 'file' = 'test') {
    super();
    const [before, after] = scope === 'test' ? [beforeEach, afterEach] : [beforeAll, afterAll];
    before(async () => {
      this.folder = await makeFolder();
    });
    after(() => rm(this.folder, { recursive: true }));
  }
}

/** The folder of one test that runs beside others of its file: gone when the test is over. */
export class OwnData extends Data implements AsyncDisposable {
  protected readonly folder: string;

  private constructor(folder: string) {
    super();
    this.folder = folder;
  }

  static async make(): Promise<OwnData> {
    return new OwnData(await makeFolder());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.folder, { recursive: true });
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

function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'bluebell-cli-'));
}
