// One plot: uPlot in a box that keeps its size, with a cursor that keys move too.

import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './chart.module.css';
import type { Columns } from './columns.ts';
import type { Group } from './groups.ts';
import { plotOptions } from './plot-options.ts';
import type { ColourOf } from './use-colours.ts';

/** What a plot shows. */
export interface PlotProps {
  readonly group: Group;
  readonly columns: Columns;
  readonly fromMs: number;
  readonly toMs: number;
  readonly colours: ColourOf;
  readonly syncKey: string;
  /** What a screen reader calls it. */
  readonly label: string;
  /** What stands under the cursor, in words. */
  readonly valueText: string;
  readonly row: number | undefined;
  readonly onRow: (row: number | undefined) => void;
  readonly onZoom: (fromMs: number, toMs: number) => void;
}

/** Steps of the cursor by key; `Infinity` is the end. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -10,
  PageUp: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Draws the columns. */
export function Plot(props: PlotProps) {
  const { group, columns, fromMs, toMs, colours, syncKey, label, row } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const made = group.quantities.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what else changes is set below.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const options = plotOptions({
      group,
      colours,
      width: element.clientWidth,
      height: element.clientHeight,
      syncKey,
      stepped: uPlot.paths.stepped?.({ align: 1 }),
      onZoom: (fromS, toS) => latest.current.onZoom(fromS * 1_000, toS * 1_000),
      onCursor: (at) => latest.current.onRow(at),
    });
    const drawn = new uPlot(options, dataOf(latest.current.columns), element);
    plot.current = drawn;
    setStretch(drawn, latest.current);
    const resized = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      drawn.destroy();
      plot.current = undefined;
    };
  }, [made, group.key, colours, syncKey]);
  useEffect(() => {
    plot.current?.setData(dataOf(columns), false);
    if (plot.current) setStretch(plot.current, { fromMs, toMs });
  }, [columns, fromMs, toMs]);
  const last = Math.max(0, columns[0].length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const drawn = plot.current;
    if (step === undefined || !drawn) return;
    event.preventDefault();
    const at = Math.min(last, Math.max(0, (row ?? (step < 0 ? last + 1 : -1)) + step));
    const time = columns[0][at];
    if (time !== undefined) drawn.setCursor({ left: drawn.valToPos(time, 'x'), top: 1 });
  };
  return (
    <div
      ref={box}
      className={styles.plot}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={row ?? last}
      aria-valuetext={props.valueText}
      onKeyDown={onKeyDown}
      onBlur={() => plot.current?.setCursor({ left: -10, top: -10 })}
    />
  );
}

function setStretch(drawn: uPlot, { fromMs, toMs }: { fromMs: number; toMs: number }): void {
  drawn.setScale('x', { min: fromMs / 1_000, max: toMs / 1_000 });
}

/** uPlot's type asks for lists that can be changed; it changes none. */
function dataOf(columns: Columns): uPlot.AlignedData {
  return columns as unknown as uPlot.AlignedData;
}
