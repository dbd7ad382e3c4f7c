// Finds a PDU of a table from either side.

import { UsageError } from '../core/index.ts';
import type { Pdu } from './pdu.ts';

/** The PDUs of a table: by opcode to read them, by kind to write them. */
export interface PduIndex {
  // biome-ignore lint/suspicious/noExplicitAny: a PDU of any body; `PduValue` brings the type back.
  readonly byOpcode: ReadonlyMap<number, Pdu<string, any>>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly byKind: ReadonlyMap<string, Pdu<string, any>>;
}

/**
 * Puts the PDUs of a table in order.
 *
 * @throws {UsageError} two of one opcode or one name, or one that is called 'unknown' as are those
 *   that stand in no table.
 */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function indexOf(pdus: readonly Pdu<string, any>[]): PduIndex {
  const byOpcode = new Map(pdus.map((entry) => [entry.opcode, entry]));
  const byKind = new Map(pdus.map((entry) => [entry.kind, entry]));
  if (byOpcode.size < pdus.length || byKind.size < pdus.length) {
    throw new UsageError('two PDUs of one table share an opcode or a name');
  }
  if (byKind.has('unknown')) throw new UsageError("no PDU of a table can be called 'unknown'");
  return { byOpcode, byKind };
}
