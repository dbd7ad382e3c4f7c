// A piece of a table that is small enough to be worked on at once.

import { type Level, STEP_MS, startOf } from './history-schema.ts';
import type { SeriesTable } from './series.ts';
import type { Sql } from './sql.ts';

/** What one step of compaction has at hand. */
export interface StepParts {
  readonly sql: Sql;
  readonly table: SeriesTable;
  readonly nowMs: number;
  /** Rows that may be touched at once. */
  readonly limit: number;
}

/** From and to, without the latter. */
export interface Stretch {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** How many rows are in it, about. */
  readonly rows: number;
}

/** Which rows are looked for. */
export interface Wanted {
  readonly level: Level;
  readonly seriesId: number;
  readonly sinceMs: number;
  readonly untilMs: number;
  /** The stretch begins and ends where those of this table do. */
  readonly whole: Level;
}

/** The first rows of those wanted: whole stretches of another table, and no more rows than may be. */
export function firstStretch({ sql, limit }: StepParts, wanted: Wanted): Stretch | undefined {
  const { level, seriesId, sinceMs, untilMs, whole } = wanted;
  const text = `SELECT count(*), min(time), max(time) FROM
    (SELECT time FROM ${level} WHERE series = ? AND time >= ? AND time < ? ORDER BY time LIMIT ?)`;
  const [row = []] = sql.rows(text, seriesId, sinceMs, untilMs, limit);
  const [rows = 0, first = 0, last = 0] = row.map(Number);
  if (rows === 0) return undefined;
  const start = startOf(whole, first);
  // What does not fit in a step has to fit in one of its own.
  const end = rows < limit ? untilMs : Math.max(startOf(whole, last), start + STEP_MS[whole]);
  return { sinceMs: start, untilMs: Math.min(end, untilMs), rows };
}
