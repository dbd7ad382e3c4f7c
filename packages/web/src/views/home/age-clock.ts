// One clock for all ages of the page: each second, it writes the texts that are no longer right.

import { spanText } from '../../live/format-value.ts';

/** How long ago something was: `now`, `12 s`, `3 min`. */
export function ageText(timeMs: number, nowMs: number): string {
  const seconds = Math.floor((nowMs - timeMs) / 1_000);
  if (Number.isNaN(seconds)) return '';
  return seconds < 1 ? 'now' : spanText(seconds);
}

/** What it needs of the page. */
interface ClockParts {
  readonly now: () => number;
  /** Calls back each second, and gives what ends that. */
  readonly everySecond: (run: () => void) => () => void;
}

/** Texts that age. */
export class AgeClock {
  readonly #parts: ClockParts;
  readonly #texts = new Map<{ data: string }, number>();
  #end: (() => void) | undefined;

  constructor(parts: ClockParts) {
    this.#parts = parts;
  }

  /** Keeps a text up to date until the returned function is called. */
  keep(text: { data: string }, timeMs: number): () => void {
    this.#texts.set(text, timeMs);
    this.#write(text, timeMs);
    this.#end ??= this.#parts.everySecond(() => {
      for (const [each, time] of this.#texts) this.#write(each, time);
    });
    return () => {
      this.#texts.delete(text);
      if (this.#texts.size > 0) return;
      this.#end?.();
      this.#end = undefined;
    };
  }

  #write(text: { data: string }, timeMs: number): void {
    const words = ageText(timeMs, this.#parts.now());
    if (text.data !== words) text.data = words;
  }
}
