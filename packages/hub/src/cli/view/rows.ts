// Rows of a screen: text in columns, not yet dressed in colours.

import type { Style } from '../paint.ts';
import { fit, widthOf } from '../text.ts';

/** Text that fills its place, and where that begins, counted from 1. */
export interface Cell {
  readonly column: number;
  readonly text: string;
  readonly styles?: readonly Style[];
}

/** One line of the screen. */
export type Row = readonly Cell[];

/** How one column of a table looks in one row. */
export interface Field {
  readonly text: string;
  readonly width: number;
  readonly isRight?: boolean;
  readonly styles?: readonly Style[];
}

/** Columns between two fields. */
const GAP = 1;

/** One field beside the other, filled up to the next; those of no width are left out. */
export function rowOf(...fields: readonly Field[]): Row {
  const shown = fields.filter(({ width }) => width > 0);
  const cells: Cell[] = [];
  let column = 1;
  for (const [i, { text, width, isRight = false, styles }] of shown.entries()) {
    const fitted = isRight && widthOf(text) <= width ? padStart(text, width) : fit(text, width);
    const gap = i < shown.length - 1 ? GAP : 0;
    cells.push({ column, text: fitted + ' '.repeat(gap), ...(styles && { styles }) });
    column += width + gap;
  }
  return cells;
}

/** A row that is one text. */
export function lineOf(text: string, width: number, ...styles: readonly Style[]): Row {
  return [{ column: 1, text: fit(text, width), styles }];
}

/** A row as plain text. */
export function textOfRow(row: Row): string {
  return row.map(({ text }) => text).join('');
}

function padStart(text: string, width: number): string {
  return ' '.repeat(width - widthOf(text)) + text;
}
