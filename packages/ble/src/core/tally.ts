// Counts what should not happen, so that a layer can drop it and yet say so.

import { type Log, silentLog } from './log.ts';

/** How often each thing happened; what never did is absent. */
export type Counts<Name extends string> = Readonly<Partial<Record<Name, number>>>;

/** Where a tally tells of what it counts. */
export interface TallyOptions {
  readonly log?: Log;
  /** The code of its messages, such as `ATT_VIOLATION`. */
  readonly code: string;
}

/** Counts by name. The first of each name is logged, the rest are only counted: a flood stays quiet. */
export class Tally<Name extends string> {
  readonly #counts = new Map<Name, number>();
  readonly #log: Log;
  readonly #code: string;

  constructor({ log = silentLog, code }: TallyOptions) {
    this.#log = log;
    this.#code = code;
  }

  /** Counts one more; `detail` says what was found, and stands in the log. */
  add(name: Name, detail = ''): void {
    const before = this.#counts.get(name) ?? 0;
    this.#counts.set(name, before + 1);
    if (before > 0) return;
    this.#log.warn(this.#code, detail === '' ? name : `${name}: ${detail}`, { violation: name });
  }

  /** What was counted until now. */
  get counts(): Counts<Name> {
    // The cast holds since only names are keys of the map.
    return Object.fromEntries(this.#counts) as Counts<Name>;
  }

  /** The sum of all counts. */
  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
}
