// Standard input and output as commands use them.

import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { UsageError } from '@bluebell/ble/core';
import { fileTrouble } from '../file-trouble.ts';
import { paintFor } from './paint.ts';

/** Something to print on: `process.stdout` is one. Only terminals have a size. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** A screen that is drawn all over. */
export interface TakenScreen {
  /** Gives it back to the user. */
  leave(): void;
  /** Takes it once more: the user has come back to us. */
  take(): void;
}

/** Where commands read and print, and what the environment asks for. Tests hand in their own. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whoever has taken the user's screen: it is given back before the process ends or complains. */
  screen: TakenScreen | undefined;
}

/** The terminal of this process. */
export const processTerminal: Terminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  screen: undefined,
};

/** Prints a line, and waits while the reader at the other end is slower. */
export async function print({ stdout }: Terminal, line: string): Promise<void> {
  if (stdout.write(`${line}\n`)) return;
  await new Promise<void>((resolve) => {
    const events = ['drain', 'close', 'error'] as const;
    const done = () => {
      for (const event of events) stdout.off(event, done);
      resolve();
    };
    for (const event of events) stdout.on(event, done);
  });
}

/** Says what went wrong. */
export function complain({ stderr, env }: Terminal, message: string): void {
  const paint = paintFor(stderr, env);
  stderr.write(`${paint('red', 'bluebell:')} ${message}\n`);
}

/**
 * The lines of a file; of standard input where the name is `-`.
 *
 * @throws {UsageError} the file cannot be read.
 */
export async function* linesOf(
  name: string,
  terminal: Terminal,
  invitation = 'Reading lines from here; Ctrl-D ends them.',
): AsyncGenerator<string, void> {
  const crlfDelay = Number.POSITIVE_INFINITY;
  if (name === '-') {
    if (terminal.stdin.isTTY) terminal.stderr.write(`${invitation}\n`);
    yield* createInterface({ input: terminal.stdin, crlfDelay });
    return;
  }
  try {
    await using file = await open(name);
    yield* file.readLines();
  } catch (error) {
    throw new UsageError(fileTrouble(name, 'read', error).message, { cause: error });
  }
}
