// Values behind a header of bits, which tells their length and, in tables, which PDU they are.

import { rest } from './bytes.ts';
import { type Field, field } from './field.ts';
import type { Pdu, PduValue, UnknownPdu } from './pdu.ts';
import { indexOf } from './pdu-index.ts';
import { readWithin } from './within.ts';
import { Writer } from './writer.ts';

/** What a header says beyond the parts that the codec uses up itself. */
type Beyond<Header, Used extends keyof Header> = Omit<Header, Used>;

/**
 * A value whose length in bytes is one part of a header:
 * `headed(bits(u8, { length: 6, mode: 2 }), 'length', struct({ … }))`.
 *
 * Reads as one object: the parts of the header but the length, and those of the value.
 */
export function headed<Header extends object, const Length extends keyof Header, T extends object>(
  header: Field<Header>,
  lengthPart: Length,
  inner: Field<T>,
): Field<Beyond<Header, Length> & T> {
  return field(
    undefined,
    (from) => {
      const { [lengthPart]: length, ...beyond } = header.read(from);
      return { ...beyond, ...readWithin(from, Number(length), inner) };
    },
    (to, value) => {
      const inside = new Writer();
      inner.write(inside, value);
      // The cast holds since the value brings all parts of the header but the one added here.
      header.write(to, { ...value, [lengthPart]: inside.length } as unknown as Header);
      to.write(inside.finish());
    },
  );
}

/**
 * The union of some PDUs that have a header of bits in common, two parts of which are their opcode
 * and the length of what follows. The other parts of the header stand in the value.
 *
 * An opcode that is not among them reads as `kind: 'unknown'`, with its bytes.
 */
export function headedPduTable<
  Header extends object,
  const Opcode extends keyof Header,
  const Length extends keyof Header,
  // biome-ignore lint/suspicious/noExplicitAny: a PDU of any body; `PduValue` brings the type back.
  const P extends readonly Pdu<string, any>[],
>(
  header: Field<Header>,
  opcodePart: Opcode,
  lengthPart: Length,
  ...pdus: P
): Field<Beyond<Header, Opcode | Length> & (PduValue<P[number]> | UnknownPdu)> {
  const { byOpcode, byKind } = indexOf(pdus);
  type Value = Beyond<Header, Opcode | Length> & (PduValue<P[number]> | UnknownPdu);
  return field<Value>(
    undefined,
    (from) => {
      const { [opcodePart]: part, [lengthPart]: length, ...beyond } = header.read(from);
      const opcode = Number(part);
      const entry = byOpcode.get(opcode);
      // The cast holds since the body of each PDU is what its kind stands for.
      return (
        entry
          ? { kind: entry.kind, ...beyond, ...readWithin(from, Number(length), entry.body) }
          : { kind: 'unknown', ...beyond, opcode, parameters: from.view(Number(length)) }
      ) as Value;
    },
    (to, value) => {
      const inside = new Writer();
      // The casts hold since every member of the union has a kind, since one that is not in the table
      // is 'unknown', and since the value brings all parts of the header but the two added here.
      const entry = byKind.get((value as { readonly kind: string }).kind);
      const unknown = value as UnknownPdu;
      if (entry) entry.body.write(inside, value);
      else rest.write(inside, unknown.parameters);
      const opcode = entry ? entry.opcode : unknown.opcode;
      const parts = { ...value, [opcodePart]: opcode, [lengthPart]: inside.length };
      header.write(to, parts as unknown as Header);
      to.write(inside.finish());
    },
  );
}
