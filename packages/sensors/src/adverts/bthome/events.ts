// What people do to buttons and dimmers, by BTHome's numbers. https://bthome.io/format

import { UsageError } from '@bluebell/ble/core';

/** Event 0, "none", and numbers that nobody has named are no event. */
export const BUTTON_PRESSES: Readonly<Record<number, string>> = {
  1: 'press',
  2: 'double_press',
  3: 'triple_press',
  4: 'long_press',
  5: 'long_double_press',
  6: 'long_triple_press',
  128: 'hold_press',
};

export const DIMMER_TURNS: Readonly<Record<number, string>> = {
  1: 'rotate_left',
  2: 'rotate_right',
};

/**
 * The number of an event by its name.
 *
 * @throws {UsageError} a name that BTHome does not have.
 */
export function numberOf(names: Readonly<Record<number, string>>, name: string): number {
  const entry = Object.entries(names).find(([, known]) => known === name);
  if (entry === undefined) {
    throw new UsageError(`'${name}' is not one of ${Object.values(names).join(', ')}`);
  }
  return Number(entry[0]);
}
