// Presence: somebody in the room, on the seat, near the sensor, and for how long.

import { flag, struct, u32, uintToEnd } from '@bluebell/ble/codec';
import { type MiBeaconObject, measured } from '../object.ts';

const occupancy = struct({ occupancy: flag });
const minutesOccupied = struct({ occupancyDurationMinutes: uintToEnd });
const minutesEmpty = struct({ vacancyDurationMinutes: uintToEnd });

export const OCCUPANCY_OBJECTS: readonly MiBeaconObject[] = [
  measured(0x483c, 'pressure state', occupancy),
  measured(0x483d, 'time occupied', struct({ pressurePresentDuration: u32 })),
  measured(0x483e, 'time empty', struct({ pressureNotPresentDuration: u32 })),
  measured(0x484e, 'occupancy', occupancy),
  // One, two and four bytes were all seen in the minutes.
  measured(0x484f, 'minutes occupied', minutesOccupied),
  measured(0x4850, 'minutes empty', minutesEmpty),
  measured(0x4851, 'minutes occupied', minutesOccupied),
  measured(0x4852, 'minutes empty', minutesEmpty),
  measured(0x5413, 'close-range occupancy', struct({ occupancyCloseRange: flag })),
];

/** IZQ-BLE and L730A: the two standard durations, the other way round than in the table. */
export const EMPTY_THEN_OCCUPIED: readonly MiBeaconObject[] = [
  measured(0x484f, 'minutes empty', minutesEmpty),
  measured(0x4850, 'minutes occupied', minutesOccupied),
];
