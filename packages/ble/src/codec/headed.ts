// Values behind a header of bits, which tells their length and, in tables, which PDU they are.

import { rest } from './bytes.ts';
import { type Field, field, sizeOf } from './field.ts';
import type { Pdu, PduValue, UnknownPdu } from './pdu.ts';
import { indexOf } from './pdu-index.ts';
import { readWithin } from './within.ts';

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
  const headerSize = sizeOf(header);
  return field(
    undefined,
    (from) => {
      const parts = header.read(from);
      const value = { ...readWithin(from, Number(parts[lengthPart]), inner) };
      // The cast holds since the value has what the header says beyond its length, too.
      return addParts(value, parts, lengthPart, lengthPart) as Beyond<Header, Length> & T;
    },
    (to, value) => {
      const start = to.leave(headerSize);
      inner.write(to, value);
      const length = to.length - start - headerSize;
      // The cast holds since the value brings all parts of the header but the one added here.
      to.fill(start, header, { ...value, [lengthPart]: length } as unknown as Header);
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
  const headerSize = sizeOf(header);
  type Value = Beyond<Header, Opcode | Length> & (PduValue<P[number]> | UnknownPdu);
  return field<Value>(
    undefined,
    (from) => {
      const parts = header.read(from);
      const opcode = Number(parts[opcodePart]);
      const length = Number(parts[lengthPart]);
      const entry = byOpcode.get(opcode);
      const value = entry
        ? readWithin(from, length, entry.body)
        : { kind: 'unknown', opcode, parameters: from.view(length) };
      // The cast holds since the body of each PDU is what its kind stands for.
      return addParts(value, parts, opcodePart, lengthPart) as Value;
    },
    (to, value) => {
      const start = to.leave(headerSize);
      // The casts hold since every member of the union has a kind, since one that is not in the table
      // is 'unknown', and since the value brings all parts of the header but the two added here.
      const entry = byKind.get((value as { readonly kind: string }).kind);
      const unknown = value as UnknownPdu;
      if (entry) entry.body.write(to, value);
      else rest.write(to, unknown.parameters);
      const opcode = entry ? entry.opcode : unknown.opcode;
      const length = to.length - start - headerSize;
      const parts = { ...value, [opcodePart]: opcode, [lengthPart]: length };
      to.fill(start, header, parts as unknown as Header);
    },
  );
}

/** Adds the parts of a header to a value that nobody else has, all but two of them. */
function addParts(value: object, parts: object, one: PropertyKey, other: PropertyKey): object {
  // The casts hold since every object has properties by name. A loop, as this runs for every packet:
  // rest and spread take several times as long.
  const whole = value as Record<string, unknown>;
  const from = parts as Readonly<Record<string, unknown>>;
  for (const name in from) if (name !== one && name !== other) whole[name] = from[name];
  return whole;
}
