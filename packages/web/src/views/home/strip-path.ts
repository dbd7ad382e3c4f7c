// A strip of 24 hours as one path.

import type { Slots } from '../../live/day-strip.ts';

/** The grid that the path is drawn on. */
export const STRIP = { width: 144, height: 28 };

/** Below this span, a strip is drawn as if it were so wide: noise stays low. By unit. */
const LEAST_SPAN: Readonly<Record<string, number>> = {
  '°C': 3,
  '%': 8,
  hPa: 6,
  lx: 50,
  ppm: 100,
  W: 10,
};

/** What a strip says. */
export interface Drawn {
  /** The `d` of the bars. */
  readonly path: string;
  /** That of the bars behind the gap, which are of the day before; empty where there is no such gap. */
  readonly before: string;
  readonly least: number;
  readonly most: number;
}

/**
 * Draws a bar for each hour that has a value. The lowest is still seen; one that is missing is a gap.
 * `now` is the slot of the hour that is under way: what stands after it is of the day before.
 */
export function drawStrip(slots: Slots, unit: string, now: number): Drawn | undefined {
  const values = slots.filter((value) => value !== null && Number.isFinite(value));
  if (values.length === 0) return undefined;
  const least = Math.min(...(values as number[])); // Those that are null are gone.
  const most = Math.max(...(values as number[])); // As above.
  const span = Math.max(most - least, LEAST_SPAN[unit] ?? (Math.abs(most) * 0.1 || 1));
  const from = (least + most - span) / 2;
  const step = STRIP.width / slots.length;
  const bars = slots.map((value, hour) => {
    if (value === null || !Number.isFinite(value)) return '';
    const high = 4 + ((value - from) / span) * (STRIP.height - 4);
    return `M${rounded(hour * step + 0.7)} ${STRIP.height}v${rounded(-high)}h${rounded(step - 1.4)}V${STRIP.height}z`;
  });
  return {
    path: bars.slice(0, now + 1).join(''),
    before: bars.slice(now + 1).join(''),
    least,
    most,
  };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
