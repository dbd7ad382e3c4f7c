// Buttons, keys and knobs. Which key a number stands for is the product's own matter.

import { choice, optional, struct, u8 } from '@bluebell/ble/codec';
import { happened, type MiBeaconObject, type ObjectFindings } from '../object.ts';

/** How long or how often a button was pressed; 5 and 6 are seen on remote controls. */
const PRESSES = {
  0: 'press',
  1: 'double_press',
  2: 'long_press',
  5: 'press',
  6: 'long_press',
} as const;

/** The same on the K9B family, where two are the other way round. */
export const K9B_PRESSES = { 0: 'press', 1: 'long_press', 2: 'double_press' } as const;

/**
 * The sources of events by the number that a product sends for a key: `{ 0: 'button_left' }`.
 * Keys that are pressed together are joined by `+`: `button_left+button_right`. What is no press
 * names its type behind a blank: `dimmer rotate_left`.
 */
export type Keys = Readonly<Record<number, string>>;

/** Ids of MIoT events under which services tell presses. */
export const SERVICE_2 = { press: 0x4a0c, double_press: 0x4a0d, long_press: 0x4a0e };
export const SERVICE_3 = { press: 0x4e0c, double_press: 0x4e0d, long_press: 0x4e0e };
export const SERVICE_5 = { press: 0x560c, double_press: 0x560d, long_press: 0x560e };

export const BUTTON_OBJECTS: readonly MiBeaconObject[] = [
  {
    ...happened(
      0x1001,
      'button',
      struct({ key: u8, value: u8, type: choice(u8, PRESSES) }),
      ({ type }) => ({ source: 'button', type }),
    ),
    isButton: true,
  },
  ...[SERVICE_2, SERVICE_3, SERVICE_5].flatMap((service) =>
    Object.entries(service).map(([type, id]) => ({
      ...happened(id, 'button', optional(u8), () => ({ source: 'button', type })),
      isButton: true,
    })),
  ),
  {
    ...happened(0x4a13, 'button on a door sensor', choice(u8, { 1: 'press' }), (type) => ({
      source: 'button',
      type,
    })),
    isButton: true,
  },
];

/** The button object of a product whose keys are told apart by its first byte. */
export function keyedButton(
  keys: Keys,
  presses: Readonly<Record<number, string>> = PRESSES,
): MiBeaconObject {
  return {
    id: 0x1001,
    name: 'key',
    value: struct({ key: choice(u8, keys), value: u8, type: choice(u8, presses) }),
    means: ({ key, type }, into) => tell(key, type, into),
  };
}

/** The press objects of a product whose keys are told apart by number. */
export function numberedKeys(
  ids: Readonly<Record<string, number>>,
  keys: Keys,
): readonly MiBeaconObject[] {
  return Object.entries(ids).map(([type, id]) => ({
    id,
    name: 'key',
    value: choice(u8, keys),
    means: (key, into) => tell(key, type, into),
  }));
}

/** `button_1` to `button_n`. */
export function buttonsUpTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `button_${i + 1}`);
}

/** `button_1` to `button_n`, for the numbers 1 to n. */
export function keysUpTo(count: number): Keys {
  return Object.fromEntries(buttonsUpTo(count).map((button, i) => [i + 1, button]));
}

/** An object that means one thing whatever stands in it: a key or a turn with an id of its own. */
export function ownEvent(id: number, source: string, type: string): MiBeaconObject {
  return happened(id, `${source} ${type}`, optional(u8), () => ({ source, type }));
}

function tell(keys: string, press: string, into: ObjectFindings): void {
  for (const key of keys.split('+')) {
    const [source = key, type = press] = key.split(' ');
    into.event({ source, type });
  }
}
