// HHCCJCY10, a plant sensor: nine bytes, big-endian, under a UUID of Tuya, whose other devices send
// other lengths.

import { encode, i16be, type Reader, scaled, struct, u8, u16be, u24be } from '@bluebell/ble/codec';
import type { AdvertFormat, Heard } from '../../advert-format.ts';
import { Measurement } from '../../measurement.ts';
import { describeNothing } from '../describe-nothing.ts';

const UUID = 0xfd50;
const LENGTH = 9;

/** All of the frame. Plants freeze, so temperatures are taken to be signed. */
export const plant = struct({
  moisture: u8,
  temperature: scaled(i16be, 0.1),
  illuminance: u24be,
  battery: u8,
  conductivity: u16be,
});

/** What a plant sensor has to say. */
export interface HhccReport {
  readonly moisture: number;
  readonly temperature: number;
  readonly illuminance: number;
  readonly battery: number;
  readonly conductivity: number;
}

/** Reads HHCCJCY10. */
export const hhcc: AdvertFormat = { uuids: [UUID], read: readHhcc };

function readHhcc(frame: Reader, { advert }: Heard): Measurement | undefined {
  if (frame.left !== LENGTH) return undefined;
  return new Measurement({
    family: 'hhcc-fd50',
    product: 'HHCCJCY10',
    address: advert.addressValue,
    encrypted: false,
    values: plant.read(frame),
    describe: describeNothing,
  });
}

/** Service data of UUID 0xfd50. */
export function hhccFrame(report: HhccReport): Uint8Array<ArrayBuffer> {
  return encode(plant, report);
}
