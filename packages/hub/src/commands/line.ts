// A command as it is written: a name, perhaps with digits, and an argument.

import type { CommandInput } from './command.ts';

/** More has no use, and is refused before anything looks at it. */
export const LONGEST_LINE = 8192;

/** A command's name and argument, apart. */
export interface CommandLine {
  /** With its digits, as typed. */
  readonly name: string;
  readonly payload: string;
}

/** Cuts `MI32Option2 1` at its first blank. */
export function cutLine(line: string): CommandLine {
  const text = line.trimStart();
  const end = text.search(/\s/);
  if (end < 0) return { name: text, payload: '' };
  return { name: text.slice(0, end), payload: text.slice(end) };
}

/** What is looked up, and what goes to the command. */
export interface CommandCall extends CommandInput {
  /** Lower case, without digits. */
  readonly key: string;
}

/** Takes the digits off a name, and the blanks off an argument. `undefined`: nothing is called so. */
export function callFrom({ name, payload }: CommandLine): CommandCall | undefined {
  const parts = /^([a-z0-9]*?[a-z])(\d{0,9})$/i.exec(name);
  const [, key, digits] = parts ?? [];
  if (key === undefined) return undefined;
  return { key: key.toLowerCase(), index: digits ? Number(digits) : 1, payload: argument(payload) };
}

/** A NUL ends it, as it does in the firmware that these commands come from. */
function argument(payload: string): string {
  const text = payload.replace(/\0.*$/s, '').trimStart();
  return text === '?' ? '' : text;
}
