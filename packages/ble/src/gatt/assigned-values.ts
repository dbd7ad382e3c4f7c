// Values whose format the SIG has assigned, where more than one part of a program needs them.
// GATT Specification Supplement; Core Spec v5.4, Vol 3, Part G, 3.3.3 and Part C, 12.

import { uuid16 } from '../att/index.ts';
import { bits, type Field, field, i8, list, scaled, struct, u8, u16 } from '../codec/index.ts';

/** 2a19: how full a battery is, per cent. */
export const batteryLevel = u8;

/** 2a01: what a device looks like, by the number in the Assigned Numbers. */
export const appearance = u16;

/** 2a04: the link parameters that a peripheral would like. Part C, 12.3 */
export const preferredParameters = struct({
  minIntervalMs: scaled(u16, 1.25),
  maxIntervalMs: scaled(u16, 1.25),
  latency: u16,
  supervisionTimeoutMs: scaled(u16, 10),
});

/** 2904: how to read a number, and what it counts. 3.3.3.5 */
export const presentationFormat = struct({
  format: u8,
  /** The number is to be multiplied by 10 to this power. */
  exponent: i8,
  /** What it counts, by its UUID in the Assigned Numbers. */
  unit: uuid16,
  namespace: u8,
  description: u16,
});

/** What a heart-rate sensor has measured. */
export interface HeartRate {
  readonly beatsPerMinute: number;
  /** Whether the sensor touches the skin. */
  readonly contact: 'unsupported' | 'notDetected' | 'detected';
  /** What was spent since it was reset; 65,535 is that or more. Left out where it is not told. */
  readonly energyKilojoules?: number;
  /** From beat to beat, oldest first; none where they are not told. */
  readonly intervalsMs: readonly number[];
}

const heartRateFlags = bits(u8, { isWide: 1, contact: 2, hasEnergy: 1, hasIntervals: 1, _: 3 });

/** By its two flags. Without the higher one the lower one means nothing. */
const CONTACTS = ['unsupported', 'unsupported', 'notDetected', 'detected'] as const;

const intervals = list(scaled(u16, 1000 / 1024));

/** 2a37. What stands behind it without being announced is left alone. */
export const heartRateMeasurement: Field<HeartRate> = field(
  undefined,
  (from) => {
    const flags = heartRateFlags.read(from);
    const rate = {
      beatsPerMinute: (flags.isWide ? u16 : u8).read(from),
      contact: CONTACTS[flags.contact] ?? 'unsupported',
      ...(flags.hasEnergy && { energyKilojoules: u16.read(from) }),
      intervalsMs: flags.hasIntervals ? intervals.read(from) : [],
    };
    from.rest();
    return rate;
  },
  (to, { beatsPerMinute, contact, energyKilojoules, intervalsMs }) => {
    const isWide = beatsPerMinute > 0xff;
    heartRateFlags.write(to, {
      isWide,
      contact: CONTACTS.indexOf(contact),
      hasEnergy: energyKilojoules !== undefined,
      hasIntervals: intervalsMs.length > 0,
    });
    (isWide ? u16 : u8).write(to, beatsPerMinute);
    if (energyKilojoules !== undefined) u16.write(to, energyKilojoules);
    intervals.write(to, intervalsMs);
  },
);
