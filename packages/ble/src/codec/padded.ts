// Bytes of any length in a place of fixed size.

import { DecodeError, UsageError } from '../core/index.ts';
import { type Field, field } from './field.ts';

/**
 * Up to `capacity` bytes with their number in front, and zeros behind them up to the capacity:
 * `padded(u8, 31)`. Read as a view: copy it to keep it.
 */
export function padded(length: Field<number>, capacity: number): Field<Uint8Array> {
  const lengthSize = length.size;
  return field(
    lengthSize === undefined ? undefined : lengthSize + capacity,
    (from) => {
      const { offset } = from;
      const count = length.read(from);
      if (count > capacity) {
        throw new DecodeError(`${count} bytes where at most ${capacity} stand`, offset);
      }
      return from.view(capacity).subarray(0, count);
    },
    (to, value) => {
      if (value.length > capacity) {
        throw new UsageError(`${value.length} bytes where at most ${capacity} stand`);
      }
      length.write(to, value.length);
      to.write(value);
      to.write(new Uint8Array(capacity - value.length));
    },
  );
}
