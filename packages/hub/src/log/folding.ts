// Problems that come again and again are told once, and then counted: "… 240 more in 10 min".

import type { Cancel, Clock } from '@bluebell/ble/core';
import { spanText } from '../span-text.ts';
import type { LogEntry } from './entry.ts';

const MINUTE_MS = 60_000;
/** When the count is told: after the first time, after that, and from then on. */
const ROUNDS_MS = [MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS] as const;
/** Problems that are counted at a time. */
const MOST = 256;

/** What a problem is about: the same trouble with another device is another problem. */
const SUBJECTS = ['device', 'address', 'radio', 'receiver', 'hub', 'topic', 'path'] as const;

interface Fold {
  last: LogEntry;
  count: number;
  round: number;
  /** On the steady clock. */
  sinceMs: number;
  cancel: Cancel;
}

/** Lets the first of equal problems through, and tells how many more there were. */
export class Folding {
  readonly #clock: Clock;
  readonly #write: (entry: LogEntry) => void;
  readonly #folds = new Map<string, Fold>();

  constructor(clock: Clock, write: (entry: LogEntry) => void) {
    this.#clock = clock;
    this.#write = write;
  }

  /** Takes a message; those that are no problems go through. */
  take(entry: LogEntry): void {
    if (entry.level !== 'warn' && entry.level !== 'error') {
      this.#write(entry);
      return;
    }
    const identity = identityOf(entry);
    const fold = this.#folds.get(identity);
    if (fold) {
      fold.count += 1;
      fold.last = entry;
      return;
    }
    this.#makeRoom();
    this.#write(entry);
    const begun: Fold = { last: entry, count: 0, round: 0, sinceMs: 0, cancel: () => {} };
    this.#folds.set(identity, begun);
    this.#wait(identity, begun);
  }

  /** Tells what was only counted so far, and counts no more. */
  flush(): void {
    for (const identity of this.#folds.keys()) this.#end(identity);
  }

  #wait(identity: string, fold: Fold): void {
    fold.sinceMs = this.#clock.steady();
    const roundMs = ROUNDS_MS[Math.min(fold.round, ROUNDS_MS.length - 1)] ?? MINUTE_MS;
    fold.cancel = this.#clock.after(roundMs, () => {
      // It has not come again: the next time is news.
      if (fold.count === 0) {
        this.#folds.delete(identity);
        return;
      }
      this.#tell(fold);
      fold.round += 1;
      this.#wait(identity, fold);
    });
  }

  #tell(fold: Fold): void {
    if (fold.count === 0) return;
    const { last, count } = fold;
    const span = spanText(this.#clock.steady() - fold.sinceMs);
    fold.count = 0;
    this.#write({
      ...last,
      message: `… ${count} more in ${span}: ${last.message}`,
      timeMs: this.#clock.now(),
      repeats: count,
    });
  }

  #end(identity: string): void {
    const fold = this.#folds.get(identity);
    if (!fold) return;
    fold.cancel();
    this.#folds.delete(identity);
    this.#tell(fold);
  }

  /** The oldest goes; should it come again, it is told again. */
  #makeRoom(): void {
    const [oldest] = this.#folds.keys();
    if (this.#folds.size >= MOST && oldest !== undefined) this.#end(oldest);
  }
}

function identityOf({ level, code, message, fields }: LogEntry): string {
  const subjects = SUBJECTS.map((name) => (typeof fields[name] === 'string' ? fields[name] : ''));
  return [level, code, message, ...subjects].join('\0');
}
