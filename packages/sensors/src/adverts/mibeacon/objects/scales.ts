// Scales: whose weight, and what the current through the feet tells. Nothing measured is sent as 0.

import { bits, scaled, struct, u8, u32 } from '@bluebell/ble/codec';
import { derived, type MiBeaconObject } from '../object.ts';

/** What the S400 packs into four bytes. */
const bodyBits = bits(u32, { tenthKilograms: 11, beatsAbove50: 7, tenthOhms: 14 });

/** All ones in the seven bits of the heart rate: not measured, as 0 is. */
const NO_HEART_RATE = 127;

export const SCALE_OBJECTS: readonly MiBeaconObject[] = [
  derived(
    0x4e16,
    'scale S200',
    struct({ profileId: u8, mass: scaled(u32, 0.01), time: u32 }),
    ({ profileId, mass }) => ({ profileId, ...(mass > 0 && { mass }) }),
  ),
  derived(
    0x6e16,
    'scale S400',
    struct({ profileId: u8, body: bodyBits, time: u32 }),
    ({ profileId, body: { tenthKilograms, beatsAbove50, tenthOhms } }) => {
      const hasMass = tenthKilograms > 0;
      const hasHeartRate = beatsAbove50 > 0 && beatsAbove50 < NO_HEART_RATE;
      // The low frequency is measured along with weight or pulse; the high one comes alone.
      const impedance = hasMass || hasHeartRate ? 'impedanceLow' : 'impedanceHigh';
      return {
        profileId,
        ...(hasMass && { mass: tenthKilograms / 10 }),
        ...(hasHeartRate && { heartRate: beatsAbove50 + 50 }),
        ...(tenthOhms > 0 && { [impedance]: tenthOhms / 10 }),
      };
    },
  ),
];
