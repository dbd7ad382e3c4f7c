// Which quantities share an axis, what they look like, and in which unit they are shown.

import { BOOLEANS, isQuantity, NUMBERS, quantityOf } from '@bluebell/sensors/quantities';
import { formatValue, shownUnit } from '../live/format-value.ts';
import { booleanWord, quantityTitle } from '../live/quantity-words.ts';
import { lookOf } from '../views/home/quantity-look.ts';

/** The units in which temperatures can be shown. */
export type TemperatureUnit = '°C' | '°F';

/** Quantities on one axis. */
export interface Group {
  /** Tells groups apart. */
  readonly key: string;
  /** As shown: `°F` where the reader wants it. */
  readonly unit: string;
  /** True and false: a line in steps, with words on the axis. */
  readonly isBoolean: boolean;
  readonly quantities: readonly string[];
}

/** What has a history and is no quantity. */
const FACTS: Readonly<
  Record<string, { readonly title: string; readonly words?: readonly [string, string] }>
> = {
  isHome: { title: 'At home', words: ['Home', 'Away'] },
  isOnline: { title: 'Heard', words: ['Heard', 'Silent'] },
  dialSum: { title: 'Dial' },
};

/** What a quantity is called. */
export function titleOf(name: string): string {
  return factOf(name)?.title ?? quantityTitle(name);
}

/** Whether a quantity is true or false. */
export function isBoolean(name: string): boolean {
  const fact = factOf(name);
  if (fact) return fact.words !== undefined;
  return isQuantity(name) && Object.hasOwn(BOOLEANS, quantityOf(name));
}

/** What true or false of a quantity is called. */
export function wordOf(name: string, isTrue: boolean): string {
  const fact = factOf(name);
  return fact ? (fact.words?.[isTrue ? 0 : 1] ?? String(isTrue)) : booleanWord(name, isTrue);
}

/** A value in words: `21.5 °C`, `Open`. */
export function valueText(name: string, value: number, temperature: TemperatureUnit): string {
  if (isBoolean(name)) {
    if (value === 0 || value === 1) return wordOf(name, value === 1);
    // Of a part of the chart in which it was both.
    return `${wordOf(name, true)} ${Math.round(value * 100)} %`;
  }
  const { text, unit } = formatValue(name, value, { units: { temperature } });
  return unit === '' ? text : `${text} ${unit}`;
}

function factOf(name: string) {
  return Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
}

/** Groups by unit, in the order in which the quantities come; what is true or false stands alone. */
export function groupsOf(names: readonly string[], temperature: TemperatureUnit): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const name of names) {
    const isTruth = isBoolean(name);
    const unit = isTruth ? '' : shownUnit(name, { units: { temperature } });
    // Bare numbers have nothing in common with each other.
    const key = isTruth || unit === '' ? `=${name}` : unit;
    const group = groups.get(key) ?? { key, unit, isBoolean: isTruth, quantities: [] };
    groups.set(key, { ...group, quantities: [...group.quantities, name] });
  }
  return [...groups.values()];
}

/** What people look at first. */
const FIRST: readonly string[] = [
  'temperature',
  'humidity',
  'moisture',
  'co2',
  'pm25',
  'illuminance',
  'opening',
  'door',
  'motion',
  'occupancy',
  'power',
  'mass',
  'isHome',
];

/** What nobody wants to see unless asked for. */
const LAST: readonly string[] = ['battery', 'voltage', 'isOnline', 'flagsRaw', 'count'];

/** The quantities in the order in which they are offered. */
export function inOrder(names: readonly string[]): readonly string[] {
  return [...names].sort((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b));
}

function placeOf(name: string): number {
  const bare: string = factOf(name) ? name : quantityOf(name);
  const first = FIRST.indexOf(bare);
  if (first >= 0) return first - FIRST.length;
  const last = LAST.indexOf(bare);
  return last < 0 ? 0 : last + 1;
}

/** Those that are drawn before anybody chose: the first two that people look at. */
export function usual(names: readonly string[]): readonly string[] {
  const ordered = inOrder(names);
  const wanted = ordered.filter((name) => placeOf(name) < 0).slice(0, 2);
  return wanted.length > 0 ? wanted : ordered.slice(0, 1);
}

/** The custom property that holds the colour of a quantity. */
export function colourOf(name: string): string {
  return `--q-${factOf(name) ? 'sightings' : lookOf(name).colour}`;
}

/** Whether a name is that of something that can be drawn. */
export function canBeDrawn(name: string): boolean {
  return (
    factOf(name) !== undefined ||
    (isQuantity(name) && (isBoolean(name) || Object.hasOwn(NUMBERS, quantityOf(name))))
  );
}
