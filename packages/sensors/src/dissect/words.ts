// Names and values as people read them.

import { formatAddress, toHex } from '@bluebell/ble/core';
import type { SensorEvent } from '../measurement.ts';
import { BOOLEANS, isQuantity, quantityOf, unitOf, type Values } from '../quantities.ts';

/** Fields whose numbers mean more than their name says. */
const OF_FIELD: Readonly<Record<string, (value: number) => string>> = {
  mac: formatAddress,
  txPowerDbm: (value) => `${value} dBm`,
  deviceType: hex,
  control: hex,
  flagsRaw: hex,
};

/** `pcbTemperature` is `pcb temperature`, `isStable` is `stable`, `txPowerDbm` is `tx power`. */
export function titleOf(name: string): string {
  return name
    .replace(/^(is|has)(?=[A-Z])/, '')
    .replace(/(Dbm|Raw)$/, '')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll('_', ' ')
    .trim();
}

/** What a field says: numbers with their unit, bits by the names of those that are set. */
export function wordsOf(name: string, value: unknown): string {
  if (typeof value === 'number') return OF_FIELD[name]?.(value) ?? withUnit(name, value);
  if (typeof value === 'boolean') return booleanWords(name, value);
  if (value instanceof Uint8Array) return toHex(value);
  if (typeof value === 'object' && value !== null) return bitsWords(value);
  return String(value);
}

/** The bits that are set, by name, and numbers of several bits. */
export function bitsWords(value: object): string {
  const set = Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    if (part === true) return [titleOf(name)];
    return typeof part === 'number' && part > 0 ? [`${titleOf(name)} ${part}`] : [];
  });
  return set.join(', ') || 'none';
}

/** What a frame says: `temperature 21.5 °C, button: press`; empty where it says nothing. */
export function findingsWords(values: Values, events: readonly SensorEvent[] = []): string {
  const measured = Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
    value === undefined ? [] : [`${titleOf(name)} ${wordsOf(name, value)}`],
  );
  return [...measured, ...events.map(eventWords)].join(', ');
}

function eventWords({ source, type, steps }: SensorEvent): string {
  const turned = steps === undefined ? '' : `, ${steps} steps`;
  return `${titleOf(source)}: ${titleOf(type)}${turned}`;
}

function withUnit(name: string, value: number): string {
  const unit = isQuantity(name) ? unitOf(quantityOf(name)) : '';
  return unit === '' ? String(value) : `${value} ${unit}`;
}

function booleanWords(name: string, value: boolean): string {
  const quantity = quantityOf(name);
  const word = Object.hasOwn(BOOLEANS, quantity)
    ? // The cast holds by the question in front of it.
      BOOLEANS[quantity as keyof typeof BOOLEANS]
    : 'yes';
  if (value) return word;
  return word === 'yes' ? 'no' : `not ${word}`;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
