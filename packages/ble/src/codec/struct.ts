// Fields one after the other, by name.

import { type Field, field, type Infer } from './field.ts';
import type { Reader } from './reader.ts';

/** The fields of a struct in the order of the wire. */
// biome-ignore lint/suspicious/noExplicitAny: a field of any type; `Infer` brings the type back.
export type Fields = Readonly<Record<string, Field<any>>>;

/** The value of a struct. */
export type StructOf<F extends Fields> = { readonly [Name in keyof F]: Infer<F[Name]> };

/**
 * Values by name, in the order of the wire: `struct({ temperature: scaled(i16, 0.1), humidity: u8 })`.
 *
 * Declared once, it is put together once: reading runs through an array of closures, and every
 * result has the same shape.
 */
export function struct<const F extends Fields>(fields: F): Field<StructOf<F>> {
  const names = Object.keys(fields);
  const parts = Object.values(fields);
  const reads = parts.map((part) => part.read);
  // All results start as a copy of this one, and so share its shape.
  const blank: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, undefined]));
  return field(
    sizeOf(parts),
    (from: Reader) => {
      const value = { ...blank };
      for (let i = 0; i < reads.length; i++) {
        // The casts hold since both arrays have the same length.
        value[names[i] as string] = (reads[i] as (from: Reader) => unknown)(from);
      }
      // The cast holds since every name of `F` was just read by its field.
      return value as StructOf<F>;
    },
    (to, value) => {
      for (const name of names) fields[name]?.write(to, value[name]);
    },
  );
}

/** The sum of sizes, or `undefined` when one of them depends on its value. */
function sizeOf(parts: readonly Field<unknown>[]): number | undefined {
  let sum = 0;
  for (const { size } of parts) {
    if (size === undefined) return undefined;
    sum += size;
  }
  return sum;
}
