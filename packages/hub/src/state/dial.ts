// Dials: how far an event turns one.

import type { SensorEvent } from '@bluebell/sensors';

/** Which way each turn goes. */
const DIRECTIONS: Readonly<Record<string, 1 | -1>> = {
  rotate_right: 1,
  rotate_right_pressed: 1,
  rotate_left: -1,
  rotate_left_pressed: -1,
};

/** Signed steps of an event, to the right positive; `undefined` for what is no turn of a dial. */
export function stepsOf({ source, type, steps }: SensorEvent): number | undefined {
  const direction = Object.hasOwn(DIRECTIONS, type) ? DIRECTIONS[type] : undefined;
  if (direction === undefined || !/^dimmer(_\d+)?$/.test(source)) return undefined;
  // Remotes that tell no number turn one step at a time.
  return direction * (steps ?? 1);
}

/** All turns of some events together; `undefined` where none is one. */
export function turnedBy(events: readonly SensorEvent[]): number | undefined {
  let sum: number | undefined;
  for (const event of events) {
    const steps = stepsOf(event);
    if (steps !== undefined) sum = (sum ?? 0) + steps;
  }
  return sum;
}
