// What MiBeacon objects mean on every product that does not say otherwise in its own file.

import type { MiBeaconObject } from '../object.ts';
import { BODY_OBJECTS } from './body.ts';
import { BUTTON_OBJECTS } from './buttons.ts';
import { CLIMATE_OBJECTS } from './climate.ts';
import { DEVICE_OBJECTS } from './device.ts';
import { HAZARD_OBJECTS } from './hazards.ts';
import { LOCK_OBJECTS } from './locks.ts';
import { MOTION_OBJECTS } from './motion.ts';
import { OCCUPANCY_OBJECTS } from './occupancy.ts';
import { OPENING_OBJECTS } from './openings.ts';
import { SCALE_OBJECTS } from './scales.ts';

/** The rows of the general table, by topic. */
export const MI_BEACON_ROWS: readonly MiBeaconObject[] = [
  ...CLIMATE_OBJECTS,
  ...MOTION_OBJECTS,
  ...OCCUPANCY_OBJECTS,
  ...OPENING_OBJECTS,
  ...HAZARD_OBJECTS,
  ...LOCK_OBJECTS,
  ...BUTTON_OBJECTS,
  ...BODY_OBJECTS,
  ...SCALE_OBJECTS,
  ...DEVICE_OBJECTS,
];

/** The general table by object id. Ids that have a name alone, and no meaning we know, are not in it. */
export const MI_BEACON_OBJECTS: ReadonlyMap<number, MiBeaconObject> = new Map(
  MI_BEACON_ROWS.map((row) => [row.id, row]),
);
