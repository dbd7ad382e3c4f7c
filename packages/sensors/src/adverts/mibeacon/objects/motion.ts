// Motion: moved now, or quiet for so long. Of a sensor that says nothing more, nobody knows.

import { f32, rounded, u8, u16, u24, u32, uintToEnd } from '@bluebell/ble/codec';
import type { Values } from '../../../quantities.ts';
import { derived, type MiBeaconObject } from '../object.ts';

/** Up to here some take a quiet sensor for one that still sees motion: not said either way. */
const DISPUTED_SECONDS = 30;

/** Two products send 1 or 100 for dark and bright where others send lux, one sends 0 or 256. */
const BRIGHT = 100;

function quietFor(noMotionTime: number): Values {
  if (noMotionTime === 0) return { noMotionTime, motion: true };
  return noMotionTime <= DISPUTED_SECONDS ? { noMotionTime } : { noMotionTime, motion: false };
}

export const MOTION_OBJECTS: readonly MiBeaconObject[] = [
  // Whatever the byte is: the object is sent when something moves, and never to say that all is quiet.
  derived(0x0003, 'motion', u8, () => ({ motion: true })),
  derived(0x000f, 'motion with light', u24, (illuminance) => ({ motion: true, illuminance })),
  derived(0x4a08, 'motion with light', rounded(f32, 2), (illuminance) => ({
    motion: true,
    illuminance,
  })),
  derived(0x1017, 'seconds without motion', u32, quietFor),
  derived(0x101b, 'no-motion timeout', uintToEnd, quietFor),
  derived(0x4818, 'seconds without motion', u16, quietFor),
  derived(0x1018, 'light', u8, (level) => ({ light: level !== 0 })),
];

/** MJYD02YL and RTCGQ02LM: motion, and bright or dark in place of lux. */
export const motionWithBrightness = derived(0x000f, 'motion with brightness', u24, (level) => ({
  motion: true,
  light: level >= BRIGHT,
}));

/** MJYD02YL and MCCGQ02HL: bright or dark in place of lux. */
export const brightness = derived(0x1007, 'brightness', u24, (level) => ({
  light: level >= BRIGHT,
}));
