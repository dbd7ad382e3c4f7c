// Fields whose value is bytes, text or nothing at all.

import { UsageError } from '../core/index.ts';
import { type Field, field, sizeOf } from './field.ts';
import { readWithin } from './within.ts';

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

/** All bytes but the last `behind`, which belong to the fields that follow. Read as a view. */
export function restBut(behind: number): Field<Uint8Array> {
  return field(
    undefined,
    (from) => from.view(Math.max(0, from.left - behind)),
    (to, value) => to.write(value),
  );
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** UTF-8 to the end. What is no UTF-8 reads as U+FFFD, as browsers do. */
export const utf8: Field<string> = field(
  undefined,
  (from) => decoder.decode(from.rest()),
  (to, value) => to.write(encoder.encode(value)),
);

/**
 * A value with its length in front, counted in bytes: `sized(u8, rest)`.
 * The value must fill the length that is announced.
 */
export function sized<T>(length: Field<number>, inner: Field<T>): Field<T> {
  // What is read most, bytes with their length in front, needs no window around it.
  const isRest = (inner as Field<unknown>) === (rest as Field<unknown>);
  const lengthSize = sizeOf(length);
  return field(
    undefined,
    (from) => {
      const count = length.read(from);
      // The cast holds since `rest` reads what a view is.
      if (isRest) return from.view(count) as T;
      return readWithin(from, count, inner);
    },
    (to, value) => {
      const start = to.leave(lengthSize);
      inner.write(to, value);
      to.fill(start, length, to.length - start - lengthSize);
    },
  );
}
