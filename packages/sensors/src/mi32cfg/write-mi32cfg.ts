// Writes the `mi32cfg` file of Tasmota's MI32 driver, byte for byte as the driver does.

import { type AddressValue, addressDigits, toHex } from '@bluebell/ble/core';
import { compactMi32Text, newEntry } from './edit.ts';
import { pidText } from './product.ts';

/** One entry as it is written. */
export interface Mi32Record {
  readonly address: AddressValue;
  readonly pid: number;
  /** 16 bytes; absent for sensors that need none. */
  readonly key?: Uint8Array | undefined;
  readonly name?: string | undefined;
  /** Left out, as Tasmota does, where neither name nor type asks for it. */
  readonly feat?: number | undefined;
}

/**
 * The whole file: a JSON array without blanks, and the NUL that Tasmota writes behind it. Unlike
 * Tasmota, quotes and the like in names are escaped: it cannot read its own file then.
 */
export function writeMi32Config(records: readonly Mi32Record[]): Uint8Array<ArrayBuffer> {
  const entries = records.map(({ address, pid, key, name, feat }) =>
    newEntry({
      MAC: addressDigits(address),
      PID: pidText(pid),
      key: key ? toHex(key).toUpperCase() : '',
      name,
      feat,
    }),
  );
  return new TextEncoder().encode(`${compactMi32Text(entries)}\0`);
}
