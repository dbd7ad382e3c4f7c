// AD structures: what an advertisement carries. Core Spec v5.4, Vol 3, Part C, 11;
// types in Core Specification Supplement, Part A, and Assigned Numbers, 2.3.

import { type Field, field, Reader, Writer } from '../codec/index.ts';
import type { ValueOf } from '../core/index.ts';

/** AD types that bluebell reads or writes. */
export const AdType = {
  flags: 0x01,
  shortName: 0x08,
  completeName: 0x09,
  txPowerLevel: 0x0a,
  serviceData16: 0x16,
  serviceData32: 0x20,
  serviceData128: 0x21,
  manufacturerData: 0xff,
} as const;

/** One of the AD types of the table. */
export type AdType = ValueOf<typeof AdType>;

/** One AD structure: its type and what follows. */
export interface AdStructure {
  readonly type: number;
  readonly data: Uint8Array;
}

/**
 * Walks AD structures without taking copies: `visit` finds the reader at the data of one structure,
 * its `end` at the end of it. A zero length ends the walk; so does a length that overruns.
 *
 * @returns false when the last structure was cut short.
 */
export function walkAdStructures(
  data: Uint8Array,
  visit: (type: number, structure: Reader) => void,
): boolean {
  const from = new Reader(data);
  while (from.left > 0) {
    const length = from.u8();
    if (length === 0) return true;
    if (length > from.left) return false;
    const next = from.offset + length;
    from.end = next;
    visit(from.u8(), from);
    from.offset = next;
    from.end = data.length;
  }
  return true;
}

/** AD structures as a list. Bytes that were cut short are left out; a zero length ends the list. */
export const adStructures: Field<readonly AdStructure[]> = field<readonly AdStructure[]>(
  undefined,
  (from) => {
    const structures: AdStructure[] = [];
    walkAdStructures(from.rest(), (type, structure) => {
      structures.push({ type, data: structure.rest() });
    });
    return structures;
  },
  (to, structures) => {
    for (const { type, data } of structures) {
      to.uint(data.length + 1, 1);
      to.uint(type, 1);
      to.write(data);
    }
  },
);

/** Service data of a 16-bit UUID as an AD structure. Supplement, Part A, 1.11. */
export function serviceData16(uuid: number, data: Uint8Array): AdStructure {
  return { type: AdType.serviceData16, data: numbered(uuid, data) };
}

/** Manufacturer data as an AD structure. Supplement, Part A, 1.4. */
export function manufacturerData(company: number, data: Uint8Array): AdStructure {
  return { type: AdType.manufacturerData, data: numbered(company, data) };
}

function numbered(number: number, data: Uint8Array): Uint8Array {
  const to = new Writer(data.length + 2);
  to.uint(number, 2);
  to.write(data);
  return to.finish();
}

/** The longest name that a device can have, in bytes. Vol 3, Part C, 12.1. */
const MAX_NAME = 248;

const decoder = new TextDecoder();

/**
 * The local name in an advertisement, whole where it carries both, else shortened; `undefined` when it
 * carries none. A NUL ends it, as makers pad with them; other control characters are left out, since
 * terminals obey them and anybody can send them.
 */
export function localNameOf(data: Uint8Array): string | undefined {
  let complete: string | undefined;
  let short: string | undefined;
  walkAdStructures(data, (type, structure) => {
    if (type === AdType.completeName) complete ??= nameIn(structure);
    else if (type === AdType.shortName) short ??= nameIn(structure);
  });
  return complete ?? short;
}

function nameIn(structure: Reader): string | undefined {
  const text = decoder.decode(structure.view(Math.min(structure.left, MAX_NAME)));
  const [beforeNul = ''] = text.split('\0', 1);
  return beforeNul.replace(/\p{Cc}/gu, '') || undefined;
}
