// Text in columns, as wide as what stands in them and as narrow as the terminal wants.

import { fit, widthOf } from './text.ts';

/** Between two columns. */
const GAP = '  ';

/** Where the width is not known. */
export const USUAL_WIDTH = 80;

/**
 * Lines of a table. Where they do not fit, the last column is cut.
 *
 * @param width columns of the terminal; without one, nothing is cut.
 */
export function tableLines(
  rows: readonly (readonly string[])[],
  width: number | undefined,
): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => fit(cell, widths[column] ?? 0));
    // Without the trimming, a row that ends early would be marked as cut where others are wide.
    const line = cells.join(GAP).trimEnd();
    return (width === undefined ? line : fit(line, width)).trimEnd();
  });
}
