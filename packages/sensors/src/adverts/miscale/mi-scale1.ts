// Mi scales of the first generation: ten bytes under the UUID of weight scales.

import { bits, encode, type Infer, type Reader, struct, u8, u16 } from '@bluebell/ble/codec';
import type { AdvertFormat, Heard } from '../../advert-format.ts';
import { Measurement } from '../../measurement.ts';
import { describeNothing } from '../describe-nothing.ts';
import { stepsOf } from './mass.ts';
import { type ScaleTime, scaleTime } from './scale-time.ts';
import { type ScaleReport, unitOf, weighingValues } from './weighing.ts';

const UUID = 0x181d;
const LENGTH = 10;

/** All of the frame. */
export const scale1 = struct({
  state: bits(u8, {
    isPounds: 1,
    /** Its lowest bit is always set. What it says is not known. */
    spare: 3,
    isJin: 1,
    isStable: 1,
    /** Not known either. */
    spareHigh: 1,
    isRemoved: 1,
  }),
  weight: u16,
  time: scaleTime,
});

/** Reads Mi scales of the first generation. */
export const miScale1: AdvertFormat = { uuids: [UUID], read: readScale1 };

function readScale1(frame: Reader, { advert }: Heard): Measurement | undefined {
  if (frame.left !== LENGTH) return undefined;
  const { state, weight } = scale1.read(frame);
  const { isStable, isRemoved } = state;
  return new Measurement({
    family: 'miscale-v1',
    product: 'XMTZC01HM/XMTZC04HM',
    address: advert.addressValue,
    encrypted: false,
    values: weighingValues({ steps: weight, unit: unitOf(state), isStable, isRemoved }),
    describe: describeNothing,
  });
}

/** What a scale of the first generation has to say. */
export interface MiScale1Report extends ScaleReport {
  readonly time: ScaleTime;
}

/** Service data of UUID 0x181d. */
export function miScale1Frame(report: MiScale1Report): Uint8Array<ArrayBuffer> {
  const { massKg, unit, isStable, isRemoved, time } = report;
  const state: Infer<typeof scale1>['state'] = {
    isPounds: unit === 'lb',
    spare: 1,
    isJin: unit === 'jin',
    isStable,
    spareHigh: false,
    isRemoved,
  };
  return encode(scale1, { state, weight: stepsOf(massKg, unit), time });
}
