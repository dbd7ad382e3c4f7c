// Keys as people write them: which lengths work, and what is wrong with those that do not.

import { BleError, fromHex } from '@bluebell/ble/core';

/** How many bytes a key may have, and how to say so. */
export interface KeyForm {
  readonly lengths: readonly number[];
  readonly words: string;
}

/** The key that opens the adverts of one sensor. */
export const BIND_KEY: KeyForm = {
  lengths: [16, 12],
  words: 'a bind key has 32 hex digits, or 24 (remotes and dimmers of the first generation)',
};

/** The key that tells one phone's private addresses. Core Spec v5.4, Vol 3, Part H, 2.4.2.1. */
export const IDENTITY_KEY: KeyForm = {
  lengths: [16],
  words: 'an identity key (IRK) has 32 hex digits',
};

/** The bytes of a key, with blanks, `:` or `-` between them; `undefined` where it is no hex. */
export function keyBytes(text: string): Uint8Array | undefined {
  try {
    return fromHex(text);
  } catch (error) {
    // The message of fromHex names a character of the key: it goes no further.
    if (error instanceof BleError) return undefined;
    throw error;
  }
}

/** What is wrong with these bytes, or with a text that was none, without a digit of it. */
export function keyProblem(bytes: Uint8Array | undefined, form: KeyForm): string | undefined {
  if (!bytes) return `is not made of pairs of hex digits (0-9, a-f); ${form.words}`;
  if (form.lengths.includes(bytes.length)) return undefined;
  return `has ${2 * bytes.length} hex digits; ${form.words}`;
}
