// AD structures by which a device introduces itself: its name, and its services. Core Specification
// Supplement, Part A, 1.1 and 1.2.

import { Writer } from '../codec/index.ts';
import { fromHex, longUuid, type Uuid } from '../core/index.ts';
import { type AdStructure, AdType } from './ad-structures.ts';

/** Complete lists of service UUIDs, by the digits of the UUIDs in them. */
const LIST_OF: Readonly<Record<number, { readonly type: number; readonly size: number }>> = {
  4: { type: 0x03, size: 2 },
  8: { type: 0x05, size: 4 },
  36: { type: 0x07, size: 16 },
};

/** The whole name, for advertising data. */
export function completeName(name: string): AdStructure {
  return { type: AdType.completeName, data: new TextEncoder().encode(name) };
}

/** Lists of services, for advertising data: one for each length of UUIDs among them. */
export function serviceUuids(uuids: readonly Uuid[]): readonly AdStructure[] {
  return Object.entries(LIST_OF).flatMap(([digits, { type, size }]) => {
    const ofThisLength = uuids.filter((uuid) => uuid.length === Number(digits));
    if (ofThisLength.length === 0) return [];
    const to = new Writer();
    for (const uuid of ofThisLength) to.write(bytesOf(uuid, size));
    return [{ type, data: to.finish() }];
  });
}

/** Least significant byte first, as everything in adverts; short ones are the middle of long ones. */
function bytesOf(uuid: Uuid, size: number): Uint8Array {
  const digits = size === 16 ? longUuid(uuid) : uuid;
  return fromHex(digits.replaceAll('-', '')).toReversed();
}
