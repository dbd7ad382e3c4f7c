// Beacons: adverts that say who is there, and nothing else. They are followed; they are no sensors.

import { encode, type Reader } from '@bluebell/ble/codec';
import { DecodeError } from '@bluebell/ble/core';
import {
  type AdStructure,
  AdType,
  type Advert,
  manufacturerData,
  serviceData16,
  walkAdStructures,
} from '@bluebell/ble/radio';
import { EDDYSTONE, type Eddystone, eddystone } from './eddystone.ts';
import { APPLE, type IBeacon, iBeacon, iBeaconHead } from './ibeacon.ts';

/** What a beacon says of itself. */
export type Beacon = IBeacon | Eddystone;

/** The beacon that an advert comes from; `undefined` when it is none. Never throws. */
export function identifyBeacon(advert: Advert): Beacon | undefined {
  let beacon: Beacon | undefined;
  walkAdStructures(advert.data, (type, structure) => {
    if (beacon !== undefined || structure.left < 2) return;
    if (type === AdType.manufacturerData) {
      if (structure.u16() === APPLE) beacon = readIBeacon(structure);
    } else if (type === AdType.serviceData16) {
      if (structure.u16() === EDDYSTONE) beacon = readEddystone(structure);
    }
  });
  return beacon;
}

/** The AD structure that a beacon sends. */
export function beaconStructure(beacon: Beacon): AdStructure {
  if (beacon.kind !== 'iBeacon') return serviceData16(EDDYSTONE, encode(eddystone, beacon));
  const { type, length } = iBeaconHead;
  return manufacturerData(APPLE, Uint8Array.of(type, length, ...encode(iBeacon, beacon)));
}

/** Phones and earphones of Apple send other types; bytes behind an iBeacon are their makers' own. */
function readIBeacon(data: Reader): IBeacon | undefined {
  if (data.left < 2) return undefined;
  const { type, length } = iBeaconHead;
  if (data.u8() !== type || data.u8() !== length || data.left < length) return undefined;
  return { kind: 'iBeacon', ...iBeacon.read(data) };
}

function readEddystone(data: Reader): Eddystone | undefined {
  try {
    const frame = eddystone.read(data);
    if (frame.kind === 'unknown') return undefined;
    return frame.kind === 'eddystoneTlm' && frame.telemetry.kind === 'unknown' ? undefined : frame;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
