// Which number stands for which quantity of which device, and how far its means were made.

import { startOf } from './history-schema.ts';
import type { Sql, SqlRow } from './sql.ts';

/** One quantity of one device. */
export interface Series {
  readonly id: number;
  readonly device: string;
  readonly marks: Marks;
}

/** See HISTORY_SCHEMA. */
export interface Marks {
  readonly rawFrom: number;
  readonly meanFrom: number;
  readonly meanTo: number;
  readonly hourTo: number;
}

/** Of a series whose values are to go: what is kept of it is nobody's. */
export const NOBODY = '';

/** More than any home has. All are forgotten then, and looked up anew. */
const MOST_REMEMBERED = 20_000;

const COLUMNS = 'id, device, raw_from, mean_from, mean_to, hour_to';

/** Series by device and quantity, remembered as long as what is in the table is as we think. */
export class SeriesTable {
  readonly #remembered = new Map<string, Series>();

  /** One that is there. */
  find(sql: Sql, device: string, quantity: string): Series | undefined {
    const key = `${device} ${quantity}`;
    const known = this.#remembered.get(key);
    if (known) return known;
    const text = `SELECT ${COLUMNS} FROM series WHERE device = ? AND quantity = ?`;
    const [row] = sql.rows(text, device, quantity);
    const series = row && seriesOf(row);
    if (series) this.#remember(key, series);
    return series;
  }

  /** The one for a value of that time, a new one where there is none; `undefined`: it is too old to keep. */
  take(sql: Sql, device: string, quantity: string, timeMs: number): Series | undefined {
    const found = this.find(sql, device, quantity) ?? make(sql, device, quantity, timeMs);
    const { rawFrom, meanFrom, meanTo, hourTo } = found.marks;
    if (timeMs >= meanTo) return found;
    if (timeMs < Math.max(rawFrom, meanFrom)) return undefined;
    // The means of that time are made anew.
    return this.mark(sql, found, {
      meanTo: startOf('mean', timeMs),
      hourTo: Math.min(hourTo, startOf('hour', timeMs)),
    });
  }

  /** Sets marks. */
  mark(sql: Sql, series: Series, change: Partial<Marks>): Series {
    const marks = { ...series.marks, ...change };
    sql.run(
      'UPDATE series SET raw_from = ?, mean_from = ?, mean_to = ?, hour_to = ? WHERE id = ?',
      marks.rawFrom,
      marks.meanFrom,
      marks.meanTo,
      marks.hourTo,
      series.id,
    );
    this.forget();
    return { ...series, marks };
  }

  /** Looks all up anew: what was written may not have come to be. */
  forget(): void {
    this.#remembered.clear();
  }

  #remember(key: string, series: Series): void {
    if (this.#remembered.size >= MOST_REMEMBERED) this.forget();
    this.#remembered.set(key, series);
  }
}

/** All series with a number above that, by their numbers. */
export function seriesAfter(sql: Sql, id: number, count: number): readonly Series[] {
  const text = `SELECT ${COLUMNS} FROM series WHERE id > ? ORDER BY id LIMIT ?`;
  return sql.rows(text, id, count).map(seriesOf);
}

function make(sql: Sql, device: string, quantity: string, timeMs: number): Series {
  const text = `INSERT INTO series (device, quantity, raw_from, mean_from, mean_to, hour_to)
    VALUES (?, ?, 0, 0, ?, ?) RETURNING ${COLUMNS}`;
  const marks = [startOf('mean', timeMs), startOf('hour', timeMs)];
  const [row = []] = sql.rows(text, device, quantity, ...marks);
  return seriesOf(row);
}

/** A row of COLUMNS. */
function seriesOf(row: SqlRow): Series {
  const [id, device, rawFrom, meanFrom, meanTo, hourTo] = row;
  return {
    id: Number(id),
    device: String(device),
    marks: {
      rawFrom: Number(rawFrom),
      meanFrom: Number(meanFrom),
      meanTo: Number(meanTo),
      hourTo: Number(hourTo),
    },
  };
}
