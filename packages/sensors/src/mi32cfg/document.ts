// A whole `mi32cfg`: its entries in order, with all that is wrong. Nothing of it is dropped silently.

import type { AddressValue } from '@bluebell/ble/core';
import { type Mi32Remark, type Mi32Row, readEntry } from './entry.ts';
import { type JsonNode, memberOf } from './json-node.ts';
import { type JsonFault, readJson } from './read-json.ts';
import { salvage } from './salvage.ts';

/** What is wrong with the file as a whole. */
export type Mi32FileFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'notAnArray' }
  /** The entries are those that could be told all the same. */
  | { readonly kind: 'notJson'; readonly fault: JsonFault };

/** A file that was read. */
export interface Mi32Document {
  readonly rows: readonly Mi32Row[];
  readonly fault?: Mi32FileFault;
}

/** The text without what Tasmota writes behind it: one NUL. */
export function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && /[\0\s]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Reads a file. Never throws; of one that is no whole JSON, the whole entries are given. */
export function readMi32Text(text: string): Mi32Document {
  const body = withoutTail(text);
  if (body === '') return { rows: [], fault: { kind: 'empty' } };
  const read = readJson(body);
  if (read.kind === 'fault') {
    const rows = [...salvage(body)].map(({ node, start, source }, index) =>
      readEntry(node ?? brokenPart(start, source), index),
    );
    return { rows: withDoubles(rows), fault: { kind: 'notJson', fault: read.fault } };
  }
  if (read.node.kind !== 'array') return { rows: [], fault: { kind: 'notAnArray' } };
  return { rows: withDoubles(read.node.items.map(readEntry)) };
}

/** Stands for a part that is no JSON: its text is kept. */
function brokenPart(start: number, source: string): JsonNode {
  return { kind: 'text', value: source, start, end: start + source.length };
}

function withDoubles(rows: readonly Mi32Row[]): readonly Mi32Row[] {
  const slots = new Map<AddressValue, number[]>();
  for (const { address, index } of rows) {
    if (address === undefined) continue;
    const known = slots.get(address);
    if (known) known.push(index);
    else slots.set(address, [index]);
  }
  return rows.map((row) => {
    const same = slots.get(row.address ?? -1) ?? [];
    return same.length < 2 ? row : { ...row, remarks: [doubleOf(row, same), ...row.remarks] };
  });
}

/** Slots that are named; of more, only how many. */
const NAMED_SLOTS = 4;

function doubleOf(row: Mi32Row, same: readonly number[]): Mi32Remark {
  const others = same.slice(0, NAMED_SLOTS + 1).filter((slot) => slot !== row.index);
  const named = others.slice(0, NAMED_SLOTS);
  const left = same.length - 1 - named.length;
  const slots = `slot${named.length > 1 ? 's' : ''} ${named.join(', ')}`;
  const more = left > 0 ? ` and ${left} more` : '';
  const text = `the same MAC as in ${slots}${more}: the fields of the last entry win`;
  const mac = row.node.kind === 'object' ? memberOf(row.node, 'MAC')?.value : undefined;
  return { weight: 'twice', field: 'MAC', text, span: mac ?? row.node };
}
