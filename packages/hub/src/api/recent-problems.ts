// The last problems that the log told of, for those who look at the hub as a whole.

import type { LoggedProblem } from './overview.ts';

const MOST = 20;

/** Levels that are problems. */
const PROBLEMS: ReadonlySet<string> = new Set(['warn', 'error']);

/** Keeps the last of them. */
export class RecentProblems {
  #entries: readonly LoggedProblem[] = [];

  /** Takes what was written to the log. */
  readonly take = ({ level, code, message, timeMs }: LoggedProblem): void => {
    if (!PROBLEMS.has(level)) return;
    this.#entries = [...this.#entries.slice(1 - MOST), { level, code, message, timeMs }];
  };

  /** The newest last. */
  readonly all = (): readonly LoggedProblem[] => this.#entries;
}
