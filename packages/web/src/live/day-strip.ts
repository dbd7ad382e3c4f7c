// The strip of a day: 24 slots of an hour, by the clock or sliding.

import type { DayStrips } from '@bluebell/hub/api';

/** The value of each hour; `null` where there is none. */
export type Slots = readonly (number | null)[];

/** Both ways to see a day of one quantity. */
export interface DayOfQuantity {
  /** Slot 0 is the hour from midnight on; the one after now is empty. */
  readonly hours: Slots;
  /** The hour that is under way is the last. */
  readonly sliding: Slots;
  /** Which hour the last slot is, counted since 1970 in the hub's zone. */
  readonly hour: number;
}

/** A device's day by quantity. */
export type Day = ReadonlyMap<string, DayOfQuantity>;

const HOURS = 24;
const MS_OF_HOUR = 3_600_000;
const NONE: Slots = Array.from({ length: HOURS }, () => null);

/** The hour of a time, counted since 1970 in a zone so many minutes ahead of UTC. */
export function hourOf(timeMs: number, offsetMinutes: number): number {
  return Math.floor((timeMs + offsetMinutes * 60_000) / MS_OF_HOUR);
}

/** The hour that is under way by the clock of the hub: that of the last slot. `nowMs` where no strip tells. */
export function hourOfDay(
  { sliding, sightings, motion }: DayStrips,
  offsetMinutes: number,
  nowMs: number,
): number {
  const from = (sightings ?? motion ?? Object.values(sliding)[0])?.from;
  const fromMs = Date.parse(from ?? '');
  const hour = hourOf(fromMs + (HOURS - 1) * MS_OF_HOUR, offsetMinutes);
  return Number.isFinite(hour) ? hour : hourOf(nowMs, offsetMinutes);
}

/** What the hub says of a day, for `hour` as the hour that is under way. */
export function dayOf(strips: DayStrips, hour: number): Day {
  const given: Record<string, { readonly values: Slots } | undefined> = {
    ...strips.sliding,
    sightings: strips.sightings,
    motionSigns: strips.motion,
  };
  const names = new Set([...Object.keys(strips.hours), ...Object.keys(given)]);
  return new Map(
    [...names].map((name) => {
      const sliding = slots(Object.hasOwn(given, name) ? given[name]?.values : undefined);
      // By the same clock as what comes live: the hub's own hours are of its zone, which may be another.
      const hours = Object.hasOwn(given, name) ? byClock(sliding, hour) : slots(strips.hours[name]);
      return [name, { hours, sliding, hour }];
    }),
  );
}

function slots(given: Slots | undefined): Slots {
  return given?.length === HOURS ? given : NONE;
}

/** The same hours by the clock: the one after `hour` is empty. */
function byClock(sliding: Slots, hour: number): Slots {
  return NONE.map((_, slot) => {
    const back = (((hour - slot) % HOURS) + HOURS) % HOURS;
    return back === HOURS - 1 ? null : (sliding[HOURS - 1 - back] ?? null);
  });
}

/** The day with a value of `hour` in it: the last value of an hour holds. Older hours than the strip's last are left. */
export function withValue(
  day: DayOfQuantity | undefined,
  hour: number,
  value: number,
): DayOfQuantity {
  const before = day ?? { hours: NONE, sliding: NONE, hour };
  if (hour < before.hour) return before;
  const { sliding, hours } = moved(before, hour);
  const slot = hour % HOURS;
  return {
    hour,
    sliding: sliding.with(HOURS - 1, value),
    hours: hours.with(slot, value).with((slot + 1) % HOURS, null),
  };
}

/** The same day seen in a later hour: hours without a value are empty. */
export function moved(day: DayOfQuantity, hour: number): DayOfQuantity {
  const by = Math.min(hour - day.hour, HOURS);
  if (by <= 0) return day;
  const hours = [...day.hours];
  for (let step = 1; step <= by + 1; step++) hours[(day.hour + step) % HOURS] = null;
  return { hour, hours, sliding: [...day.sliding.slice(by), ...NONE.slice(0, by)] };
}
