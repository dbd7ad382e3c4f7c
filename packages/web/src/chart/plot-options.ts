// How a plot looks and behaves, for uPlot.

import type uPlot from 'uplot';
import { colourOf, type Group, wordOf } from './groups.ts';
import { numberTicks, timeTicks } from './ticks.ts';
import { type ColourOf, transparent } from './use-colours.ts';

/** What a plot is made of. */
export interface PlotSetup {
  readonly group: Group;
  readonly colours: ColourOf;
  readonly width: number;
  readonly height: number;
  /** Plots of one key show the cursor together. */
  readonly syncKey: string;
  readonly stepped: uPlot.Series.PathBuilder | undefined;
  readonly onZoom: (fromS: number, toS: number) => void;
  readonly onCursor: (row: number | undefined) => void;
}

const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
/** Pixels beside the plot, for the numbers. */
const AXIS_WIDTH = 56;
/** A shorter drag is a slip of the hand. */
const SHORTEST_DRAG_PX = 8;
/** The diameter of a value's dot. */
const DOT_PX = 5;
const DASHES: readonly (readonly number[])[] = [[], [6, 4], [2, 3], [10, 4, 2, 4]];

/** The options of a plot: for each quantity a line, and a band from its least to its greatest values. */
export function plotOptions(setup: PlotSetup): uPlot.Options {
  const { group, colours, width, height, syncKey, onZoom, onCursor } = setup;
  const quiet = colours('--text-quiet');
  const line = colours('--line');
  return {
    width,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: {
      x: true,
      y: false,
      points: { size: 8 },
      drag: { x: true, y: false, setScale: false },
      sync: { key: syncKey, setSeries: false, scales: ['x', null] },
    },
    scales: {
      x: { time: true, auto: false },
      y: group.isBoolean ? { range: [-0.15, 1.15] } : { range: roomAround },
    },
    axes: [
      {
        font: FONT,
        stroke: quiet,
        grid: { stroke: line, width: 1 },
        ticks: { stroke: line, width: 1, size: 4 },
        space: 76,
        size: 30,
        values: (_plot, splits, _axis, _space, step) => [...timeTicks(splits, step)],
      },
      {
        font: FONT,
        stroke: quiet,
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
        size: group.isBoolean ? AXIS_WIDTH + 24 : AXIS_WIDTH,
        gap: 6,
        space: 36,
        ...(group.isBoolean
          ? { splits: () => [0, 1], values: () => booleanTicks(group) }
          : { values: (_plot: uPlot, splits: number[]) => [...numberTicks(splits)] }),
      },
    ],
    series: [{}, ...group.quantities.flatMap((name, at) => seriesOf(name, at, setup))],
    bands: group.isBoolean ? [] : group.quantities.map((name, at) => bandOf(name, at, colours)),
    hooks: {
      setSelect: [
        (plot) => {
          const { left, width: dragged } = plot.select;
          if (dragged < SHORTEST_DRAG_PX) return;
          onZoom(plot.posToVal(left, 'x'), plot.posToVal(left + dragged, 'x'));
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      setCursor: [
        (plot) => {
          const { left = -1, idx } = plot.cursor;
          onCursor(left < 0 || idx === null ? undefined : idx);
        },
      ],
    },
  };
}

/** Mean, least and greatest: only the first is a line of its own. */
function seriesOf(
  name: string,
  at: number,
  { group, colours, stepped }: PlotSetup,
): uPlot.Series[] {
  const stroke = colours(colourOf(name));
  const paths = group.isBoolean && stepped ? { paths: stepped } : {};
  const fill = group.isBoolean ? { fill: transparent(stroke, 0.14), fillTo: 0 } : {};
  const edge = { stroke: 'transparent', width: 0, points: { show: false } };
  const dash = [...(DASHES[at % DASHES.length] ?? [])];
  return [
    { stroke, width: 2, dash, points: { size: DOT_PX, show: hasDots }, ...paths, ...fill },
    edge,
    { ...edge },
  ];
}

/** Where values are few, each has a dot; and where all are so near to each other that a line of them is not seen. */
function hasDots(plot: uPlot, _at: number, from: number, to: number): boolean {
  const [times] = plot.data;
  const [first, last] = [times[from], times[to]];
  if (first === undefined || last === undefined) return false;
  const width = plot.valToPos(last, 'x') - plot.valToPos(first, 'x');
  return width < 2 * DOT_PX || to - from <= width / (4 * DOT_PX);
}

/** The band between the greatest values (third of its columns) and the least (second). */
function bandOf(name: string, at: number, colours: ColourOf): uPlot.Band {
  const first = 1 + 3 * at;
  return { series: [first + 2, first + 1], fill: transparent(colours(colourOf(name)), 0.2) };
}

function booleanTicks({ quantities: [name = ''] }: Group): string[] {
  return [wordOf(name, false), wordOf(name, true)];
}

/** A tenth of the height above and below; something above and below of what does not move. */
function roomAround(_plot: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null || !Number.isFinite(min) || !Number.isFinite(max)) return [0, 1];
  const room = max > min ? (max - min) * 0.1 : Math.max(1, Math.abs(max) * 0.05);
  const least = min >= 0 && min - room < 0 ? 0 : min - room;
  return [least, max + room];
}
