// Makes means of what was measured, and takes away what is too old or too much: a little at a time, so
// that nobody waits for it.

import type { Cancel, Clock } from '@bluebell/ble/core';
import { ClockTrust } from './clock-trust.ts';
import type { HistorySettings } from './history-settings.ts';
import { Horizons } from './horizons.ts';
import type { KeptDatabase } from './kept-database.ts';
import { makeHours, makeMeans } from './means.ts';
import { NOBODY, type Series, type SeriesTable, seriesAfter } from './series.ts';
import type { Sql } from './sql.ts';
import type { StepParts } from './stretch.ts';
import { sweepEvents, sweepSeries } from './sweep.ts';

/** Between two rounds through all series: often enough for charts, seldom enough for memory cards. */
const ROUND_MS = 30 * 60_000;

/** Between two steps of a round. */
const STEP_MS = 100;

/** Rows that a step touches at most, about: some ten milliseconds on a small computer. */
const STEP_ROWS = 1_000;

/** Looking at a series takes as long as touching so many rows. */
const LOOK_ROWS = 100;

/** Pages that are given back to the disk in a step, when there are more of them than may wait. */
const STEP_PAGES = 256;
const WAITING_PAGES = 1_024;

/** What it works on. */
export interface CompactionParts {
  readonly settings: HistorySettings;
  readonly series: SeriesTable;
  readonly clock: Clock;
  readonly database: KeptDatabase;
}

/** Goes through all series, round after round. */
export class Compaction {
  readonly #parts: CompactionParts;
  readonly #trust: ClockTrust;
  readonly #horizons: Horizons;
  /** The last series that this round is done with. */
  #lastId = 0;
  #cancel: Cancel;

  constructor(parts: CompactionParts) {
    this.#parts = parts;
    this.#trust = new ClockTrust(parts.clock);
    this.#horizons = new Horizons(parts.settings);
    this.#cancel = parts.clock.after(STEP_MS, () => this.#work());
  }

  /** Other limits: a round begins soon. */
  set settings(settings: HistorySettings) {
    this.#horizons.settings = settings;
    this.#cancel();
    this.#lastId = 0;
    this.#cancel = this.#parts.clock.after(STEP_MS, () => this.#work());
  }

  stop(): void {
    this.#cancel();
  }

  #work(): void {
    const { database, series, clock } = this.#parts;
    let isOver = true;
    const isWritten = database.write((sql) => {
      isOver = sql.transaction(() => this.#step(sql));
    });
    if (!isWritten || isOver) this.#lastId = 0;
    // What was marked may not have come to be.
    if (!isWritten) series.forget();
    this.#cancel = clock.after(isOver ? ROUND_MS : STEP_MS, () => this.#work());
  }

  /** Some series, or what comes after the last. True: the round is over. */
  #step(sql: Sql): boolean {
    const { clock, series: table } = this.#parts;
    const parts = { sql, table, nowMs: clock.now(), limit: STEP_ROWS / 2 };
    if (this.#lastId === 0 && this.#trust.isTrusted()) this.#horizons.setNow(parts.nowMs);
    let rows = 0;
    while (rows < STEP_ROWS / 2) {
      const [series] = seriesAfter(sql, this.#lastId, 1);
      if (!series) return this.#endRound(parts);
      const touched = this.#compact(parts, series);
      rows += touched + LOOK_ROWS;
      // It is looked at again where there may be more to do.
      if (touched === 0) this.#lastId = series.id;
    }
    return false;
  }

  /** The next thing to do for a series; gives how many rows it touched. */
  #compact(parts: StepParts, series: Series): number {
    return (
      (series.device === NOBODY ? 0 : makeMeans(parts, series) || makeHours(parts, series)) ||
      sweepSeries(parts, series, this.#horizons)
    );
  }

  #endRound(parts: StepParts): boolean {
    const { sql } = parts;
    if (sweepEvents(parts, this.#horizons) > 0) return false;
    if (givesPagesBack(sql)) return false;
    if (!this.#horizons.squeeze(sql)) return true;
    this.#lastId = 0;
    return false;
  }
}

/** Pages go from the end of the file to the disk. False: there are none to speak of. */
function givesPagesBack(sql: Sql): boolean {
  const before = sql.number('PRAGMA freelist_count');
  if (before <= WAITING_PAGES) return false;
  sql.rows(`PRAGMA incremental_vacuum(${STEP_PAGES})`);
  // A file that somebody made by other means may keep its size for good.
  return sql.number('PRAGMA freelist_count') < before;
}
