// Counters that one device used a moment ago.

/** Copies of a frame that come late, by way of a slow relay, are at most as many frames behind. */
const KEPT = 32;

/** Of them, those that are saved: what still goes round after a restart is the last frames. */
const SAVED = 8;

/** When each of the last counters was heard; a few of them, so that noise cannot fill memory. */
export class RecentCounters {
  readonly #heardMs = new Map<number, number>();

  /** Whether the counter was noted within so many milliseconds, both ways: clocks are set back too. */
  has(counter: number, timeMs: number, withinMs: number): boolean {
    const heardMs = this.#heardMs.get(counter);
    return heardMs !== undefined && Math.abs(timeMs - heardMs) <= withinMs;
  }

  /** Notes that the counter was heard. */
  note(counter: number, timeMs: number): void {
    // Moves to the end: the front of the map is the one noted longest ago.
    this.#heardMs.delete(counter);
    this.#heardMs.set(counter, timeMs);
    if (this.#heardMs.size <= KEPT) return;
    const oldest = this.#heardMs.keys().next();
    if (!oldest.done) this.#heardMs.delete(oldest.value);
  }

  /** The last of them with the time each was heard, the latest last. */
  latest(): readonly (readonly [counter: number, heardMs: number])[] {
    return [...this.#heardMs].slice(-SAVED);
  }
}
