// A command as Tasmota's users send theirs.

import type { Question } from '../remote/remote.ts';

/** Asks for a command to be done. */
export function commandQuestion(line: string): Question {
  const type = 'application/x-www-form-urlencoded';
  return { path: '/cm', body: { type, text: new URLSearchParams({ cmnd: line }).toString() } };
}
