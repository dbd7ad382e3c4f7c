// One axis of the chart: what stands under the cursor, and the plot.

import { useMemo, useState } from 'react';
import { shownNumber } from '../live/index.ts';
import styles from './chart.module.css';
import { COLUMNS_A_LINE, type Columns, columnsOf, nearest } from './columns.ts';
import { colourOf, type Group, type TemperatureUnit, titleOf, valueText } from './groups.ts';
import { Plot } from './plot.tsx';
import { gapMsOf, type Parts, type Point } from './points.ts';
import { momentText } from './ticks.ts';
import type { ColourOf } from './use-colours.ts';

/** Draws the quantities of a group. */
export function Panel({
  group,
  series,
  parts,
  fromMs,
  toMs,
  isLive,
  temperature,
  colours,
  syncKey,
  onZoom,
}: {
  readonly group: Group;
  readonly series: ReadonlyMap<string, readonly Point[]>;
  readonly parts: Parts;
  readonly fromMs: number;
  readonly toMs: number;
  /** What is true or false now is drawn up to the right edge. */
  readonly isLive: boolean;
  readonly temperature: TemperatureUnit;
  readonly colours: ColourOf;
  readonly syncKey: string;
  readonly onZoom: (fromMs: number, toMs: number) => void;
}) {
  const [row, setRow] = useState<number>();
  const edgeMs = isLive && group.isBoolean ? toMs : undefined;
  const { widthMs, intervalMs } = parts;
  const raw = useMemo(() => {
    const lines = group.quantities.map((name) =>
      lineOf(series.get(name) ?? [], group, { fromMs: 0, widthMs, intervalMs }, edgeMs),
    );
    return columnsOf(lines);
  }, [group, series, widthMs, intervalMs, edgeMs]);
  const columns = useMemo(() => shownColumns(raw, group, temperature), [raw, group, temperature]);
  const [times] = raw;
  const at = row ?? times.length - 1;
  const timeS = row === undefined ? undefined : times[row];
  const said = group.quantities.map((name, i) => {
    const found = nearest(raw[1 + COLUMNS_A_LINE * i] ?? [], at, times);
    const text = found ? valueText(name, found.value, temperature) : '–';
    return { name, text };
  });
  const moment = timeS === undefined ? undefined : momentText(timeS * 1_000, toMs - fromMs);
  const label = `Chart: ${group.quantities.map(titleOf).join(', ')}`;
  const words = said.map(({ name, text }) => `${titleOf(name)} ${text}`).join(', ');
  return (
    <div className={styles.panel} data-panel={group.key}>
      <div className={styles.readout}>
        {said.map(({ name, text }) => (
          <span key={name} className={styles.said}>
            <i className={styles.dot} style={{ background: `var(${colourOf(name)})` }} />
            {titleOf(name)} <b>{text}</b>
          </span>
        ))}
        <time className={styles.moment}>{moment}</time>
      </div>
      <Plot
        group={group}
        columns={columns}
        fromMs={fromMs}
        toMs={toMs}
        colours={colours}
        syncKey={syncKey}
        label={label}
        valueText={moment === undefined ? words : `${moment}: ${words}`}
        row={row}
        onRow={setRow}
        onZoom={onZoom}
      />
    </div>
  );
}

function lineOf(
  points: readonly Point[],
  { isBoolean }: Group,
  parts: Parts,
  edgeMs: number | undefined,
) {
  if (!isBoolean) return { points, gapMs: gapMsOf(points, parts) };
  // A door that is open stays open until it says something else: silence breaks nothing.
  const last = points.at(-1);
  const isOn = last && edgeMs !== undefined && edgeMs > last.timeMs;
  const value = last && (last.last ?? Math.round(last.mean));
  const held =
    isOn && value !== undefined
      ? [...points, { timeMs: edgeMs, mean: value, min: value, max: value }]
      : points;
  return { points: held, gapMs: Number.POSITIVE_INFINITY };
}

/** The columns in the units in which they are shown. */
function shownColumns(columns: Columns, group: Group, temperature: TemperatureUnit): Columns {
  const [times, ...cells] = columns;
  if (temperature === '°C' || group.unit !== '°F') return columns;
  const turned = cells.map((column, i) => {
    const name = group.quantities[Math.floor(i / COLUMNS_A_LINE)] ?? '';
    return column.map((cell) =>
      typeof cell === 'number' ? shownNumber(name, cell, { units: { temperature } }) : cell,
    );
  });
  return [times, ...turned];
}
