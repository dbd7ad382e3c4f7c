// Which part of the database has changed since when. Core Spec v5.4, Vol 3, Part G, 2.5.2 and 7.1.

import type { HandleRange } from '../../att/index.ts';

/** The database at one time. */
export interface DatabaseState {
  /** Counts changes of this process. */
  readonly version: number;
  /** Its hash in hex: it tells the same database in another process, too. */
  readonly hash: string;
}

/** What a client is told that may have missed anything. */
export const ALL_HANDLES: HandleRange = { startingHandle: 0x0001, endingHandle: 0xffff };

/** How many changes are remembered one by one. */
const MAX_CHANGES = 64;

/** The changes of a database, so far as they are remembered. */
export class DatabaseHistory {
  #current: DatabaseState;
  readonly #changes: { readonly before: string; readonly range: HandleRange }[] = [];

  constructor(hash: string) {
    this.#current = { version: 0, hash };
  }

  get current(): DatabaseState {
    return this.#current;
  }

  change(range: HandleRange, hash: string): void {
    this.#changes.push({ before: this.#current.hash, range });
    if (this.#changes.length > MAX_CHANGES) this.#changes.shift();
    this.#current = { version: this.#current.version + 1, hash };
  }

  /**
   * The handles that have changed since the database had this hash: all, where that is not
   * remembered; `undefined` where it has that hash.
   */
  since(hash: string): HandleRange | undefined {
    if (hash === this.#current.hash) return undefined;
    const place = this.#changes.findLastIndex(({ before }) => before === hash);
    if (place < 0) return ALL_HANDLES;
    return this.#changes
      .slice(place)
      .map(({ range }) => range)
      .reduce(spanOf);
  }
}

/** The smallest range that holds two. */
export function spanOf(one: HandleRange, other: HandleRange): HandleRange {
  return {
    startingHandle: Math.min(one.startingHandle, other.startingHandle),
    endingHandle: Math.max(one.endingHandle, other.endingHandle),
  };
}
