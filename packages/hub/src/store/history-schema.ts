// The tables of the history: values as they came, their means of five minutes, and those of an hour.

import type { Schema } from './schema.ts';

/** The name of the file in the folder for history. */
export const HISTORY_DATABASE = 'history.db';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;
export const DAY_MS = 24 * HOUR_MS;

/** How much time a row of a table stands for; the time of a row is where its stretch begins. */
export const STEP_MS = { raw: 1, mean: 300 * SECOND_MS, hour: HOUR_MS } as const;

/** A table of values. */
export type Level = keyof typeof STEP_MS;

/**
 * A series is one quantity of one device. Its marks tell which table holds what, milliseconds since 1970:
 * from `raw_from` on there are values as they came, from `mean_from` on means of five minutes; means were
 * made up to `mean_to`, and those of hours up to `hour_to`. So `raw_from` ≤ `mean_to`, and likewise for hours.
 * All stand where a stretch of their table begins.
 */
export const HISTORY_SCHEMA: Schema = {
  steps: [
    `CREATE TABLE series (
       id INTEGER PRIMARY KEY,
       device TEXT NOT NULL,
       quantity TEXT NOT NULL,
       raw_from INTEGER NOT NULL,
       mean_from INTEGER NOT NULL,
       mean_to INTEGER NOT NULL,
       hour_to INTEGER NOT NULL,
       UNIQUE (device, quantity)
     );
     CREATE TABLE raw (
       series INTEGER NOT NULL, time INTEGER NOT NULL, value REAL NOT NULL,
       PRIMARY KEY (series, time)
     ) WITHOUT ROWID;
     CREATE TABLE mean (
       series INTEGER NOT NULL, time INTEGER NOT NULL,
       mean REAL NOT NULL, min REAL NOT NULL, max REAL NOT NULL, count INTEGER NOT NULL,
       PRIMARY KEY (series, time)
     ) WITHOUT ROWID;
     CREATE TABLE hour (
       series INTEGER NOT NULL, time INTEGER NOT NULL,
       mean REAL NOT NULL, min REAL NOT NULL, max REAL NOT NULL, count INTEGER NOT NULL,
       PRIMARY KEY (series, time)
     ) WITHOUT ROWID;
     CREATE TABLE event (
       id INTEGER PRIMARY KEY,
       time INTEGER NOT NULL, device TEXT NOT NULL, press TEXT, event TEXT NOT NULL
     );
     CREATE INDEX event_by_time ON event (time);
     CREATE INDEX event_by_device ON event (device, time)`,
  ],
};

/** Where the stretch of a table begins that a moment falls in. */
export function startOf(level: Level, timeMs: number): number {
  return Math.floor(timeMs / STEP_MS[level]) * STEP_MS[level];
}
