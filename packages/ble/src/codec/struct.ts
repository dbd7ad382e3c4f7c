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
 * Declared once, it is put together once. One that is read often is then compiled into a function of
 * its own, which costs no more than the same written by hand.
 */
export function struct<const F extends Fields>(fields: F): Field<StructOf<F>> {
  const names = Object.keys(fields);
  const parts: readonly Field<unknown>[] = Object.values(fields);
  const reads = parts.map((part) => part.read);
  const writes = parts.map((part) => part.write);
  let read = readingOneByOne(names, reads);
  let readsUntilHot = READS_UNTIL_HOT;
  const whole = field<StructOf<F>>(
    sizeOf(parts),
    (from) => {
      if (readsUntilHot > 0 && --readsUntilHot === 0) read = compiled(names, reads) ?? read;
      // The cast holds since every name of `F` is read by its own field.
      return read(from) as StructOf<F>;
    },
    (to, value) => {
      for (let i = 0; i < writes.length; i++) {
        // The casts hold since the arrays have the same length.
        (writes[i] as Field<unknown>['write'])(to, value[names[i] as string]);
      }
    },
  );
  made.set(whole, fields);
  return whole;
}

/** What structs were made of. Apart from them, so that those who only read them carry nothing. */
const made = new WeakMap<object, Fields>();

/** The fields of a struct, for showing where each stands; `undefined` for what is no struct. */
export function fieldsOf(what: Pick<Field<unknown>, 'size'>): Fields | undefined {
  return made.get(what);
}

/** A struct that was read so often will be read often: compiling all of them would slow the start. */
const READS_UNTIL_HOT = 256;

/** Names that mean nothing else in code. */
const PLAIN_NAME = /^[a-z][a-zA-Z0-9]*$/;

type Read = (from: Reader) => unknown;

/** Goes over the fields in a loop: no need to compile, but every struct shares this one function. */
function readingOneByOne(names: readonly string[], reads: readonly Read[]): Read {
  return (from) => {
    const value: Record<string, unknown> = {};
    for (let i = 0; i < reads.length; i++) {
      // The casts hold since the arrays have the same length.
      value[names[i] as string] = (reads[i] as Read)(from);
    }
    return value;
  };
}

/**
 * A function of this struct alone, so that the engine can inline all its fields: three to six times
 * as fast as the loop. The only text in its code are names that our own tables declare.
 *
 * @returns `undefined` where pages forbid code from text (Content Security Policy), and for names
 *   that are no plain words.
 */
function compiled(names: readonly string[], reads: readonly Read[]): Read | undefined {
  if (!names.every((name) => PLAIN_NAME.test(name))) return undefined;
  const members = names.map((name, i) => `${name}: r${i}(from)`);
  const parameters = names.map((_, i) => `r${i}`);
  try {
    // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- see above: no text from outside gets here.
    const build = new Function(...parameters, `return (from) => ({ ${members.join(', ')} });`);
    // The cast holds since it reads the same members as the loop.
    return build(...reads) as Read;
  } catch {
    return undefined;
  }
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
