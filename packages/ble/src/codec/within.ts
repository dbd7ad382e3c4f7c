// A window in the bytes: the value inside must fill it.

import { DecodeError } from '../core/index.ts';
import type { Field } from './field.ts';
import type { Reader } from './reader.ts';

/**
 * Reads a value that fills exactly the next `length` bytes.
 *
 * @throws {DecodeError} fewer bytes are left, the value needs more of them, or leaves some over.
 */
export function readWithin<T>(from: Reader, length: number, inner: Field<T>): T {
  const { end } = from;
  const start = from.skip(length);
  from.offset = start;
  from.end = start + length;
  try {
    const value = inner.read(from);
    if (from.left > 0) throw new DecodeError(`${from.left} bytes left over`, from.offset);
    return value;
  } finally {
    from.end = end;
  }
}
