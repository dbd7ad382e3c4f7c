// Fields whose value is bytes, text or nothing at all.

import { DecodeError, UsageError } from '../core/index.ts';
import { type Field, field } from './field.ts';
import { Writer } from './writer.ts';

/** A run of `length` bytes. Read as a view: copy it to keep it. */
export function bytes(length: number): Field<Uint8Array> {
  return field(
    length,
    (from) => from.view(length),
    (to, value) => {
      if (value.length !== length)
        throw new UsageError(`${value.length} bytes where ${length} stand`);
      to.write(value);
    },
  );
}

/** All bytes to the end. Read as a view: copy it to keep it. */
export const rest: Field<Uint8Array> = field(
  undefined,
  (from) => from.rest(),
  (to, value) => to.write(value),
);

/** UTF-8 to the end. What is no UTF-8 reads as U+FFFD, as browsers do. */
export const utf8: Field<string> = field(
  undefined,
  (from) => new TextDecoder().decode(from.rest()),
  (to, value) => to.write(new TextEncoder().encode(value)),
);

/**
 * A value with its length in front, counted in bytes: `sized(u8, rest)`.
 * The value must fill the length that is announced.
 */
export function sized<T>(length: Field<number>, inner: Field<T>): Field<T> {
  return field(
    undefined,
    (from) => {
      const count = length.read(from);
      const { end } = from;
      const start = from.skip(count);
      from.offset = start;
      from.end = start + count;
      try {
        const value = inner.read(from);
        if (from.left > 0) throw new DecodeError(`${from.left} bytes left over`, from.offset);
        return value;
      } finally {
        from.end = end;
      }
    },
    (to, value) => {
      const inside = new Writer();
      inner.write(inside, value);
      length.write(to, inside.length);
      to.write(inside.finish());
    },
  );
}
