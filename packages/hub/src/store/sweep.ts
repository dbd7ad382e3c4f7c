// Takes away what lies behind the horizon, a stretch at a time.

import type { Level } from './history-schema.ts';
import type { Horizons } from './horizons.ts';
import { type Marks, NOBODY, type Series } from './series.ts';
import { firstStretch, type StepParts } from './stretch.ts';

/** What may go of a table: what the next one has already made its means of. */
const SWEEPS: readonly {
  readonly level: Level;
  readonly whole: Level;
  readonly madeUntil: (marks: Marks) => number;
  readonly markAs: (untilMs: number) => Partial<Marks>;
}[] = [
  {
    level: 'raw',
    whole: 'mean',
    madeUntil: ({ meanTo }) => meanTo,
    markAs: (untilMs) => ({ rawFrom: untilMs }),
  },
  {
    level: 'mean',
    whole: 'hour',
    // Where values wait to be swept, charts still need to know from where on there are means.
    madeUntil: ({ hourTo, rawFrom }) => Math.min(hourTo, rawFrom),
    markAs: (untilMs) => ({ meanFrom: untilMs }),
  },
  { level: 'hour', whole: 'hour', madeUntil: ({ hourTo }) => hourTo, markAs: () => ({}) },
];

/** Sweeps one table of a series; gives how many rows it touched. A series without any is dropped. */
export function sweepSeries(parts: StepParts, series: Series, horizons: Horizons): number {
  const { sql, table } = parts;
  if (series.device === NOBODY) return removeRows(parts, series);
  for (const { level, whole, madeUntil, markAs } of SWEEPS) {
    const untilMs = Math.min(horizons.of(level), madeUntil(series.marks));
    const wanted = { level, seriesId: series.id, sinceMs: 0, untilMs, whole };
    const stretch = firstStretch(parts, wanted);
    if (!stretch) continue;
    sql.run(`DELETE FROM ${level} WHERE series = ? AND time < ?`, series.id, stretch.untilMs);
    table.mark(sql, series, markAs(stretch.untilMs));
    return stretch.rows;
  }
  dropIfEmpty(parts, series);
  return 0;
}

/** Sweeps events; gives how many. */
export function sweepEvents({ sql, limit }: StepParts, horizons: Horizons): number {
  const text = `DELETE FROM event WHERE id IN
    (SELECT id FROM event WHERE time < ? ORDER BY time LIMIT ?)`;
  return sql.run(text, horizons.of('event'), limit);
}

/** Of a device that is forgotten. */
function removeRows(parts: StepParts, series: Series): number {
  for (const { level, whole } of SWEEPS) {
    const untilMs = Number.MAX_SAFE_INTEGER;
    const wanted = { level, seriesId: series.id, sinceMs: 0, untilMs, whole };
    const stretch = firstStretch(parts, wanted);
    if (!stretch) continue;
    const text = `DELETE FROM ${level} WHERE series = ? AND time < ?`;
    parts.sql.run(text, series.id, stretch.untilMs);
    return stretch.rows;
  }
  dropIfEmpty(parts, series);
  return 0;
}

function dropIfEmpty({ sql, table }: StepParts, { id }: Series): void {
  const isIn = ({ level }: { readonly level: Level }) =>
    sql.number(`SELECT EXISTS (SELECT 1 FROM ${level} WHERE series = ?)`, id) === 1;
  if (SWEEPS.some(isIn)) return;
  sql.run('DELETE FROM series WHERE id = ?', id);
  table.forget();
}
