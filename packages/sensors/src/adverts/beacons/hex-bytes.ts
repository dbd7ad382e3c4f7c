// Bytes that people read as hex.

import { bytes, type Field, field } from '@bluebell/ble/codec';
import { fromHex, toHex } from '@bluebell/ble/core';

/** Some bytes as lower-case hex; dashes are read over when writing. */
export function hexBytes(length: number): Field<string> {
  const raw = bytes(length);
  return field(
    length,
    (from) => toHex(raw.read(from)),
    (to, value) => raw.write(to, fromHex(value)),
  );
}
