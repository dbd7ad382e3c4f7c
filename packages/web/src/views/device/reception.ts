// How much of what a device sends is heard: an estimate from counts by hour.

/** Packets of an hour. */
export interface HourHeard {
  /** When the hour begins. */
  readonly fromMs: number;
  readonly heard: number;
  /** About how many there were; `undefined` while the interval is not learnt. */
  readonly expected: number | undefined;
}

const HOUR_MS = 3_600_000;

/**
 * Hour by hour, the oldest first. Hours in which nobody counted are left out.
 *
 * @param fromMs when the first slot begins.
 */
export function hoursHeard(
  counts: readonly (number | null)[],
  fromMs: number,
  intervalS: number | undefined,
  nowMs: number,
): readonly HourHeard[] {
  return counts.flatMap((heard, slot) => {
    if (heard === null) return [];
    const start = fromMs + slot * HOUR_MS;
    const seconds = Math.min(HOUR_MS, Math.max(0, nowMs - start)) / 1_000;
    const isLearnt = intervalS !== undefined && intervalS > 0;
    const expected = isLearnt ? Math.round(seconds / intervalS) : undefined;
    return [{ fromMs: start, heard, expected }];
  });
}

/** What the last whole hour comes to. */
export interface Losses {
  readonly heard: number;
  readonly expected: number;
  /** Whole percents of what was sent, 0 where more was heard than was expected. */
  readonly missedPercent: number;
}

/**
 * The losses of the last whole hour; `undefined` where nothing can be said: the hour was not counted,
 * or so little is sent that chance would decide.
 */
export function lossesOf(hours: readonly HourHeard[], nowMs: number): Losses | undefined {
  const whole = hours.findLast(({ fromMs }) => fromMs + HOUR_MS <= nowMs);
  if (whole?.expected === undefined || whole.expected < LEAST_EXPECTED) return undefined;
  const { heard, expected } = whole;
  const missed = Math.max(0, expected - heard) / expected;
  return { heard, expected, missedPercent: Math.round(100 * missed) };
}

const LEAST_EXPECTED = 6;
