// How long something took, in coarse steps: cheap enough for the way of every advert.

/** From a tenth of a millisecond to ten seconds. */
const LATENCY_BOUNDS_S = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;

/** Counts of values by size. */
export class Histogram {
  /** Upper bounds, each counting what is at most as large, seconds. */
  readonly bounds: readonly number[];
  /** How many fell into each step, not summed up; the last holds what is above all bounds. */
  readonly counts: number[];
  sum = 0;

  constructor(bounds: readonly number[] = LATENCY_BOUNDS_S) {
    this.bounds = bounds;
    this.counts = [...bounds.map(() => 0), 0];
  }

  /** Adds one. @param value seconds, where it is a time. */
  observe(value: number): void {
    let step = 0;
    while (step < this.bounds.length && value > (this.bounds[step] ?? 0)) step++;
    this.counts[step] = (this.counts[step] ?? 0) + 1;
    this.sum += value;
  }

  /** How many there were. */
  get count(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }
}
