// Values and events in words: what a person reads in a terminal.

import {
  BOOLEANS,
  type BooleanQuantity,
  NUMBERS,
  type Quantity,
  quantityOf,
  type SensorEvent,
  unitOf,
} from '@bluebell/sensors';
import type { Device } from '../state/device.ts';
import { ALARMS, BARE, BOOLEAN_WORDS, NAMES, TECHNICAL, UPKEEP } from './quantity-words.ts';

/** Values by quantity: those of a device, or some of them. */
export type NamedValues = Readonly<Record<string, unknown>>;

/** `soilMoisture_2` as people read it: `soil moisture 2`. */
export function wordsOf(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A value with its unit, or its meaning: `21.5 °C`, `window open`. */
export function valueText(name: string, value: unknown): string {
  const quantity = quantityOf(name);
  if (quantity === 'timestamp' && typeof value === 'number') return dateText(value);
  if (typeof value === 'number') return numberText(quantity, value);
  if (typeof value === 'boolean') return booleanText(quantity, value);
  if (typeof value === 'object' && value !== null) {
    const set = Object.entries(value).filter(([, isSet]) => isSet === true);
    return set.map(([flag]) => wordsOf(flag)).join(', ') || 'none';
  }
  return String(value);
}

/** All values on one line: `temperature 21.5 °C · humidity 46 % · window open`. */
export function valuesText(values: NamedValues): string {
  return inOrder(values)
    .map(([name, value]) => namedText(nameOf(name), name, value))
    .join(' · ');
}

/** The same for a table, what matters first: `21.5 °C  46 %  battery 80 %`. */
export function shortValuesText(values: NamedValues): string {
  return inOrder(values)
    .filter(([name]) => !TECHNICAL.has(quantityOf(name)))
    .filter(([name, value]) => value !== false || !ALARMS.has(quantityOf(name)))
    .map(([name, value]) => namedText(isBare(name) ? '' : nameOf(name), name, value))
    .join('  ');
}

/** An event on one line: `button left: double press`, `dimmer: rotate left, 3 steps`. */
export function eventText(event: SensorEvent): string {
  const { source, type } = event;
  const extras = Object.entries(EXTRAS).flatMap(([name, textOf]) => {
    // The cast holds: the keys of EXTRAS are keys of events.
    const value = event[name as keyof typeof EXTRAS];
    return value === undefined ? [] : [textOf(value)];
  });
  return [`${wordsOf(source)}: ${wordsOf(type)}`, ...extras].join(', ');
}

/** What a device says, or why it says nothing. */
export function stateText(device: Device, textOf = valuesText): string {
  if (device.kind === 'phone') return device.isHome === true ? 'home' : 'away';
  const fault = device.fault && FAULT_TEXT[device.fault];
  return [fault, textOf(device.values)].filter(Boolean).join(' · ');
}

/** Faults in words. */
export const FAULT_TEXT: Readonly<Record<NonNullable<Device['fault']>, string>> = {
  missing_key: 'encrypted: needs its key',
  auth_failed: 'wrong key',
  bad_key_length: 'key of the wrong length',
  malformed: 'broken frame',
  mesh: 'mesh frame: holds no values',
  unsupported_version: 'unknown version of its format',
  unsupported_length: 'unknown length of its format',
};

/** What an event may carry beside its source and type, in words. */
const EXTRAS: Readonly<
  Record<Exclude<keyof SensorEvent, 'source' | 'type'>, (value: number | string) => string>
> = {
  steps: (steps) => (steps === 1 ? '1 step' : `${steps} steps`),
  count: (count) => (count === 1 ? 'once' : `${count} times`),
  seconds: (seconds) => `for ${seconds} s`,
  method: (method) => `by ${wordsOf(String(method))}`,
  keyId: (id) => `key ${id}`,
  timestamp: (seconds) => `at ${dateText(Number(seconds))}`,
  objectId: (id) => `object ${id}`,
};

function inOrder(values: NamedValues): readonly [name: string, value: unknown][] {
  const entries = Object.entries(values);
  return [
    ...entries.filter(([name]) => !UPKEEP.has(quantityOf(name))),
    ...entries.filter(([name]) => UPKEEP.has(quantityOf(name))),
  ];
}

/** Of several of one quantity, the number has to be told. */
function isNumbered(name: string): boolean {
  return quantityOf(name) !== name;
}

function isBare(name: string): boolean {
  return BARE.has(quantityOf(name)) && !isNumbered(name);
}

function nameOf(name: string): string {
  const quantity = quantityOf(name);
  const words = NAMES[quantity];
  return words === undefined ? wordsOf(name) : wordsOf(words + name.slice(quantity.length));
}

function namedText(shownName: string, name: string, value: unknown): string {
  const text = valueText(name, value);
  const isSelfEvident = typeof value === 'boolean' && !isNumbered(name);
  return isSelfEvident || shownName === '' ? text : `${shownName} ${text}`;
}

function numberText(quantity: Quantity, value: number): string {
  const number = String(Number(value.toFixed(3)));
  const unit = unitOf(quantity);
  return unit === '' ? number : `${number} ${unit}`;
}

function booleanText(quantity: string, value: boolean): string {
  // The cast holds: only quantities of the table of truth values have truth values.
  const [yes, no] = BOOLEAN_WORDS[quantity as BooleanQuantity] ?? ['yes', 'no'];
  return value ? yes : no;
}

/** A sensor's own clock, which may be set to anything. */
function dateText(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  return date.toISOString().replace('T', ' ').replace('.000Z', ' UTC');
}

/** Whether a name of a decoded frame is a quantity: then it has a unit or words of its own. */
export function isQuantity(name: string): boolean {
  const quantity = quantityOf(name);
  return quantity in NUMBERS || quantity in BOOLEANS;
}
