// Changes to a `mi32cfg`: made on its parts, so that what nobody knows of stays as it is.

import type { Mi32Field } from './entry.ts';
import { type JsonNode, type JsonObject, jsonText, madeNumber, madeText } from './json-node.ts';

/** What an entry is to hold. What is `undefined` is left out of the file. */
export interface Mi32Values {
  readonly MAC: string;
  readonly PID: string;
  readonly key: string;
  readonly name?: string | undefined;
  readonly feat?: number | undefined;
}

/** Bytes that Tasmota reads of the file at most. */
export const TASMOTA_FILE_LIMIT = 2048;

/** The file without blanks, as Tasmota writes it but for its NUL. */
export function compactMi32Text(items: readonly JsonNode[]): string {
  return `[${items.map(jsonText).join(',')}]`;
}

/** The file with one entry a line, for people. */
export function linedMi32Text(items: readonly JsonNode[]): string {
  if (items.length === 0) return '[\n]\n';
  return `[\n${items.map((item) => `  ${shown(item)}`).join(',\n')}\n]\n`;
}

/** Marks that turn the direction of all text behind them are written as escapes: people see them then. */
function shown(item: JsonNode): string {
  return jsonText(item).replace(
    /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16)}`,
  );
}

/** A new entry, in Tasmota's order of members. */
export function newEntry(values: Mi32Values): JsonObject {
  return changedEntry({ kind: 'object', members: [], start: 0, end: 0 }, values);
}

/**
 * The entry with these values. Members keep their order; unknown ones stay; of a member that stands twice
 * one stays, since the others were never read.
 */
export function changedEntry(node: JsonObject, values: Mi32Values): JsonObject {
  const nodes = new Map<string, JsonNode | undefined>([
    ['MAC', madeText(values.MAC)],
    ['PID', madeText(values.PID)],
    ['key', madeText(values.key)],
    ['name', values.name === undefined ? undefined : madeText(values.name)],
    ['feat', values.feat === undefined ? undefined : madeNumber(values.feat)],
  ] satisfies [Mi32Field, JsonNode | undefined][]);
  const last = new Map(node.members.map((member) => [member.name, member]));
  const kept = node.members.flatMap((member) => {
    if (!nodes.has(member.name)) return [member];
    const value = nodes.get(member.name);
    return value && last.get(member.name) === member ? [{ ...member, value }] : [];
  });
  const added = [...nodes].flatMap(([name, value]) =>
    value && !last.has(name) ? [{ name, value, start: 0, end: 0 }] : [],
  );
  return { ...node, members: [...kept, ...added] };
}
