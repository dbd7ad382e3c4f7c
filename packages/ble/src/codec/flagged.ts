// Fields that may be absent, and the flags in front that tell.

import { type Field, field, type Infer } from './field.ts';
import type { Reader } from './reader.ts';
import { type Fields, type StructOf, struct } from './struct.ts';
import type { Writer } from './writer.ts';

/** Values of which each may be absent. */
export type FlaggedOf<F extends Fields> = {
  readonly [Name in keyof F]?: Infer<F[Name]> | undefined;
};

/**
 * Fields that stand there when their flag is set, flags counted from the lowest bit:
 * `flagged(u8, { address: u48, power: i8 }, { others: rest })`. Those of the second table come behind
 * them, always. Flags beyond the table are ignored, and written as 0.
 */
export function flagged<const F extends Fields, const Behind extends Fields = Record<never, never>>(
  flags: Field<number>,
  fields: F,
  behind?: Behind,
): Field<FlaggedOf<F> & StructOf<Behind>> {
  const parts = Object.entries(fields).map(([name, part], place) => ({
    name,
    part,
    flag: 2 ** place,
  }));
  const tail = struct<Behind>(behind ?? ({} as Behind));
  type Value = FlaggedOf<F> & StructOf<Behind>;
  return field<Value>(
    undefined,
    (from: Reader) => {
      const set = flags.read(from);
      const value: Record<string, unknown> = {};
      for (const { name, part, flag } of parts) {
        value[name] = isSet(set, flag) ? part.read(from) : undefined;
      }
      return Object.assign(value, tail.read(from));
    },
    (to: Writer, value) => {
      const present = parts.filter(({ name }) => value[name] !== undefined);
      flags.write(
        to,
        present.reduce((sum, { flag }) => sum + flag, 0),
      );
      for (const { name, part } of present) part.write(to, value[name]);
      tail.write(to, value);
    },
  );
}

function isSet(flags: number, flag: number): boolean {
  return Math.floor(flags / flag) % 2 === 1;
}
