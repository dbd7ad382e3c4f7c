// The services that an advertisement names. Core Specification Supplement, Part A, 1.1 and 1.11.

import { bytes, type Reader } from '../codec/index.ts';
import { parseUuid, toHex, type Uuid } from '../core/index.ts';
import { walkAdStructures } from './ad-structures.ts';

/** How many bytes the UUIDs of a structure have: of lists all that fit, of service data the first. */
const SIZES: Readonly<Record<number, { readonly size: 2 | 4 | 16; readonly isList: boolean }>> = {
  2: { size: 2, isList: true },
  3: { size: 2, isList: true },
  4: { size: 4, isList: true },
  5: { size: 4, isList: true },
  6: { size: 16, isList: true },
  7: { size: 16, isList: true },
  22: { size: 2, isList: false },
  32: { size: 4, isList: false },
  33: { size: 16, isList: false },
};

/** UUIDs of the services that it lists or carries data of, each once, in the order of the air. */
export function serviceUuidsOf(data: Uint8Array): readonly Uuid[] {
  const uuids = new Set<Uuid>();
  walkAdStructures(data, (type, structure) => {
    const form = SIZES[type];
    if (!form) return;
    do {
      if (structure.left < form.size) return;
      uuids.add(readUuid(structure, form.size));
    } while (form.isList);
  });
  return [...uuids];
}

function readUuid(from: Reader, size: 2 | 4 | 16): Uuid {
  return parseUuid(toHex(bytes(size).read(from).toReversed()));
}
