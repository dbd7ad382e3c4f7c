// One entry of `mi32cfg`: what it says, and what is wrong with it.

import { type AddressValue, BleError, parseAddress } from '@bluebell/ble/core';
import {
  type JsonMember,
  type JsonNode,
  type JsonObject,
  memberOf,
  type Span,
} from './json-node.ts';
import { BIND_KEY, IDENTITY_KEY, keyBytes, keyProblem } from './key-text.ts';
import { isKeyMissing, productsOf } from './product.ts';

/** The product id of what is only tracked, such as a phone. */
export const PHONE_PID = 0;

/** Members that Tasmota reads. */
export const MI32_FIELDS = ['MAC', 'PID', 'key', 'name', 'feat'] as const;
export type Mi32Field = (typeof MI32_FIELDS)[number];

/**
 * What a remark means for the entry: it is not taken at all, a part is not used, its address stands
 * in another entry too, or there is only something to know.
 */
export type Mi32Weight = 'skipped' | 'unused' | 'twice' | 'note';

/** Something about an entry, without any text of it. */
export interface Mi32Remark {
  readonly weight: Mi32Weight;
  /** Absent when it is about the whole entry. */
  readonly field?: Mi32Field;
  readonly text: string;
  /** Where a cursor should go. */
  readonly span: Span;
}

/** One entry. What is missing or cannot be read is `undefined`. */
export interface Mi32Row {
  /** The slot: counted from 0. */
  readonly index: number;
  readonly node: JsonNode;
  readonly address?: AddressValue;
  readonly pid?: number;
  /** As it was written; absent when empty. It may be one that cannot work. */
  readonly key?: string;
  readonly name?: string;
  readonly feat?: number;
  /** Members that nobody knows: they are kept. */
  readonly extra: readonly JsonMember[];
  readonly remarks: readonly Mi32Remark[];
}

type Draft = { -readonly [K in keyof Mi32Row]: Mi32Row[K] };
type Report = (weight: Mi32Weight, text: string, field?: Mi32Field) => void;

/** Reads one entry. Never throws. */
export function readEntry(node: JsonNode, index: number): Mi32Row {
  const remarks: Mi32Remark[] = [];
  if (node.kind !== 'object') {
    remarks.push({ weight: 'skipped', text: 'it is no whole JSON object', span: node });
    return { index, node, extra: [], remarks };
  }
  const report: Report = (weight, text, field) => {
    const span = (field === undefined ? undefined : memberOf(node, field)?.value) ?? node;
    remarks.push({ weight, text, span, ...(field !== undefined && { field }) });
  };
  const extra = node.members.filter(({ name }) => !isField(name));
  const row: Draft = { index, node, extra, remarks };
  readAddress(row, node, report);
  readPid(row, node, report);
  readKey(row, node, report);
  readName(row, node, report);
  readFeatures(row, node, report);
  noteNames(node, extra, remarks);
  return row;
}

function isField(name: string): name is Mi32Field {
  return MI32_FIELDS.some((field) => field === name);
}

function readAddress(row: Draft, node: JsonObject, report: Report): void {
  const value = memberOf(node, 'MAC')?.value;
  const address = value?.kind === 'text' ? addressIn(value.value) : undefined;
  if (address === undefined) {
    report('skipped', 'MAC must be 12 hex digits', 'MAC');
    return;
  }
  row.address = address;
  if (value?.kind === 'text' && value.value.length !== 12) {
    report('note', 'Tasmota takes a MAC without separators alone', 'MAC');
  }
}

/** An address with or without separators; `undefined` where it is none. */
export function addressIn(text: string): AddressValue | undefined {
  try {
    return parseAddress(text);
  } catch (error) {
    if (error instanceof BleError) return undefined;
    throw error;
  }
}

function readPid(row: Draft, node: JsonObject, report: Report): void {
  const value = memberOf(node, 'PID')?.value;
  if (value?.kind !== 'text' || !/^[0-9a-f]{4}$/i.test(value.value)) {
    report('skipped', 'PID must be 4 hex digits', 'PID');
    return;
  }
  row.pid = Number.parseInt(value.value, 16);
  if (row.pid !== PHONE_PID && productsOf(row.pid).length === 0) {
    report('note', 'no product that we know has this id: it is kept', 'PID');
  }
}

function readKey(row: Draft, node: JsonObject, report: Report): void {
  const value = memberOf(node, 'key')?.value;
  if (value && value.kind !== 'text') {
    report('unused', 'key is not used: it must be text', 'key');
    return;
  }
  if (value === undefined || value.value === '') {
    if (row.pid !== undefined && isKeyMissing(row.pid)) {
      report('note', 'it sends nothing that can be read without its key', 'key');
    }
    return;
  }
  row.key = value.value;
  const bytes = keyBytes(value.value);
  const problem = keyProblem(bytes, row.pid === PHONE_PID ? IDENTITY_KEY : BIND_KEY);
  if (problem !== undefined) report('unused', `key ${problem}`, 'key');
  else if (value.value.length !== 32) {
    report('note', 'Tasmota takes a key of exactly 32 digits alone', 'key');
  }
}

function readName(row: Draft, node: JsonObject, report: Report): void {
  const value = memberOf(node, 'name')?.value;
  if (value === undefined) return;
  if (value.kind !== 'text') report('unused', 'name is not used: it must be text', 'name');
  else if (value.value !== '') row.name = value.value;
}

function readFeatures(row: Draft, node: JsonObject, report: Report): void {
  const value = memberOf(node, 'feat')?.value;
  if (value === undefined) return;
  if (value.kind === 'number' && isMask(value.value)) row.feat = value.value;
  else report('unused', 'feat is not used: it must be a number from 0 to 4294967295', 'feat');
}

function isMask(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}

/** Names that stand twice, that are written otherwise, or that nobody knows. */
function noteNames(node: JsonObject, extra: readonly JsonMember[], remarks: Mi32Remark[]): void {
  const last = new Map(node.members.map((member) => [member.name, member]));
  for (const member of node.members) {
    if (last.get(member.name) !== member) {
      const field = isField(member.name) ? { field: member.name } : {};
      const text = 'a member stands twice: the last one counts';
      remarks.push({ weight: 'note', text, span: member, ...field });
    }
  }
  for (const member of extra) {
    const meant = MI32_FIELDS.find((field) => field.toLowerCase() === member.name.toLowerCase());
    const text =
      meant === undefined
        ? 'a member that neither Tasmota nor the hub reads: it is kept'
        : `'${meant}' is written otherwise here, and is not read`;
    remarks.push({ weight: 'note', text, span: member });
  }
}
