// Points of several quantities side by side, as a plot wants them: one column of times, three of each
// quantity.

import type { Point } from './points.ts';

/** A number; `null` breaks the line; `undefined` says nothing, and the line goes on. */
export type Cell = number | null | undefined;

/** One quantity that is to be drawn. */
export interface Line {
  readonly points: readonly Point[];
  /** From how long a silence on the line is broken. */
  readonly gapMs: number;
}

/** Times in seconds, then mean, min and max of each line. */
export type Columns = readonly [readonly number[], ...(readonly Cell[])[]];

/** How many columns each line has. */
export const COLUMNS_A_LINE = 3;

/** Puts lines side by side; silences that are long enough stand as `null` between two points. */
export function columnsOf(lines: readonly Line[]): Columns {
  const broken = lines.map(breaksIn);
  const times = [
    ...new Set([
      ...lines.flatMap(({ points }) => points.map(({ timeMs }) => timeMs)),
      ...broken.flat(),
    ]),
  ].sort((a, b) => a - b);
  const rowOf = new Map(times.map((timeMs, row) => [timeMs, row]));
  const columns = lines.flatMap(({ points }, at) => {
    const own: Cell[][] = Array.from({ length: COLUMNS_A_LINE }, () =>
      times.map((): Cell => undefined),
    );
    const set = (timeMs: number, cells: readonly Cell[]) => {
      const row = rowOf.get(timeMs);
      if (row === undefined) return;
      for (const [i, cell] of cells.entries()) {
        const column = own[i];
        if (column) column[row] = cell;
      }
    };
    for (const timeMs of broken[at] ?? []) set(timeMs, [null, null, null]);
    for (const { timeMs, mean, min, max } of points) set(timeMs, [mean, min, max]);
    return own;
  });
  return [times.map((timeMs) => timeMs / 1_000), ...columns];
}

/** Where a line is broken: in the middle of each silence. */
function breaksIn({ points, gapMs }: Line): readonly number[] {
  return points.slice(1).flatMap(({ timeMs }, i) => {
    const before = points[i]?.timeMs ?? timeMs;
    return timeMs - before > gapMs ? [Math.round((before + timeMs) / 2)] : [];
  });
}

/** The value of a column that stands nearest to a row, within a few rows: for reading out. */
export function nearest(column: readonly Cell[], row: number, times: readonly number[]) {
  const at = times[row];
  if (at === undefined) return undefined;
  for (let away = 0; away < column.length; away++) {
    for (const candidate of [row - away, row + away]) {
      const value = column[candidate];
      if (value === null) return undefined;
      if (value !== undefined) return { row: candidate, value };
    }
  }
  return undefined;
}
