// The list that is edited: one text is all there is, and rows are read from it.

import {
  changedEntry,
  compactMi32Text,
  type JsonNode,
  linedMi32Text,
  type Mi32Document,
  type Mi32Values,
  newEntry,
  PHONE_PID,
  readMi32Text,
  TASMOTA_FILE_LIMIT,
} from '@bluebell/sensors/mi32cfg';

/** Characters of a file that the page takes. */
export const LARGEST_FILE = 1024 * 1024;

/** How many of what stand in a list. */
export interface ListTotals {
  readonly sensors: number;
  readonly phones: number;
  readonly unreadable: number;
  /** Things that keep an entry, or a part of it, from being used; and addresses that stand twice. */
  readonly faults: number;
  /** Bytes of the file as it is downloaded. */
  readonly bytes: number;
  readonly isTooLongForTasmota: boolean;
}

/** A list with nothing in it. */
export const EMPTY_LIST = linedMi32Text([]);

/** Counts what a list holds. */
export function totalsOf({ rows }: Mi32Document): ListTotals {
  const usable = rows.filter(({ address, pid }) => address !== undefined && pid !== undefined);
  const phones = usable.filter(({ pid }) => pid === PHONE_PID).length;
  const remarks = rows.flatMap((row) => row.remarks);
  const text = compactMi32Text(rows.map(({ node }) => node));
  const bytes = new TextEncoder().encode(text).length;
  return {
    sensors: usable.length - phones,
    phones,
    unreadable: rows.length - usable.length,
    faults: remarks.filter(({ weight }) => weight !== 'note').length,
    bytes,
    // One byte is the NUL that Tasmota puts behind it.
    isTooLongForTasmota: bytes >= TASMOTA_FILE_LIMIT,
  };
}

/** The text with one entry changed, or with a new one behind the others. */
export function withEntry(
  { rows }: Mi32Document,
  index: number | undefined,
  values: Mi32Values,
): string {
  const nodes = rows.map(({ node }) => node);
  const old = index === undefined ? undefined : nodes[index];
  if (index === undefined || old?.kind !== 'object')
    return linedMi32Text([...nodes, newEntry(values)]);
  return linedMi32Text(nodes.with(index, changedEntry(old, values)));
}

/** The text without one entry. */
export function withoutEntry({ rows }: Mi32Document, index: number): string {
  return linedMi32Text(rows.filter((row) => row.index !== index).map(({ node }) => node));
}

/** The text with one entry a line; as it is where it is no list. */
export function tidied(text: string): string {
  const { rows, fault } = readMi32Text(text);
  return fault ? text : linedMi32Text(rows.map(({ node }) => node));
}

/** A file as it is shown: what Tasmota wrote in one line gets one entry a line. */
export function opened(text: string): string {
  return /[\r\n]./s.test(text) ? text : tidied(text);
}

/** The file to download: what is no entry stays in it, too. */
export function fileOf({ rows }: Mi32Document): string {
  return compactMi32Text(rows.map(({ node }) => node));
}

/** Of a text that is no whole JSON, the entries that are whole. */
export function wholeEntries({ rows }: Mi32Document): readonly JsonNode[] {
  return rows.flatMap(({ node }) => (node.kind === 'object' ? [node] : []));
}

/** Whether a text could be a list at all, or is a file of another program. */
export function looksLikeList(text: string): boolean {
  return /^\s*(?:[[{]|$)/.test(text);
}
