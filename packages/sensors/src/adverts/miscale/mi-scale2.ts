// Mi scales of the second generation, which measure impedance: thirteen bytes under the UUID of body
// composition.

import { bits, encode, type Infer, type Reader, struct, u8, u16 } from '@bluebell/ble/codec';
import type { AdvertFormat, Heard } from '../../advert-format.ts';
import { Measurement } from '../../measurement.ts';
import { describeNothing } from '../describe-nothing.ts';
import { stepsOf } from './mass.ts';
import { type ScaleTime, scaleTime } from './scale-time.ts';
import { type ScaleReport, unitOf, weighingValues } from './weighing.ts';

const UUID = 0x181b;
const LENGTH = 13;

/** All of the frame. */
export const scale2 = struct({
  units: bits(u8, {
    isPounds: 1,
    /** Its lowest bit is always set. What it says is not known. */
    spare: 7,
  }),
  state: bits(u8, {
    spareLow: 1,
    hasImpedance: 1,
    /** Its lowest bit is set once somebody stands on the scale. */
    spare: 3,
    isStable: 1,
    isJin: 1,
    isRemoved: 1,
  }),
  time: scaleTime,
  impedance: u16,
  weight: u16,
});

/** Reads Mi scales of the second generation. */
export const miScale2: AdvertFormat = { uuids: [UUID], read: readScale2 };

function readScale2(frame: Reader, { advert }: Heard): Measurement | undefined {
  if (frame.left !== LENGTH) return undefined;
  const { units, state, impedance, weight } = scale2.read(frame);
  const { isJin, isStable, isRemoved, hasImpedance } = state;
  return new Measurement({
    family: 'miscale-v2',
    product: 'XMTZC02HM/XMTZC05HM/NUN4049CN',
    address: advert.addressValue,
    encrypted: false,
    values: weighingValues({
      steps: weight,
      unit: unitOf({ isPounds: units.isPounds, isJin }),
      isStable,
      isRemoved,
      impedance: hasImpedance ? impedance : undefined,
    }),
    describe: describeNothing,
  });
}

/** What a scale of the second generation has to say. */
export interface MiScale2Report extends ScaleReport {
  readonly time: ScaleTime;
  /** Ohms; left out until it is measured. */
  readonly impedance?: number | undefined;
}

/** Service data of UUID 0x181b. */
export function miScale2Frame(report: MiScale2Report): Uint8Array<ArrayBuffer> {
  const { massKg, unit, isStable, isRemoved, time, impedance } = report;
  const value: Infer<typeof scale2> = {
    units: { isPounds: unit === 'lb', spare: 1 },
    state: {
      spareLow: false,
      hasImpedance: impedance !== undefined,
      spare: 1,
      isStable,
      isJin: unit === 'jin',
      isRemoved,
    },
    time,
    impedance: impedance ?? 0,
    weight: stepsOf(massKg, unit),
  };
  return encode(scale2, value);
}
