// A PDU on the air: read once, however many hear it.

import { decode } from '../../codec/index.ts';
import { DecodeError } from '../../core/index.ts';
import { type AdvertisingPdu, advertisingPdu } from '../../ll/index.ts';

/** Bytes of a PDU, which never change, and what they say. */
export class AirPdu {
  readonly bytes: Uint8Array;
  /** What it was before it was sealed, header and all; `undefined` where it goes in the clear. */
  readonly unsealed: (() => Uint8Array) | undefined;
  /** `null` when the bytes are no advertising PDU. */
  #advertising: AdvertisingPdu | null | undefined;

  constructor(bytes: Uint8Array, unsealed?: () => Uint8Array) {
    this.bytes = bytes;
    this.unsealed = unsealed;
  }

  /** What it says on advertising channels; `undefined` when it makes no sense there. */
  get advertising(): AdvertisingPdu | undefined {
    if (this.#advertising === undefined) this.#advertising = readAdvertising(this.bytes);
    return this.#advertising ?? undefined;
  }
}

function readAdvertising(bytes: Uint8Array): AdvertisingPdu | null {
  try {
    return decode(advertisingPdu, bytes);
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
