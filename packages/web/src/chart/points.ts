// Points of one quantity: as they come from the hub, joined with what is heard live, and summed up.

/** What was measured in one part of a chart. */
export interface Point {
  /** Milliseconds since 1970 UTC. */
  readonly timeMs: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** The last of its values, where it was heard live. */
  readonly last?: number;
}

/** One value as it was heard. */
export interface Heard {
  readonly timeMs: number;
  readonly value: number;
}

/** The parts that points stand for. */
export interface Parts {
  /** Where the first part begins. */
  readonly fromMs: number;
  readonly widthMs: number;
  /** The learnt time between adverts; tells about how many values a part holds. */
  readonly intervalMs: number | undefined;
}

/** Points of the hub as the chart has them; what has no time is left out. */
export function pointsOf(
  items: readonly {
    readonly time: string;
    readonly mean: number;
    readonly min: number;
    readonly max: number;
  }[],
): readonly Point[] {
  return items.flatMap(({ time, mean, min, max }) => {
    const timeMs = Date.parse(time);
    return Number.isFinite(timeMs) ? [{ timeMs, mean, min, max }] : [];
  });
}

/**
 * Adds a value that was just heard: to the last point where both are of the same part, else as a new
 * one. What is older than the last part is there already.
 */
export function withHeard(
  points: readonly Point[],
  { timeMs, value }: Heard,
  parts: Parts,
): readonly Point[] {
  const last = points.at(-1);
  const part = partOf(timeMs, parts);
  if (!last || part > partOf(last.timeMs, parts)) {
    return [...points, { timeMs, mean: value, min: value, max: value, last: value }];
  }
  if (part < partOf(last.timeMs, parts) || timeMs < last.timeMs) return points;
  const count = countIn(last, timeMs, parts);
  const joined = {
    timeMs: last.timeMs,
    mean: last.mean + (value - last.mean) / (count + 1),
    min: Math.min(last.min, value),
    max: Math.max(last.max, value),
    last: value,
  };
  return [...points.slice(0, -1), joined];
}

/** Without the points that have left the stretch; the last of them stays, since its line reaches in. */
export function since(points: readonly Point[], fromMs: number): readonly Point[] {
  const first = points.findIndex(({ timeMs }) => timeMs >= fromMs);
  if (first < 0) return points.slice(-1);
  return first <= 1 ? points : points.slice(first - 1);
}

/**
 * From how long a silence on the line is broken: three times the time that lies between values, and
 * two parts of the chart at least. A quantity that is seldom sent is not taken for one that is gone.
 */
export function gapMsOf(points: readonly Point[], { widthMs, intervalMs = 0 }: Parts): number {
  return Math.max(2 * widthMs, 3 * intervalMs, 3 * usualStepMs(points));
}

/** The time between points that as many exceed as do not; 0 where there are too few to tell. */
function usualStepMs(points: readonly Point[]): number {
  if (points.length < 4) return 0;
  const steps = points.slice(1).map(({ timeMs }, i) => timeMs - (points[i]?.timeMs ?? timeMs));
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}

/** What a stretch comes to. */
export interface Summary {
  readonly min: number;
  readonly max: number;
  /** Over time parts: each part counts alike. */
  readonly mean: number;
  readonly last: number;
  readonly lastMs: number;
}

/** Sums up the points of a stretch; `undefined` where there are none. */
export function summaryOf(
  points: readonly Point[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Summary | undefined {
  let sum = 0;
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let last: Point | undefined;
  for (const point of points) {
    if (point.timeMs < fromMs || point.timeMs > toMs) continue;
    sum += point.mean;
    count++;
    min = Math.min(min, point.min);
    max = Math.max(max, point.max);
    last = point;
  }
  return last && { min, max, mean: sum / count, last: last.last ?? last.mean, lastMs: last.timeMs };
}

function partOf(timeMs: number, { fromMs, widthMs }: Parts): number {
  return Math.floor((timeMs - fromMs) / widthMs);
}

/** About how many values went into a point until now. */
function countIn({ timeMs }: Point, nowMs: number, { intervalMs }: Parts): number {
  if (intervalMs === undefined || intervalMs <= 0) return 1;
  return Math.max(1, Math.round((nowMs - timeMs) / intervalMs));
}
