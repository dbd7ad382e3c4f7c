// A field: how one value stands in bytes. Everything else is put together from fields.

import { DecodeError, UsageError } from '../core/index.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

/** How a value of type `T` stands in bytes, both ways. */
export interface Field<T> {
  /** Bytes that every value takes; `undefined` where it depends on the value. */
  readonly size: number | undefined;
  /** Takes the value out of the reader, which moves on behind it. */
  readonly read: (from: Reader) => T;
  /** Appends the value. */
  readonly write: (to: Writer, value: T) => void;
}

/** The type that a field or a PDU table stands for. */
export type Infer<F> = F extends Field<infer T> ? T : never;

/** Makes a field of its two directions. */
export function field<T>(
  size: number | undefined,
  read: (from: Reader) => T,
  write: (to: Writer, value: T) => void,
): Field<T> {
  return { size, read, write };
}

/**
 * The bytes of a field that stands in front of what it tells of, and so is written last, in room left for it.
 *
 * @throws {UsageError} they depend on its value.
 */
export function sizeOf({ size }: Pick<Field<unknown>, 'size'>): number {
  if (size === undefined) throw new UsageError('no room can be left for a field of unknown size');
  return size;
}

/**
 * Reads a value that fills the bytes from first to last.
 *
 * @throws {DecodeError} too few bytes, bytes left over, or a value that may not occur; with its offset.
 */
export function decode<T>(what: Field<T>, bytes: Uint8Array): T {
  const from = new Reader(bytes);
  const value = what.read(from);
  if (from.left > 0) throw new DecodeError(`${from.left} bytes left over`, from.offset);
  return value;
}

/**
 * Writes a value.
 *
 * @param size how many bytes it takes, where that is known and not the same for all: saves a copy.
 * @throws {UsageError} a number that does not fit its field.
 */
export function encode<T>(
  what: Field<T>,
  value: T,
  size: number | undefined = what.size,
): Uint8Array<ArrayBuffer> {
  const to = new Writer(size);
  what.write(to, value);
  return to.finish();
}
