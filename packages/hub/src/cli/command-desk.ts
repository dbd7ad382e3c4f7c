// What the declaration of a command has at hand. Each loads what it needs when it is called, so that a
// short answer comes soon.

import { type Command, InvalidArgumentError } from 'commander';
import type { Terminal } from './terminal.ts';

/** Where commands are added, where they run, and where their exit code goes. */
export interface CommandDesk {
  readonly program: Command;
  readonly terminal: Terminal;
  /** Aborts when the user wants it to end. */
  readonly stop: AbortSignal;
  /** Takes the exit code of the command that ran. */
  readonly endWith: (code: number) => void;
}

/** For options that may be given several times. */
export function another(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** For options that are seconds. */
export function seconds(text: string): number {
  const number = Number(text);
  // The longest that a timer of the system can be.
  if (number > 0 && number <= 2_000_000) return number;
  throw new InvalidArgumentError('Give seconds, more than 0.');
}

/** For options that count. */
export function count(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('Give a whole number above 0.');
}
