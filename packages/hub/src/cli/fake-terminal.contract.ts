// A terminal for tests: what is typed and what is printed are texts.

import { PassThrough, Writable } from 'node:stream';
import { Waiting } from '../sinks/waiting.contract.ts';
import { createProgram } from './program.ts';
import type { Output, Terminal } from './terminal.ts';

/** Collects what is printed on it. */
export class FakeOutput extends Writable implements Output {
  readonly isTTY: boolean;
  columns = 100;
  rows = 40;
  readonly #waiting = new Waiting();
  #text = '';

  constructor(isTTY = false) {
    super({
      decodeStrings: false,
      write: (text: string, _, done) => {
        this.#text += text;
        this.#waiting.check();
        done();
      },
    });
    this.isTTY = isTTY;
  }

  get text(): string {
    return this.#text;
  }

  /** Waits until something was printed. */
  until(pattern: RegExp): Promise<void> {
    return this.#waiting.until(() => pattern.test(this.#text));
  }
}

/** What is typed in before the program starts, and what kind of terminal it is. */
export interface FakeOptions {
  readonly input?: string;
  /** Whether more may be typed later: by `stdin`. Default false. */
  readonly isOpen?: boolean;
  readonly isTTY?: boolean;
  readonly env?: Terminal['env'];
}

/** The program in this process, on a terminal of its own. */
export class FakeProgram implements Terminal {
  readonly stdin = new PassThrough();
  readonly stdout: FakeOutput;
  readonly stderr: FakeOutput;
  readonly env: Terminal['env'];
  readonly stop = new AbortController();
  screen: Terminal['screen'];

  constructor({ input = '', isOpen = false, isTTY = false, env = {} }: FakeOptions = {}) {
    if (isOpen) this.stdin.write(input);
    else this.stdin.end(input);
    this.stdout = new FakeOutput(isTTY);
    this.stderr = new FakeOutput(isTTY);
    this.env = env;
  }

  /** Runs a command; gives the exit code, or throws what ends the program. */
  run(...args: readonly string[]): Promise<number> {
    return createProgram(this, this.stop.signal).run(['node', 'bluebell', ...args]);
  }
}
