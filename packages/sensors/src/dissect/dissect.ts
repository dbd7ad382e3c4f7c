// An advert taken apart: AD structures, and what stands in them as far as anybody has described it.

import { Reader } from '@bluebell/ble/codec';
import { type AddressValue, hex8 } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import type { BindKey } from '../bind-key.ts';
import { cutAdData } from './ad-data.ts';
import { AD_TYPE_NAMES } from './ad-type-names.ts';
import { Cutter } from './cutter.ts';
import type { FramePart } from './frame-part.ts';

/** What helps to understand an advert. */
export interface DissectOptions {
  /** Who sent it: encrypted frames need it. */
  readonly address?: AddressValue | undefined;
  /** The key of a sender; what it opens is shown in the clear, and marked `decrypted`. */
  readonly keyOf?: ((address: AddressValue) => BindKey | undefined) | undefined;
}

/** No advert is longer. Core Spec v5.4, Vol 4, Part E, 7.7.65.13. */
const MAX_BYTES = 1_650;

/** Nobody's address. */
const NOBODY: AddressValue = -1;

/**
 * Takes an advert apart. The parts stand in the order of the bytes, each before those that it is made
 * of; those of depth 0 fill the data, and the parts of a part fill it. Total: whatever the bytes are,
 * it gives parts, and never throws.
 *
 * @param data AD structures.
 */
export function dissect(data: Uint8Array, options: DissectOptions = {}): readonly FramePart[] {
  const { address = NOBODY, keyOf } = options;
  const parts: FramePart[] = [];
  const cutter = new Cutter(new Reader(data), parts);
  const advert = new Advert({
    address,
    addressType: 'public',
    rssiDbm: undefined,
    data: data.subarray(0, MAX_BYTES),
    timeMs: 0,
  });
  const keys = { get: (sender: AddressValue) => (sender < 0 ? undefined : keyOf?.(sender)) };
  while (cutter.left > 0 && data.length - cutter.left < MAX_BYTES) {
    const length = cutter.peek().u8();
    if (length === 0) {
      cutter.remains('padding');
      break;
    }
    const type = cutter.left > 1 ? typeOf(cutter) : undefined;
    cutter.group(nameOfType(type), length + 1, (inside) => {
      inside.cut('length', 1, (from) => `${from.u8()} bytes`);
      inside.cut('type', 1, (from) => hex8(from.u8()));
      return type === undefined ? '' : cutAdData(type, inside, { advert, keys, adLength: length });
    });
  }
  cutter.remains('more than an advert holds');
  return parts;
}

function typeOf(cutter: Cutter): number {
  const from = cutter.peek(2);
  from.skip(1);
  return from.u8();
}

function nameOfType(type: number | undefined): string {
  if (type === undefined) return 'AD structure';
  return AD_TYPE_NAMES[type] ?? `AD type ${hex8(type)}`;
}
