// Numbers too long to be numbers: keys, hashes, random values.

import { bytes } from './bytes.ts';
import { type Field, field } from './field.ts';

/**
 * A run of `length` bytes that stands least significant first on the wire, and most significant first
 * in the value, as the specification prints keys. The value is a copy.
 */
export function reversedBytes(length: number): Field<Uint8Array> {
  const { read, write } = bytes(length);
  return field<Uint8Array>(
    length,
    (from) => read(from).toReversed(),
    (to, value) => write(to, value.toReversed()),
  );
}
