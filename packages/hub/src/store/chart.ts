// A stretch of the past in equal parts, put together from values, means of five minutes and of hours.

import type { HistoryPoint, HistoryRow } from './history.ts';
import { type Level, STEP_MS } from './history-schema.ts';
import type { Marks, Series } from './series.ts';
import type { Sql } from './sql.ts';

/** The stretch, and how long each of its parts is. */
export interface Parts {
  readonly fromMs: number;
  readonly toMs: number;
  readonly widthMs: number;
}

/** What each table gives for a part: where it begins, sum, count, least and greatest. */
const SUMS: Record<Level, string> = {
  raw: 'min(time), sum(value), count(*), min(value), max(value)',
  mean: 'min(time), sum(mean * count), sum(count), min(min), max(max)',
  hour: 'min(time), sum(mean * count), sum(count), min(min), max(max)',
};

interface Sum {
  readonly timeMs: number;
  readonly sum: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/** Gathers the points of a chart. */
export class Chart {
  readonly #parts: Parts;
  readonly #sums = new Map<number, Sum>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Adds what the tables have of a series. */
  addSeries(sql: Sql, { id, marks }: Series): void {
    const { fromMs, toMs, widthMs } = this.#parts;
    for (const { level, sinceMs, untilMs } of stretches(levelFor(widthMs), marks)) {
      // The first row may begin before the stretch of the chart that it reaches into.
      const first = Math.max(sinceMs, fromMs - STEP_MS[level] + 1);
      const last = Math.min(untilMs - 1, toMs);
      if (first > last) continue;
      const text = `SELECT CAST(max(0, time - ?) / ? AS INTEGER) AS part, ${SUMS[level]} FROM ${level}
        WHERE series = ? AND time >= ? AND time <= ? GROUP BY part`;
      for (const row of sql.rows(text, fromMs, widthMs, id, first, last)) {
        const [part = 0, timeMs = 0, sum = 0, count = 0, min = 0, max = 0] = row.map(Number);
        this.#add(part, { timeMs: Math.max(timeMs, fromMs), sum, count, min, max });
      }
    }
  }

  /** Adds a value that is in no table yet. */
  addRow({ timeMs, value }: HistoryRow): void {
    const { fromMs, toMs, widthMs } = this.#parts;
    if (timeMs < fromMs || timeMs > toMs) return;
    const part = Math.floor((timeMs - fromMs) / widthMs);
    this.#add(part, { timeMs, sum: value, count: 1, min: value, max: value });
  }

  /** Oldest first; parts in which nothing was are not there. */
  points(): readonly HistoryPoint[] {
    return [...this.#sums.values()]
      .sort((a, b) => a.timeMs - b.timeMs)
      .map(({ timeMs, sum, count, min, max }) => ({ timeMs, mean: sum / count, min, max }));
  }

  #add(part: number, sum: Sum): void {
    const there = this.#sums.get(part);
    this.#sums.set(part, there ? together(there, sum) : sum);
  }
}

/** The coarsest table whose rows are no longer than the parts of a chart. */
function levelFor(widthMs: number): Level {
  if (widthMs >= STEP_MS.hour) return 'hour';
  return widthMs >= STEP_MS.mean ? 'mean' : 'raw';
}

/** Which table to read for which time: the wanted one where it reaches, else the next that does. */
function stretches(level: Level, { rawFrom, meanFrom, meanTo, hourTo }: Marks) {
  const meanSinceMs = level === 'hour' ? hourTo : meanFrom;
  const rawSinceMs = level === 'raw' ? rawFrom : meanTo;
  return [
    { level: 'hour', sinceMs: 0, untilMs: meanSinceMs },
    { level: 'mean', sinceMs: meanSinceMs, untilMs: rawSinceMs },
    { level: 'raw', sinceMs: rawSinceMs, untilMs: Number.POSITIVE_INFINITY },
  ] as const;
}

function together(a: Sum, b: Sum): Sum {
  return {
    timeMs: Math.min(a.timeMs, b.timeMs),
    sum: a.sum + b.sum,
    count: a.count + b.count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}
