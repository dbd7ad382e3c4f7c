// From values and events back to BTHome objects: which id carries a value best.

import { decode, encode, type Field } from '@bluebell/ble/codec';
import { UsageError } from '@bluebell/ble/core';
import type { SensorEvent } from '../../measurement.ts';
import { quantityOf, type Values } from '../../quantities.ts';
import { BUTTON_PRESSES, DIMMER_TURNS, numberOf } from './events.ts';
import type { BtHomeEntry } from './frames.ts';
import type { BooleanObject, NumberObject, TextObject } from './object.ts';
import { OBJECTS } from './objects.ts';

/** An object that carries a quantity. */
type QuantityObject = NumberObject | BooleanObject | TextObject;

const CARRIERS: readonly QuantityObject[] = OBJECTS.filter((object) => 'quantity' in object);

/** What a sensor has to say. */
export interface BtHomeNews {
  readonly packetId?: number | undefined;
  /** By quantity; several of one kind are `temperature_1`, `temperature_2` … */
  readonly values?: Values;
  /** `button` or `button_2`, `dimmer` or `dimmer_2`. */
  readonly events?: readonly SensorEvent[];
}

/**
 * The objects that say this, in the order that BTHome asks for: by id, those of one quantity together.
 *
 * @throws {UsageError} a quantity that BTHome does not have, or a value that no object can hold.
 */
export function bthomeEntries({ packetId, values = {}, events = [] }: BtHomeNews): BtHomeEntry[] {
  const groups = new Map<string, BtHomeEntry[]>();
  if (packetId !== undefined) groups.set('packetId', [{ id: 0x00, value: packetId }]);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || typeof value === 'object') {
      throw new UsageError(`no BTHome object carries ${name}`);
    }
    const quantity = quantityOf(name);
    const group = groups.get(quantity) ?? [];
    groups.set(quantity, [...group, entryOf(quantity, value)]);
  }
  groups.set('button', buttonsOf(events));
  groups.set('dimmer', dimmersOf(events));
  return [...groups.values()].sort((a, b) => lowestId(a) - lowestId(b)).flat();
}

function lowestId(group: readonly BtHomeEntry[]): number {
  return Math.min(...group.map(({ id }) => id));
}

/** The object that comes closest to the value; of equals, the first in the table. */
function entryOf(quantity: string, value: BtHomeEntry['value']): BtHomeEntry {
  const fits = CARRIERS.filter((object) => object.quantity === quantity).flatMap((object) => {
    const error = errorOf(object, value);
    return error === undefined ? [] : [{ id: object.id, error }];
  });
  const [best] = fits.sort((a, b) => a.error - b.error);
  if (best === undefined) {
    throw new UsageError(`no BTHome object carries ${quantity} ${JSON.stringify(value)}`);
  }
  return { id: best.id, value };
}

/** What `typeof` says of the values of each kind of object. */
const TYPE_OF = { number: 'number', boolean: 'boolean', text: 'string' } as const;

/** How far off a value is after being sent; `undefined` when it cannot be sent. */
function errorOf(object: QuantityObject, value: BtHomeEntry['value']): number | undefined {
  if (typeof value !== TYPE_OF[object.kind]) return undefined;
  // The cast holds by the line above.
  const carrier = object.value as Field<BtHomeEntry['value']>;
  try {
    const sent = decode(carrier, encode(carrier, value));
    if (object.kind !== 'number') return 0;
    const error = Math.abs(Number(sent) - Number(value));
    return error <= object.factor ? error : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function buttonsOf(events: readonly SensorEvent[]): BtHomeEntry[] {
  return positionsOf('button', events).map((event) => ({
    id: 0x3a,
    value: event ? numberOf(BUTTON_PRESSES, event.type) : 0,
  }));
}

function dimmersOf(events: readonly SensorEvent[]): BtHomeEntry[] {
  return positionsOf('dimmer', events).map((event) => ({
    id: 0x3c,
    value: { turn: event ? numberOf(DIMMER_TURNS, event.type) : 0, steps: event?.steps ?? 0 },
  }));
}

/**
 * Events by position: `button_3` alone stands behind two buttons to which nothing was done. A number
 * says that there are several, so `button_1` alone has one behind it.
 */
function positionsOf(
  source: string,
  events: readonly SensorEvent[],
): readonly (SensorEvent | undefined)[] {
  const positions: (SensorEvent | undefined)[] = [];
  for (const event of events) {
    const [kind, number] = event.source.split('_');
    if (kind !== source) continue;
    positions[number === undefined ? 0 : Number(number) - 1] = event;
    if (number === '1') positions.length = Math.max(positions.length, 2);
  }
  return Array.from(positions);
}
