// Writes the `mi32cfg` file of Tasmota's MI32 driver, byte for byte as the driver does.

import { type AddressValue, addressDigits, toHex } from '@bluebell/ble/core';

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

/** The whole file: a JSON array without blanks, and the NUL that Tasmota writes behind it. */
export function writeMi32Config(records: readonly Mi32Record[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`[${records.map(entryText).join(',')}]\0`);
}

/** Unlike Tasmota, quotes and the like in names are escaped: it cannot read its own file then. */
function entryText({ address, pid, key, name, feat }: Mi32Record): string {
  return JSON.stringify({
    MAC: addressDigits(address),
    PID: pid.toString(16).padStart(4, '0'),
    key: key ? toHex(key).toUpperCase() : '',
    ...(name !== undefined && { name }),
    ...(feat !== undefined && { feat }),
  });
}
