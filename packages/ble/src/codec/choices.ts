// Fields whose few values have names, and bits that do.

import { DecodeError, UsageError } from '../core/index.ts';
import { type Field, field } from './field.ts';

/** A truth value of one byte: 0 is false, all else true. */
export const flag: Field<boolean> = field(
  1,
  (from) => from.u8() !== 0,
  (to, value) => to.uint(value ? 1 : 0, 1),
);

/** The same with the meaning turned round: 0 is true. */
export const inverseFlag: Field<boolean> = field(
  1,
  (from) => from.u8() === 0,
  (to, value) => to.uint(value ? 0 : 1, 1),
);

/**
 * A number that stands for a name: `choice(u8, { 0: 'open', 1: 'closed' })`.
 * A number that is not in the table is a `DecodeError`. Of numbers with one name the lowest is written.
 */
export function choice<const T extends string>(
  raw: Field<number>,
  names: Readonly<Record<number, T>>,
): Field<T> {
  // Turned round, so that the lowest number of a name is the last one set.
  const byName = Object.entries(names).toReversed();
  const numbers = new Map(byName.map(([number, name]) => [name, Number(number)]));
  return field(
    raw.size,
    (from) => {
      const { offset } = from;
      const number = raw.read(from);
      const name = names[number];
      if (name === undefined) {
        throw new DecodeError(`${number} is not one of ${Object.keys(names).join(', ')}`, offset);
      }
      return name;
    },
    (to, value) => {
      const number = numbers.get(value);
      if (number === undefined) {
        throw new UsageError(`'${value}' is not one of ${Object.values(names).join(', ')}`);
      }
      raw.write(to, number);
    },
  );
}

/** What the bits of a number say, by name: one bit is a truth value, more are a number. */
export type BitsOf<Layout extends BitLayout> = {
  readonly [Name in keyof Layout as Name extends `_${string}`
    ? never
    : Name]: Layout[Name] extends 1 ? boolean : number;
};

/** How many bits each name takes, from the lowest up. Names that begin with `_` are reserved bits. */
export type BitLayout = Readonly<Record<string, number>>;

/** More combinations than real devices send; when noise has brought so many, all are forgotten. */
const KEPT_COMBINATIONS = 1024;

/** A field of bits that also reads numbers which are at hand already. */
export interface BitsField<Value> extends Field<Value> {
  /** What the bits of this number say. */
  readonly of: (number: number) => Value;
}

/**
 * A number whose bits have names: `bits(u8, { connectable: 1, central: 1, bondAbility: 2, _: 4 })`.
 *
 * Results are frozen and shared: reading a combination again costs a look-up. Reserved bits are
 * written as 0. A part that does not fit its bits is a `UsageError`.
 */
export function bits<const Layout extends BitLayout>(
  raw: Field<number>,
  layout: Layout,
): BitsField<BitsOf<Layout>> {
  const parts = placesOf(layout, raw.size);
  const kept = new Map<number, BitsOf<Layout>>();
  const of = (number: number): BitsOf<Layout> => {
    let value = kept.get(number);
    if (value === undefined) {
      value = takeApart<Layout>(number, parts);
      if (kept.size >= KEPT_COMBINATIONS) kept.clear();
      kept.set(number, value);
    }
    return value;
  };
  const { read, write } = raw;
  return {
    size: raw.size,
    of,
    read: (from) => of(read(from)),
    write(to, value) {
      let number = 0;
      for (const { name, unit, range } of parts) {
        // The cast holds since `parts` lists the layout's own names.
        const part = Number(value[name as keyof BitsOf<Layout>]);
        if (!Number.isInteger(part) || part < 0 || part >= range) {
          throw new UsageError(`${name} is 0 to ${range - 1}, not ${part}`);
        }
        number += part * unit;
      }
      write(to, number);
    },
  };
}

interface Place {
  readonly name: string;
  /** What its lowest bit counts in the number. */
  readonly unit: number;
  /** How many values it has. */
  readonly range: number;
}

function placesOf(layout: BitLayout, size: number | undefined): readonly Place[] {
  let lowest = 0;
  const places = Object.entries(layout).flatMap(([name, width]) => {
    const place = { name, unit: 2 ** lowest, range: 2 ** width };
    lowest += width;
    return name.startsWith('_') ? [] : [place];
  });
  if (size !== undefined && lowest > 8 * size) {
    throw new UsageError(`a layout of ${lowest} bits for a number of ${8 * size}`);
  }
  return places;
}

function takeApart<Layout extends BitLayout>(
  number: number,
  parts: readonly Place[],
): BitsOf<Layout> {
  const value: Record<string, boolean | number> = {};
  for (const { name, unit, range } of parts) {
    const part = Math.floor(number / unit) % range;
    value[name] = range === 2 ? part === 1 : part;
  }
  // The cast holds since `parts` was made from the layout.
  return Object.freeze(value) as BitsOf<Layout>;
}
