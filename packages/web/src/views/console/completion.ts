// What may be meant by the beginning of a command, and what was typed before. No page needed.

import type { CommandItem } from '@bluebell/hub/api';

/** A command that may be meant. */
export type Suggestion = Pick<CommandItem, 'name' | 'summary' | 'args'>;

/** More are not shown at once. */
const MOST_SHOWN = 8;

/** Commands that begin as the line does, then those that have its text anywhere; none once there is a blank. */
export function suggestions(commands: readonly Suggestion[], line: string): readonly Suggestion[] {
  const text = line.trimStart().toLowerCase();
  if (text === '' || /\s/.test(text)) return [];
  // Digits behind the name are an index: MI32Option2.
  const bare = text.replace(/\d+$/, '');
  const name = ({ name }: Suggestion) => name.toLowerCase();
  const exact = commands.filter((one) => name(one) === text || name(one) === bare);
  const first = commands.filter((one) => name(one).startsWith(text) && !exact.includes(one));
  const inside = commands.filter(
    (one) => name(one).includes(text) && !name(one).startsWith(text) && !exact.includes(one),
  );
  return [...exact, ...first, ...inside].slice(0, MOST_SHOWN);
}

/** The command that a line is for. */
export function commandOf<C extends Suggestion>(
  commands: readonly C[],
  line: string,
): C | undefined {
  const [word = ''] = line.trimStart().split(/\s/);
  const bare = word.toLowerCase();
  const byName = (name: string) => commands.find((one) => one.name.toLowerCase() === name);
  return bare === '' ? undefined : (byName(bare) ?? byName(bare.replace(/\d+$/, '')));
}

/** The line with a command put in, ready for its argument. */
export function completed({ name, args }: Suggestion): string {
  return args === '' ? name : `${name} `;
}

/** Lines that are kept. */
export const MOST_LINES = 100;
const LONGEST = 512;

/** Keys are 24 or 32 hex digits, however they are grouped; and whatever names a secret is taken for one. */
const SECRETS = [/(?:[0-9a-f][\s:-]?){24,}/i, /key|pass|secret|token|irk/i];

/** Whether a line may be kept: nothing that could hold a key or a password is. */
export function mayBeKept(line: string): boolean {
  return line.length <= LONGEST && !SECRETS.some((pattern) => pattern.test(line));
}

/** The history with one more line, the newest last; the same line twice in a row is there once. */
export function withLine(history: readonly string[], line: string): readonly string[] {
  const text = line.trim();
  if (text === '' || !mayBeKept(text) || history.at(-1) === text) return history;
  return [...history, text].slice(-MOST_LINES);
}

/** Reads what was kept: whatever it holds, lines come out. */
export function parseHistory(kept: string | null): readonly string[] {
  try {
    const read: unknown = JSON.parse(kept ?? '[]');
    if (!Array.isArray(read)) return [];
    const lines = read.filter((line): line is string => typeof line === 'string');
    return lines.filter(mayBeKept).slice(-MOST_LINES);
  } catch {
    return [];
  }
}
