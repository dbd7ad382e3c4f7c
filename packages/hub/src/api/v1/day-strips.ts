// The last 24 hours in 24 slots, for charts as small as a stamp: by hour of day, as Tasmota draws them, and sliding.

import { isoTime } from '../../iso-time.ts';
import type { History } from '../../store/history.ts';
import type { HourCounts } from '../hour-counts.ts';
import type { DayStrips } from '../shapes/index.ts';
import { isText, isTruth } from './find.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** More quantities of one device than these have no strip. */
const MOST_QUANTITIES = 32;

/** Where the strips come from. */
export interface StripParts {
  readonly history: Pick<History, 'lasts' | 'query' | 'quantities'>;
  readonly hourCounts?: Pick<HourCounts, 'sightings' | 'motion'> | undefined;
  readonly nowMs: number;
  /** The local hour of day of a moment. Default: of this machine. */
  readonly hourOf?: (timeMs: number) => number;
  /** Where the local hour of a moment begins. Default: of this machine. */
  readonly hourStart?: (timeMs: number) => number;
}

/** The strips of one device. */
export function dayStrips(id: string, parts: StripParts): DayStrips {
  const { history, hourCounts, nowMs, hourOf = localHour, hourStart = localHourStart } = parts;
  const nowStartMs = hourStart(nowMs);
  // Hours are as long by the clock on the wall, whatever summer time does between them.
  const startsMs = Array.from({ length: HOURS }, (_, i) => nowStartMs - (HOURS - 1 - i) * HOUR_MS);
  const from = isoTime(startsMs[0]) ?? '';
  const hours: DayStrips['hours'] = {};
  const sliding: DayStrips['sliding'] = {};
  const quantities = history.quantities(id).filter((name) => !isText(name));
  for (const quantity of quantities.slice(0, MOST_QUANTITIES)) {
    const values = isTruth(quantity)
      ? everTrue(history, id, quantity, startsMs)
      : history
          .lasts({ deviceId: id, quantity, startsMs, stepMs: HOUR_MS })
          .map((value) => value ?? null);
    if (values.every((value) => value === null)) continue;
    sliding[quantity] = { from, values };
    hours[quantity] = byHour(values, startsMs.map(hourOf));
  }
  const counted = (count: (id: string, timeMs: number) => number | undefined) => {
    const values = startsMs.map((startMs) => count(id, startMs) ?? null);
    return values.every((value) => value === null) ? undefined : { from, values };
  };
  const sightings = hourCounts && counted((one, timeMs) => hourCounts.sightings(one, timeMs));
  const motion = hourCounts && counted((one, timeMs) => hourCounts.motion(one, timeMs));
  return { hours, sliding, ...(sightings && { sightings }), ...(motion && { motion }) };
}

/** What is true or false was so in an hour if it ever was. */
function everTrue(
  history: Pick<History, 'query'>,
  deviceId: string,
  quantity: string,
  startsMs: readonly number[],
): (number | null)[] {
  const fromMs = startsMs[0] ?? 0;
  const toMs = fromMs + HOURS * HOUR_MS - 1;
  const slots = Array.from({ length: HOURS }, (): number | null => null);
  for (const { timeMs, max } of history.query({
    deviceId,
    quantity,
    fromMs,
    toMs,
    points: HOURS,
  })) {
    slots[Math.min(HOURS - 1, Math.floor((timeMs - fromMs) / HOUR_MS))] = max;
  }
  return slots;
}

/** Slot 0 is midnight. The slot ahead of the hour that is under way stays empty, as the gap between two days. */
function byHour(values: readonly (number | null)[], hoursOfDay: readonly number[]) {
  const slots = Array.from({ length: HOURS }, (): number | null => null);
  for (const [i, value] of values.entries()) {
    if (value !== null) slots[hoursOfDay[i] ?? 0] = value;
  }
  slots[((hoursOfDay.at(-1) ?? 0) + 1) % HOURS] = null;
  return slots;
}

function localHour(timeMs: number): number {
  return new Date(timeMs).getHours();
}

function localHourStart(timeMs: number): number {
  // Zones are set off by quarters of an hour at least: by minutes, hours begin together everywhere.
  const { minutes, seconds, ms } = clockOf(new Date(timeMs));
  return timeMs - minutes * 60_000 - seconds * 1_000 - ms;
}

function clockOf(date: Date) {
  return {
    minutes: date.getMinutes(),
    seconds: date.getSeconds(),
    ms: date.getMilliseconds(),
  };
}
