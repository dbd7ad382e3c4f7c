// The backlog: command lines that wait for their turn, one at a time.

import type { Cancel, Clock, Log } from '@bluebell/ble/core';

/** More lines than this never wait. */
export const BACKLOG_LIMIT = 100;

/** What the queue works with. */
export interface BacklogParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Does one line; never rejects. */
  readonly run: (line: string, depth: number) => Promise<void>;
}

/** One line that waits. */
interface Waiting {
  readonly line: string;
  /** How long the line behind it waits. */
  readonly gapMs: number;
  /** How many rules led to it. */
  readonly depth: number;
}

/** Lines in the order they came; bounded. */
export class BacklogQueue {
  readonly #parts: BacklogParts;
  #waiting: Waiting[] = [];
  #isBusy = false;
  #delayMs = 0;
  #cancel: Cancel | undefined;

  constructor(parts: BacklogParts) {
    this.#parts = parts;
  }

  /** Puts lines at the end: all of them, or, where there is no room, none and false. */
  add(lines: readonly string[], gapMs: number, depth: number): boolean {
    if (this.#waiting.length + lines.length > BACKLOG_LIMIT) {
      this.#parts.log.warn(
        'BACKLOG_FULL',
        `${lines.length} more commands have no room in the backlog: ${BACKLOG_LIMIT} wait at most`,
      );
      return false;
    }
    this.#waiting.push(...lines.map((line) => ({ line, gapMs, depth })));
    if (!this.#isBusy) {
      this.#isBusy = true;
      this.#after(0);
    }
    return true;
  }

  /** Drops all that wait; how many there were. */
  clear(): number {
    const dropped = this.#waiting.length;
    this.#waiting = [];
    return dropped;
  }

  /** Lets the next line wait at least so long. */
  delay(delayMs: number): void {
    if (this.#isBusy) this.#delayMs = delayMs;
  }

  /** Drops all, and stops. */
  close(): void {
    this.clear();
    this.#cancel?.();
  }

  #after(delayMs: number): void {
    this.#cancel = this.#parts.clock.after(delayMs, () => void this.#next());
  }

  async #next(): Promise<void> {
    const next = this.#waiting.shift();
    if (!next) {
      this.#isBusy = false;
      return;
    }
    this.#delayMs = 0;
    await this.#parts.run(next.line, next.depth);
    this.#after(Math.max(next.gapMs, this.#delayMs));
  }
}
