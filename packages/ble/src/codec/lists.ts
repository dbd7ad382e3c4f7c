// Values that repeat, and values that may be absent.

import { UsageError } from '../core/index.ts';
import { type Field, field } from './field.ts';

/** Values to the end of the bytes; each must take at least one. */
export function list<T>(item: Field<T>): Field<readonly T[]> {
  if (item.size === 0) throw new UsageError('a list of values without bytes has no end');
  return field<readonly T[]>(
    undefined,
    (from) => {
      const items: T[] = [];
      while (from.left > 0) items.push(item.read(from));
      return items;
    },
    (to, values) => {
      for (const value of values) item.write(to, value);
    },
  );
}

/** Values with their number in front: `counted(u8, report)`. */
export function counted<T>(count: Field<number>, item: Field<T>): Field<readonly T[]> {
  return field<readonly T[]>(
    undefined,
    (from) => {
      const items: T[] = [];
      for (let left = count.read(from); left > 0; left--) items.push(item.read(from));
      return items;
    },
    (to, values) => {
      count.write(to, values.length);
      for (const value of values) item.write(to, value);
    },
  );
}

/** A value that stands there only when bytes are left. */
export function optional<T>(inner: Field<T>): Field<T | undefined> {
  return field(
    undefined,
    (from) => (from.left > 0 ? inner.read(from) : undefined),
    (to, value) => {
      if (value !== undefined) inner.write(to, value);
    },
  );
}
