// Signed data. Core Spec v5.4, Vol 3, Part H, 2.4.5.

import { aesCmac } from './cmac.ts';
import { isSameSecret, joined } from './octets.ts';

/** Bytes of a signature: a counter of 4, an authentication code of 8. */
export const SIGNATURE_LENGTH = 12;

/**
 * The signature as it stands behind the data on the air.
 *
 * @param csrk 16 bytes, most significant first.
 * @param data in the order of the air.
 * @param counter never used twice with a key; 32 bits.
 */
export function dataSignature(
  csrk: Uint8Array,
  data: Uint8Array,
  counter: number,
): Uint8Array<ArrayBuffer> {
  const signCounter = new Uint8Array(4);
  new DataView(signCounter.buffer).setUint32(0, counter, true);
  // The data with its counter is one number, least significant byte first, and so is the code.
  const code = aesCmac(csrk, joined(data, signCounter).toReversed()).slice(0, 8);
  return joined(signCounter, code.toReversed());
}

/**
 * The counter of a signature that fits the data; `undefined` for one that does not. Whether the
 * counter was seen before is for the caller to tell.
 */
export function counterOfSignature(
  csrk: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): number | undefined {
  if (signature.length !== SIGNATURE_LENGTH) return undefined;
  const counter = new DataView(signature.slice(0, 4).buffer).getUint32(0, true);
  return isSameSecret(dataSignature(csrk, data, counter), signature) ? counter : undefined;
}
