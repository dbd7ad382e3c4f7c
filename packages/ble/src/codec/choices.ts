// Fields whose few values have names, and bits that do.

import { DecodeError } from '../core/index.ts';
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
 * A number that is not in the table is a `DecodeError`.
 */
export function choice<const T extends string>(
  raw: Field<number>,
  names: Readonly<Record<number, T>>,
): Field<T> {
  const numbers = new Map(Object.entries(names).map(([number, name]) => [name, Number(number)]));
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
    (to, value) => raw.write(to, numbers.get(value) ?? 0),
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

/** More combinations than real devices send; beyond it results are no longer kept. */
const KEPT_COMBINATIONS = 1024;

/**
 * A number whose bits have names: `bits(u8, { connectable: 1, central: 1, bondAbility: 2, _: 4 })`.
 *
 * Results are frozen and shared: reading a combination again costs a look-up. Reserved bits are
 * written as 0.
 */
export function bits<const Layout extends BitLayout>(
  raw: Field<number>,
  layout: Layout,
): Field<BitsOf<Layout>> {
  const parts = placesOf(layout);
  const kept = new Map<number, BitsOf<Layout>>();
  return field(
    raw.size,
    (from) => {
      const number = raw.read(from);
      let value = kept.get(number);
      if (value === undefined) {
        value = takeApart<Layout>(number, parts);
        if (kept.size < KEPT_COMBINATIONS) kept.set(number, value);
      }
      return value;
    },
    (to, value) => {
      let number = 0;
      for (const { name, lowest, width } of parts) {
        // The cast holds since `parts` lists the layout's own names.
        const part = Number(value[name as keyof BitsOf<Layout>]);
        number += (part % 2 ** width) * 2 ** lowest;
      }
      raw.write(to, number);
    },
  );
}

interface Place {
  readonly name: string;
  readonly lowest: number;
  readonly width: number;
}

function placesOf(layout: BitLayout): readonly Place[] {
  let lowest = 0;
  return Object.entries(layout).flatMap(([name, width]) => {
    const place = { name, lowest, width };
    lowest += width;
    return name.startsWith('_') ? [] : [place];
  });
}

function takeApart<Layout extends BitLayout>(
  number: number,
  parts: readonly Place[],
): BitsOf<Layout> {
  const value: Record<string, boolean | number> = {};
  for (const { name, lowest, width } of parts) {
    const part = Math.floor(number / 2 ** lowest) % 2 ** width;
    value[name] = width === 1 ? part === 1 : part;
  }
  // The cast holds since `parts` was made from the layout.
  return Object.freeze(value) as BitsOf<Layout>;
}
