// A table that scrolls inside itself where the window is narrow.

import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';

/** One column: what it is called and what it shows of a row. */
export interface Column<Row> {
  readonly id: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  readonly isMono?: boolean;
}

/** Rows by columns. `rowKey` tells rows apart; without it, their place does. */
export function Table<Row>({
  columns,
  rows,
  rowKey,
  caption,
}: {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey?: (row: Row, at: number) => string | number;
  /** What a screen reader calls it. */
  readonly caption?: string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={caption ?? 'Table'}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={classNames(column.isNumber && styles.number)}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={rowKey ? rowKey(row, at) : at}>
              {columns.map((column) => (
                <td
                  key={column.id}
                  className={classNames(
                    column.isNumber && styles.number,
                    column.isMono && styles.mono,
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
