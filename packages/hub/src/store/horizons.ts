// How far back each table of the history reaches: by age, and less where there is too much of it.

import { DAY_MS, type Level, STEP_MS, startOf } from './history-schema.ts';
import type { HistorySettings } from './history-settings.ts';
import type { Sql } from './sql.ts';

/** A table: what is older than its horizon goes. */
type Kept = Level | 'event';

/** What gives way first where there is too much, and how much of it stays in any case. */
const GIVING_WAY: readonly { readonly level: Level; readonly staysMs: number }[] = [
  { level: 'raw', staysMs: DAY_MS },
  { level: 'mean', staysMs: 7 * DAY_MS },
  { level: 'hour', staysMs: 0 },
];

/** With each round, so large a part of what may give way does. */
const PART = 20;

const NEVER = 0;

/** Times before which rows go, milliseconds since 1970. */
export class Horizons {
  #settings: HistorySettings;
  #byAge: Readonly<Record<Kept, number>> = { raw: NEVER, mean: NEVER, hour: NEVER, event: NEVER };
  /** The same for want of room. */
  readonly #byRoom: Record<Kept, number> = { raw: NEVER, mean: NEVER, hour: NEVER, event: NEVER };

  constructor(settings: HistorySettings) {
    this.#settings = settings;
  }

  /** Other limits, from the next round on. What went for want of room does not come back. */
  set settings(settings: HistorySettings) {
    this.#settings = settings;
  }

  /** Moves on with the time. */
  setNow(nowMs: number): void {
    const { rawDays, meanDays } = this.#settings;
    const before = (days: number) => startOf('hour', Math.max(0, nowMs - days * DAY_MS));
    const mean = before(Math.max(rawDays, meanDays));
    this.#byAge = { raw: before(rawDays), mean, hour: NEVER, event: mean };
  }

  of(level: Kept): number {
    return Math.max(this.#byAge[level], this.#byRoom[level]);
  }

  /** Moves a horizon where all takes more room than it may. True: there is something to sweep. */
  squeeze(sql: Sql): boolean {
    if (bytesIn(sql) <= this.#settings.maxMb * 1_000_000) return false;
    for (const { level, staysMs } of GIVING_WAY) {
      const ends = endsOf(sql, level);
      if (!ends) continue;
      // By what is there, not by the clock: it may be wrong.
      const spanMs = ends.newest - staysMs - ends.oldest;
      if (spanMs < 0) continue;
      const cut = startOf('hour', ends.oldest + Math.max(STEP_MS.hour, spanMs / PART));
      // What lies before it and is still there waits for its means: it goes with a later round.
      if (cut <= this.#byRoom[level]) return false;
      this.#byRoom[level] = cut;
      if (level === 'mean') this.#byRoom.event = cut;
      return true;
    }
    return false;
  }
}

/** Room that rows take, without what was freed and waits to be used again. */
function bytesIn(sql: Sql): number {
  const pages = sql.number('PRAGMA page_count') - sql.number('PRAGMA freelist_count');
  return pages * sql.number('PRAGMA page_size');
}

/** The times of the first and of the last row of a table. */
function endsOf(sql: Sql, level: Level) {
  const one = (order: string) =>
    `(SELECT time FROM ${level} WHERE series = s.id ORDER BY time ${order} LIMIT 1)`;
  const text = `SELECT min(first), max(last) FROM
    (SELECT ${one('ASC')} AS first, ${one('DESC')} AS last FROM series s)`;
  const [row] = sql.rows(text);
  const [oldest, newest] = row ?? [];
  if (typeof oldest !== 'number' || typeof newest !== 'number') return undefined;
  return { oldest, newest };
}
