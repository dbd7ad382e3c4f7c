// What hubs on one broker agree on, as the rest of the hub sees it: which of them tells of a press,
// and which tells of a device. A hub that is alone agrees with itself, at once.

import { randomBytes } from 'node:crypto';
import type { Cancel } from '@bluebell/ble/core';
import type { Heard, Update } from '../state/device.ts';

/** Who tells of what happened: a press is told once, however many hubs heard it. */
export interface Agreement {
  /**
   * Calls `tell` exactly once, now or later: with the events and their `pressId`, or with `events: []`
   * where another hub tells of them. Alone: at once. An update without events passes at once too.
   * Of a dial, the steps that are told add up to what it was turned, whoever tells of which part.
   */
  settle(update: Update, tell: (update: Update) => void): void;
}

/** Who tells of what a device is. */
export interface Ownership {
  /** Whether this hub tells of the state of this device (topics, discovery). Alone: always true. */
  owns(deviceId: string): boolean;
  /** Calls the listener with the id each time that changes, until it is cancelled. */
  onChange(listener: (deviceId: string) => void): Cancel;
  /** What receivers of other hubs heard of a device lately, the best first. Alone: nothing. */
  heardElsewhere(deviceId: string): readonly Heard[];
}

/** Bytes of a press id: so many that no two presses of a home ever share one. */
const PRESS_ID_BYTES = 10;

/** A new id of a press: letters and digits, unique over time and hubs. */
export function newPressId(random: (size: number) => Uint8Array = randomBytes): string {
  return Buffer.from(random(PRESS_ID_BYTES)).toString('hex');
}

/** The agreement and the ownership of a hub that knows of no other. */
export const alone: Agreement & Ownership = {
  settle(update, tell) {
    if (update.events.length === 0 || update.pressId !== undefined) tell(update);
    else tell({ ...update, pressId: newPressId() });
  },
  owns: () => true,
  onChange: () => () => {},
  heardElsewhere: () => [],
};
