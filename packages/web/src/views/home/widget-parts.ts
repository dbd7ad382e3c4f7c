// Which values of a device are large in its widget, which are small, and what the strips show.

import type { DeviceItem } from '../../live/index.ts';
import { type Colour, LAST_LARGE, LAST_SHOWN, type Look, lookOf } from './quantity-look.ts';

/** One value and its look. */
export interface Reading {
  readonly name: string;
  readonly value: DeviceItem['values'][string];
  readonly look: Look;
}

/** What a widget shows. */
export interface WidgetParts {
  /** At most two. */
  readonly large: readonly Reading[];
  /** The others, the most telling first. */
  readonly small: readonly Reading[];
  /** Whether it has buttons, dials or the like, whose last event is shown. */
  readonly hasEvents: boolean;
}

/** So many values are small at most. */
export const MOST_SMALL = 12;

/** Sorts out a device's values. Alarms that are on come before all. */
export function widgetParts(device: DeviceItem): WidgetParts {
  const readings = Object.entries(device.values)
    .map(([name, value]): Reading => ({ name, value, look: lookOf(name) }))
    .filter(({ look, value }) => look.rank <= LAST_SHOWN && !(look.rank > 110 && isNothing(value)))
    .sort((one, other) => rankOf(one) - rankOf(other) || one.name.localeCompare(other.name, 'en'));
  const hasEvents = readings.length === 0 || device.dialSum !== undefined;
  const large = hasEvents ? [] : readings.filter((each) => rankOf(each) <= LAST_LARGE).slice(0, 2);
  // A device of small things alone shows the first of them large.
  if (large.length === 0 && !hasEvents) large.push(...readings.slice(0, 1));
  const small = readings.filter((each) => !large.includes(each)).slice(0, MOST_SMALL);
  return { large, small, hasEvents };
}

/** Small things are shown where they are true, not where they are not. */
function isNothing(value: Reading['value']): boolean {
  if (typeof value === 'object') return !Object.values(value).includes(true);
  return value === false;
}

function rankOf({ look, value }: Reading): number {
  return value === true && look.alarm === 'bad' ? look.rank - 1_000 : look.rank;
}

/** The colour of a widget: that of what it shows first. */
export function colourOf({ large, small }: WidgetParts): Colour {
  return (large[0] ?? small[0])?.look.colour ?? 'other';
}
