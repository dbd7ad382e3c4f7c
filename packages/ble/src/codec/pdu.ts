// PDUs: structs told apart by an opcode.

import { rest } from './bytes.ts';
import { type Field, field } from './field.ts';
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
  return { kind, opcode, body: struct(fields) };
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
  const byOpcode = new Map(pdus.map((entry) => [entry.opcode, entry]));
  const byKind = new Map(pdus.map((entry) => [entry.kind, entry]));
  if (byOpcode.size < pdus.length || byKind.size < pdus.length) {
    throw new Error('two PDUs of one table share an opcode or a name');
  }
  type Value = PduValue<P[number]> | UnknownPdu;
  return field<Value>(
    undefined,
    (from) => {
      const number = opcode.read(from);
      const entry = byOpcode.get(number);
      // The cast holds since the body of each PDU is what its kind stands for.
      return (
        entry
          ? { kind: entry.kind, ...entry.body.read(from) }
          : { kind: 'unknown', opcode: number, parameters: rest.read(from) }
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
