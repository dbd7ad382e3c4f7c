// Which stretch of time a chart shows, and the addresses its data comes from.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The stretches that have a button. */
export const RANGES = [
  { id: 'hour', title: 'Hour', ms: HOUR_MS },
  { id: 'day', title: 'Day', ms: DAY_MS },
  { id: 'week', title: 'Week', ms: 7 * DAY_MS },
  { id: 'month', title: 'Month', ms: 30 * DAY_MS },
  { id: 'year', title: 'Year', ms: 365 * DAY_MS },
] as const;

/** One of them. */
export type RangeId = (typeof RANGES)[number]['id'];

/** A stretch of time, milliseconds since 1970 UTC. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a chart shows: the last hour, day … as time goes on, or a stretch that stays. */
export type Shown =
  | { readonly kind: 'following'; readonly range: RangeId }
  | ({ readonly kind: 'fixed' } & Stretch);

/** No finer stretch can be drawn. */
const SHORTEST_MS = MINUTE_MS;
const LONGEST_MS = 10 * 365 * DAY_MS;

/** How long what is shown is. */
export function lengthOf(shown: Shown): number {
  if (shown.kind === 'fixed') return shown.toMs - shown.fromMs;
  return RANGES.find(({ id }) => id === shown.range)?.ms ?? DAY_MS;
}

/** Where what is shown begins and ends, if it is now `nowMs`. */
export function stretchOf(shown: Shown, nowMs: number): Stretch {
  if (shown.kind === 'fixed') return { fromMs: shown.fromMs, toMs: shown.toMs };
  return { fromMs: nowMs - lengthOf(shown), toMs: nowMs };
}

/** A stretch that somebody pointed out, from either side: never so short that nothing is in it. */
export function zoomed(oneMs: number, otherMs: number): Shown {
  const fromMs = Math.round(Math.min(oneMs, otherMs));
  const toMs = Math.max(Math.round(Math.max(oneMs, otherMs)), fromMs + SHORTEST_MS);
  return { kind: 'fixed', fromMs, toMs };
}

/** The same length, half of it earlier (-1) or later (1); what reaches the present follows it. */
export function moved(shown: Shown, side: -1 | 1, nowMs: number): Shown {
  const { fromMs, toMs } = stretchOf(shown, nowMs);
  const ms = toMs - fromMs;
  const newTo = toMs + (side * ms) / 2;
  const range = RANGES.find((one) => one.ms === ms);
  if (newTo >= nowMs && range) return { kind: 'following', range: range.id };
  const end = Math.min(newTo, nowMs);
  return { kind: 'fixed', fromMs: end - ms, toMs: end };
}

/** Twice (or half) as long, around the middle, and not beyond the present. */
export function scaledBy(shown: Shown, factor: number, nowMs: number): Shown {
  const { fromMs, toMs } = stretchOf(shown, nowMs);
  const ms = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (toMs - fromMs) * factor));
  const end = Math.min(nowMs, (fromMs + toMs) / 2 + ms / 2);
  return zoomed(end - ms, end);
}

/** How many points a chart so many pixels wide has room for. */
export function pointsFor(widthPx: number): number {
  return Math.min(1_000, Math.max(60, Math.floor(widthPx / 2)));
}

/** How long one point of it stands for. */
export function bucketMs({ fromMs, toMs }: Stretch, points: number): number {
  return Math.max(1, (toMs - fromMs) / points);
}

/** Where the points of one quantity come from, below the place of the API. */
export function historyPath(
  deviceId: string,
  quantity: string,
  { fromMs, toMs }: Stretch,
  points: number,
): string {
  const query = new URLSearchParams({
    quantity,
    from: isoOf(fromMs),
    to: isoOf(toMs),
    points: String(points),
  });
  return `devices/${encodeURIComponent(deviceId)}/history?${query}`;
}

/** Where all values of the stretch come from as a table. */
export function csvPath(
  deviceId: string,
  quantities: readonly string[],
  { fromMs, toMs }: Stretch,
): string {
  const query = new URLSearchParams({
    quantity: quantities.join(','),
    from: isoOf(fromMs),
    to: isoOf(toMs),
  });
  return `devices/${encodeURIComponent(deviceId)}/history.csv?${query}`;
}

function isoOf(timeMs: number): string {
  return new Date(Math.max(0, timeMs)).toISOString();
}
