// Means of five minutes from values, and means of hours from those.

import { STEP_MS, startOf } from './history-schema.ts';
import type { Series } from './series.ts';
import { firstStretch, type StepParts } from './stretch.ts';

/** A stretch is over so long after its end: what was heard in it is written by then. */
const LATE_MS = 10_000;

const MEANS = `
  INSERT OR REPLACE INTO mean (series, time, mean, min, max, count)
  SELECT series, time - time % ${STEP_MS.mean} AS start, avg(value), min(value), max(value), count(*)
  FROM raw WHERE series = ? AND time >= ? AND time < ? GROUP BY start`;

const HOURS = `
  INSERT OR REPLACE INTO hour (series, time, mean, min, max, count)
  SELECT series, time - time % ${STEP_MS.hour} AS start,
    sum(mean * count) / sum(count), min(min), max(max), sum(count)
  FROM mean WHERE series = ? AND time >= ? AND time < ? GROUP BY start`;

/** Makes the next means of five minutes; gives how many rows it touched. */
export function makeMeans(parts: StepParts, series: Series): number {
  const stretch = firstStretch(parts, {
    level: 'raw',
    seriesId: series.id,
    sinceMs: series.marks.meanTo,
    untilMs: startOf('mean', parts.nowMs - LATE_MS),
    whole: 'mean',
  });
  if (!stretch) return 0;
  parts.sql.run(MEANS, series.id, stretch.sinceMs, stretch.untilMs);
  parts.table.mark(parts.sql, series, { meanTo: stretch.untilMs });
  return stretch.rows;
}

/** Likewise of hours. To be called when all means of five minutes are made. */
export function makeHours(parts: StepParts, series: Series): number {
  const { meanTo, hourTo } = series.marks;
  const stretch = firstStretch(parts, {
    level: 'mean',
    seriesId: series.id,
    sinceMs: hourTo,
    untilMs: startOf('hour', Math.max(meanTo, parts.nowMs - LATE_MS)),
    whole: 'hour',
  });
  if (!stretch) return 0;
  const { sinceMs, untilMs, rows } = stretch;
  parts.sql.run(HOURS, series.id, sinceMs, untilMs);
  // Of a sensor that fell silent, the last hour is over too: what comes late has it made anew.
  parts.table.mark(parts.sql, series, { hourTo: untilMs, meanTo: Math.max(meanTo, untilMs) });
  return rows;
}
