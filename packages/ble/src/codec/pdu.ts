// PDUs: structs told apart by an opcode.

import { rest } from './bytes.ts';
import { type Field, field } from './field.ts';
import { indexOf } from './pdu-index.ts';
import { type Fields, type StructOf, struct } from './struct.ts';

/** One PDU of a table. */
export interface Pdu<Kind extends string, Body> {
  readonly kind: Kind;
  readonly opcode: number;
  readonly body: Field<Body>;
}

/** What a table reads for an opcode it does not hold. */
export interface UnknownPdu {
  readonly kind: 'unknown';
  readonly opcode: number;
  readonly parameters: Uint8Array;
}

/** Declares a PDU: its name, its opcode, and its fields in the order of the wire. */
export function pdu<const Kind extends string, const F extends Fields>(
  kind: Kind,
  opcode: number,
  fields: F,
): Pdu<Kind, StructOf<F>> {
  // The kind is a field that takes no bytes: so values come out of the struct ready.
  return { kind, opcode, body: struct({ kind: always(kind), ...fields }) };
}

/** A value that is known without reading: it takes no bytes. */
function always<T>(value: T): Field<T> {
  return field(
    0,
    () => value,
    () => {},
  );
}

/** The value of a PDU: its body and its kind. */
export type PduValue<P> =
  P extends Pdu<infer Kind, infer Body> ? { readonly kind: Kind } & Body : never;

/**
 * The union of some PDUs. An opcode that is not among them reads as `kind: 'unknown'`, with its
 * bytes; two PDUs of one opcode are refused when the table is made.
 */
// biome-ignore lint/suspicious/noExplicitAny: a PDU of any body; `PduValue` brings the type back.
export function pduTable<const P extends readonly Pdu<string, any>[]>(
  opcode: Field<number>,
  ...pdus: P
): Field<PduValue<P[number]> | UnknownPdu> {
  const { byOpcode, byKind } = indexOf(pdus);
  type Value = PduValue<P[number]> | UnknownPdu;
  return field<Value>(
    undefined,
    (from) => {
      const number = opcode.read(from);
      const entry = byOpcode.get(number);
      // The cast holds since the body of each PDU is what its kind stands for.
      return (
        entry ? entry.body.read(from) : { kind: 'unknown', opcode: number, parameters: from.rest() }
      ) as Value;
    },
    (to, value) => {
      // The cast holds since every member of the union has a kind; the compiler cannot see it here.
      const { kind } = value as { readonly kind: string };
      const entry = byKind.get(kind);
      if (entry) {
        opcode.write(to, entry.opcode);
        entry.body.write(to, value);
        return;
      }
      // The cast holds since a kind that is not in the table is 'unknown'.
      const unknown = value as UnknownPdu;
      opcode.write(to, unknown.opcode);
      rest.write(to, unknown.parameters);
    },
  );
}
