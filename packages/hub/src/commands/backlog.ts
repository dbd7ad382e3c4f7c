// Backlog: several commands, one after another.

import * as z from 'zod';
import { says } from './argument.ts';
import { defineCommand, type Reply } from './command.ts';

/** Between two commands, as Tasmota waits (its SetOption34). */
const GAP_MS = 200;

/** The index that leaves the waiting out. */
const WITHOUT_GAPS = 0;

/** What became of it, where it is not the commands that answer. */
const ANSWERS: Readonly<Record<'taken' | 'full' | 'empty' | 'aborted', readonly Reply[]>> = {
  taken: [],
  full: says({ Command: 'Error' }),
  empty: says({ Backlog: 'Empty' }),
  aborted: says({ Backlog: 'Aborted' }),
};

export const backlogCommand = defineCommand({
  name: 'run-in-order',
  summary:
    'Puts commands at the end of the backlog, where each waits 200 ms for the one before; without commands, empties it.',
  args: { lines: z.array(z.string()), gapMs: z.int() },
  run({ backlog }, { lines, gapMs }) {
    if (lines.length === 0) return backlog.clear() > 0 ? 'aborted' : 'empty';
    return backlog.add(lines, gapMs) ? 'taken' : 'full';
  },
  tasmota: {
    spelling: 'Backlog',
    index: '0 to go without the waiting',
    argument: "commands with ';' between them; each of them answers by itself",
    read: ({ index, payload }) => ({
      lines: payload.split(';').map(withoutBacklog).filter(Boolean),
      gapMs: index === WITHOUT_GAPS ? 0 : GAP_MS,
    }),
    answer: (outcome) => ANSWERS[outcome],
    examples: [{ send: 'Backlog', answers: '{"Backlog":"Empty"}' }],
  },
});

/** A backlog in a backlog is the same backlog. */
function withoutBacklog(line: string): string {
  return line.trimStart().replace(/^(?:backlog\d*(?:\s+|$))+/i, '');
}
