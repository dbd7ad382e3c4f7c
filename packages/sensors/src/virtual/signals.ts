// How quantities run over the day: each a function of time alone, so that nothing is to be stored.

import type { BooleanQuantity, NumberQuantity } from '../quantities.ts';
import type { SeededRandom } from './random.ts';

/** A value at a time, milliseconds since 1970 UTC. */
export type Signal = (timeMs: number) => number;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A day as a wave: highest at `peakHour`, lowest twelve hours later, with small waves on top. */
function daily(
  random: SeededRandom,
  { mean, swing, peakHour, ripple }: Record<'mean' | 'swing' | 'peakHour' | 'ripple', number>,
): Signal {
  const small = ripples(random, ripple);
  return (timeMs) => mean + swing * wave(timeMs - peakHour * HOUR_MS, DAY_MS) + small(timeMs);
}

/** Unrest of a few minutes to half an hour. */
function ripples(random: SeededRandom, height: number): Signal {
  const waves = [random.between(4, 7), random.between(11, 17), random.between(23, 37)].map(
    (minutes) => ({ periodMs: minutes * MINUTE_MS, shiftMs: random.between(0, DAY_MS) }),
  );
  return (timeMs) =>
    waves.reduce(
      (sum, { periodMs, shiftMs }) =>
        sum + (height / waves.length) * wave(timeMs + shiftMs, periodMs),
      0,
    );
}

/** 1 at the start of a period, -1 in its middle. */
function wave(timeMs: number, periodMs: number): number {
  return Math.cos((2 * Math.PI * timeMs) / periodMs);
}

/** Falls from `high` to `low` in so many days, and begins again: a battery, a watered pot. */
function falling(random: SeededRandom, high: number, low: number, days: number): Signal {
  const periodMs = days * DAY_MS;
  const shiftMs = random.between(0, periodMs);
  return (timeMs) => high - (high - low) * (((timeMs + shiftMs) % periodMs) / periodMs);
}

/** Nothing at night, most at noon. */
function daylight(random: SeededRandom, brightest: number): Signal {
  const clouds = daily(random, { mean: 0.85, swing: 0, peakHour: 12, ripple: 0.3 });
  return (timeMs) =>
    brightest * Math.max(0, wave(timeMs - 12 * HOUR_MS, DAY_MS) + 0.3) * clouds(timeMs);
}

interface Run {
  readonly decimals: number;
  readonly of: (random: SeededRandom) => Signal;
  /** The quantity that it goes along with, if there is one. */
  readonly like?: NumberQuantity | undefined;
}

function run(decimals: number, of: Run['of'], like?: NumberQuantity): Run {
  return { decimals, of, like };
}

/** A day at home, in UTC: warm in the afternoon, damp before dawn, bright at noon. */
const RUN_OF: Partial<Record<NumberQuantity, Run>> = {
  temperature: run(2, (random) =>
    daily(random, { mean: random.between(19.5, 22.5), swing: 1.4, peakHour: 16, ripple: 0.4 }),
  ),
  humidity: run(2, (random) =>
    daily(random, { mean: random.between(42, 55), swing: 5, peakHour: 4, ripple: 1.5 }),
  ),
  pressure: run(1, (random) =>
    daily(random, { mean: random.between(1008, 1018), swing: 2, peakHour: 10, ripple: 0.3 }),
  ),
  co2: run(0, (random) => daily(random, { mean: 720, swing: 180, peakHour: 22, ripple: 60 })),
  pm25: run(0, (random) => daily(random, { mean: 9, swing: 4, peakHour: 19, ripple: 3 })),
  pm10: run(0, (random) => daily(random, { mean: 16, swing: 6, peakHour: 19, ripple: 4 })),
  tvoc: run(0, (random) => daily(random, { mean: 140, swing: 50, peakHour: 20, ripple: 30 })),
  formaldehyde: run(2, (random) =>
    daily(random, { mean: 0.04, swing: 0.01, peakHour: 15, ripple: 0.01 }),
  ),
  illuminance: run(0, (random) => daylight(random, random.between(250, 900))),
  lightLevel: run(0, (random) => daylight(random, 60)),
  moisture: run(0, (random) => falling(random, 58, 18, random.between(4, 8))),
  conductivity: run(0, (random) => falling(random, 900, 250, random.between(4, 8)), 'moisture'),
  battery: run(0, (random) => falling(random, 100, 15, random.between(300, 500))),
  voltage: run(3, (random) => falling(random, 3.05, 2.45, random.between(300, 500)), 'battery'),
  consumable: run(0, (random) => falling(random, 100, 0, random.between(25, 40))),
  power: run(2, (random) => daily(random, { mean: 180, swing: 90, peakHour: 19, ripple: 60 })),
};

/** Truth values that follow a signal: whether it is above a bound. */
const BOUND_OF: Partial<Record<BooleanQuantity, { follows: NumberQuantity; above: number }>> = {
  light: { follows: 'illuminance', above: 80 },
};

const RUNS: ReadonlyMap<string, Run> = new Map(Object.entries(RUN_OF));
const BOUNDS = new Map(Object.entries(BOUND_OF));

/** What a quantity is at a time; `undefined` for those that follow no course of the day. */
export function courseOf(
  name: string,
  random: SeededRandom,
): ((timeMs: number) => number | boolean) | undefined {
  const bound = BOUNDS.get(name);
  const quantity = bound?.follows ?? name;
  const found = RUNS.get(quantity);
  if (!found) return undefined;
  const signal = found.of(random.fork(found.like ?? quantity));
  if (bound) return (timeMs) => signal(timeMs) > bound.above;
  const scale = 10 ** found.decimals;
  return (timeMs) => Math.round(signal(timeMs) * scale) / scale;
}
