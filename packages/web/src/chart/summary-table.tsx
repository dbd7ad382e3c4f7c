// What a chart shows, in numbers: for those who cannot see it, and those who want them.

import { Table } from '../kit/index.ts';
import styles from './chart.module.css';
import { isBoolean, type TemperatureUnit, titleOf, valueText } from './groups.ts';
import { type Point, type Summary, summaryOf } from './points.ts';
import type { Stretch } from './ranges.ts';
import { momentText } from './ticks.ts';

interface Row {
  readonly name: string;
  readonly summary: Summary | undefined;
}

/** Least, greatest, mean and last of each quantity. */
export function SummaryTable({
  names,
  series,
  stretch,
  temperature,
}: {
  readonly names: readonly string[];
  readonly series: ReadonlyMap<string, readonly Point[]>;
  readonly stretch: Stretch;
  readonly temperature: TemperatureUnit;
}) {
  const rows = names.map(
    (name): Row => ({ name, summary: summaryOf(series.get(name) ?? [], stretch) }),
  );
  const cell = (pick: (summary: Summary) => number) => (row: Row) =>
    row.summary ? valueText(row.name, pick(row.summary), temperature) : '–';
  return (
    <div className={styles.summary}>
      <Table
        caption="Summary of the chart"
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { id: 'name', title: 'Quantity', cell: ({ name }) => titleOf(name) },
          { id: 'last', title: 'Last', isNumber: true, cell: cell(({ last }) => last) },
          { id: 'min', title: 'Least', isNumber: true, cell: numbersOnly(cell(({ min }) => min)) },
          {
            id: 'max',
            title: 'Greatest',
            isNumber: true,
            cell: numbersOnly(cell(({ max }) => max)),
          },
          { id: 'mean', title: 'Mean', isNumber: true, cell: cell(({ mean }) => mean) },
          {
            id: 'time',
            title: 'Heard',
            cell: ({ summary }) =>
              summary ? momentText(summary.lastMs, Number.POSITIVE_INFINITY) : '–',
          },
        ]}
      />
    </div>
  );
}

/** What is true or false has no extremes worth telling. */
function numbersOnly(cell: (row: Row) => string): (row: Row) => string {
  return (row) => (isBoolean(row.name) ? '' : cell(row));
}
