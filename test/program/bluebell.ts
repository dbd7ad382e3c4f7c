// The program itself for tests: built, started by its launcher, with data of its own, ended with the test.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';

/** How it is started. */
export interface BluebellOptions {
  /** Variables besides those that every test has. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is written on its standard input. */
  readonly input?: string;
  /** Where it keeps its data; a folder of its own when left out. */
  readonly data?: string;
}

/** How it ended. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the last signal that a test sent to the end, as `Bluebell.takenMs` counts. */
  readonly lastMs: number;
}

/** Against what hangs, as for all tests: waits end before, and say what they waited for. */
export const PATIENCE_MS = 60_000;
const WAIT_MS = 25_000;

/** How often it is looked at how long a process has waited. */
const LOOK_MS = 20;

const folders: string[] = [];
const running = new Set<ChildProcess>();

afterAll(() => {
  // A test that is out of time does not get to end its own.
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder that goes away with the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bluebell-program-'));
  folders.push(folder);
  return folder;
}

/** A bluebell that runs in a process of its own. */
export class Bluebell {
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();
  readonly #ended: Promise<number | null>;
  readonly #startMs = performance.now();
  readonly #looking: NodeJS.Timeout;
  #stdout = '';
  #stderr = '';
  #owedMs = 0;
  #signalledMs = 0;

  constructor(args: readonly string[], { env, input = '', data }: BluebellOptions = {}) {
    const ports = { BLUEBELL_BROKER__PORT: '0', BLUEBELL_WEB__PORT: '0' };
    const own = { BLUEBELL_DATA: data ?? temporaryFolder(), ...ports };
    // What one compiled is no business of the next: each test starts as on the first day.
    const surroundings = {
      PATH: process.env.PATH,
      HOME: tmpdir(),
      NODE_DISABLE_COMPILE_CACHE: '1',
    };
    this.#child = spawn(process.execPath, [inject('bluebell'), ...args], {
      env: { ...surroundings, ...own, ...env },
      stdio: 'pipe',
    });
    running.add(this.#child);
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#check();
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#check();
    });
    // One that refuses its arguments ends before it reads anything.
    this.#child.stdin?.on('error', () => {});
    this.#child.stdin?.end(input);
    this.#ended = new Promise((resolve) => {
      this.#child.on('close', (code) => {
        running.delete(this.#child);
        clearInterval(this.#looking);
        resolve(code);
        this.#check();
      });
    });
  }

  /** Runs a command to its end. */
  static run(args: readonly string[], options?: BluebellOptions): Promise<Ending> {
    return new Bluebell(args, options).end();
  }

  /** All that was printed so far. */
  get printed(): string {
    return `${this.#stdout}\n${this.#stderr}`;
  }

  /** How long it has run, without the time in which it could have worked and the machine let others. */
  get takenMs(): number {
    this.#look();
    return performance.now() - this.#startMs - this.#owedMs;
  }

  /** Waits until something was printed; throws when the program ends without, or does not in a long time. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    const untilMs = performance.now() + WAIT_MS;
    const find = () => pattern.exec(this.printed);
    for (let found = find(); ; found = find()) {
      if (found) return found;
      if (!running.has(this.#child))
        throw new Error(`it ended without ${pattern}: ${this.printed}`);
      if (performance.now() >= untilMs)
        throw new Error(`in ${WAIT_MS / 1_000} s it did not print ${pattern}: ${this.printed}`);
      await this.#news(untilMs);
    }
  }

  /** Sends a signal to the launcher, as a service manager does. */
  signal(name: NodeJS.Signals): this {
    this.#signalledMs = this.takenMs;
    this.#child.kill(name);
    return this;
  }

  /** Closes the other end of what it prints on. */
  stopReading(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  /** Waits for its end; throws when that does not come in a long time. */
  async end(): Promise<Ending> {
    const untilMs = performance.now() + WAIT_MS;
    while (running.has(this.#child)) {
      if (performance.now() >= untilMs)
        throw new Error(`in ${WAIT_MS / 1_000} s it did not end: ${this.printed}`);
      await this.#news(untilMs);
    }
    const code = await this.#ended;
    const lastMs = this.takenMs - this.#signalledMs;
    return { code, stdout: this.#stdout, stderr: this.#stderr, lastMs };
  }

  /** Until something was printed, it ended, or the time is up. */
  #news(untilMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, untilMs - performance.now());
      this.#waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #look(): void {
    // Later, its number may be that of another.
    if (running.has(this.#child)) this.#owedMs = waitedMs(this.#child.pid) ?? this.#owedMs;
  }

  #check(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** How long a process could have worked while others did. Linux tells, of those that have not ended. */
function waitedMs(pid: number | undefined): number | undefined {
  try {
    const [, waitedNs] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(waitedNs) / 1_000_000;
  } catch {
    return undefined;
  }
}
