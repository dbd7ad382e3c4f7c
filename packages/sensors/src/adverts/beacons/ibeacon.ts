// iBeacon: manufacturer data of Apple. Numbers are big-endian.

import { type Field, field, type Infer, i8, struct, u16be } from '@bluebell/ble/codec';
import { hexBytes } from './hex-bytes.ts';

/** Apple's company id. */
export const APPLE = 0x004c;

/** The first bytes behind the company: type and length, which all iBeacons have. */
export const iBeaconHead = { type: 0x02, length: 0x15 };

const digits = hexBytes(16);

/** Most significant byte first, unlike UUIDs elsewhere. */
const proximityUuid: Field<string> = field(
  16,
  (from) => digits.read(from).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  (to, value) => digits.write(to, value),
);

/** What stands behind the head. */
export const iBeacon = struct({
  uuid: proximityUuid,
  major: u16be,
  minor: u16be,
  /** Signal strength at a distance of one metre. */
  txPowerDbm: i8,
});

/** An iBeacon: a place, or a thing that is looked for. */
export type IBeacon = { readonly kind: 'iBeacon' } & Infer<typeof iBeacon>;
