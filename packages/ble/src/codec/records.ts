// Lists that say how long each of their values is, or how many there must be.

import { DecodeError, UsageError } from '../core/index.ts';
import { type Field, field } from './field.ts';
import { readWithin } from './within.ts';
import { Writer } from './writer.ts';

/**
 * Values to the end of the bytes, all of one length, which stands in front of the first:
 * `records(u8, struct({ handle: u16, value: rest }))`. Each fills its length.
 *
 * Nothing is read of a length of 0, which would never end, nor written of values of several lengths.
 */
export function records<T>(length: Field<number>, item: Field<T>): Field<readonly T[]> {
  return field<readonly T[]>(
    undefined,
    (from) => {
      const { offset } = from;
      const size = length.read(from);
      if (size === 0) throw new DecodeError('records of 0 bytes', offset);
      const items: T[] = [];
      while (from.left > 0) items.push(readWithin(from, size, item));
      return items;
    },
    (to, values) => {
      const inside = new Writer();
      let size = 0;
      for (const [index, value] of values.entries()) {
        const start = inside.length;
        item.write(inside, value);
        const written = inside.length - start;
        if (index > 0 && written !== size) {
          throw new UsageError(`a record of ${written} bytes among those of ${size}`);
        }
        size = written;
      }
      length.write(to, size);
      to.write(inside.finish());
    },
  );
}

/** A list that holds at least so many values: fewer are a `DecodeError`, or a `UsageError`. */
export function atLeast<T>(minimum: number, items: Field<readonly T[]>): Field<readonly T[]> {
  return field<readonly T[]>(
    undefined,
    (from) => {
      const values = items.read(from);
      if (values.length < minimum) {
        throw new DecodeError(
          `${values.length} values where ${minimum} or more stand`,
          from.offset,
        );
      }
      return values;
    },
    (to, values) => {
      if (values.length < minimum) {
        throw new UsageError(`${values.length} values where ${minimum} or more stand`);
      }
      items.write(to, values);
    },
  );
}

/** Bytes and how many they were before the end of a packet cut them. */
export interface CutBytes {
  /** What is there; a view: copy it to keep it. */
  readonly value: Uint8Array;
  /** How many bytes the value has in truth: more than are here when it was cut. */
  readonly valueLength: number;
}

/** Bytes with their true length in front, which the end of the packet may have cut. */
export function cuttable(length: Field<number>): Field<CutBytes> {
  return field<CutBytes>(
    undefined,
    (from) => {
      const valueLength = length.read(from);
      return { valueLength, value: from.view(Math.min(valueLength, from.left)) };
    },
    (to, { value, valueLength }) => {
      if (value.length > valueLength) {
        throw new UsageError(`${value.length} bytes of a value of ${valueLength}`);
      }
      length.write(to, valueLength);
      to.write(value);
    },
  );
}
