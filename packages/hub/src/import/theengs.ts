// The configuration of Theengs Gateway: JSON with `bindkeys` and `identities`, each by address.

import { UsageError } from '@bluebell/ble/core';
import { parsedJson } from '../parsed-json.ts';
import type { Found } from './found.ts';
import { keyOf } from './key-of.ts';

/** What tells the file from others. */
const MEMBERS = ['bindkeys', 'identities', 'publish_topic', 'lwt_topic', 'ble_scan_time'];

/** Whether a text is such a file. */
export function isTheengs(text: string): boolean {
  const json = parsedJson(text);
  return isGroup(json) && MEMBERS.some((name) => Object.hasOwn(json, name));
}

/** Reads sensors with keys, and phones. @throws {UsageError} it is no such file. */
export function readTheengs(text: string, file: string): readonly Found[] {
  const json = parsedJson(text);
  if (!isGroup(json)) throw new UsageError(`${file} must hold a JSON object`);
  return [...entries(json, 'bindkeys', 'sensor'), ...entries(json, 'identities', 'phone')];
}

function entries(
  json: Readonly<Record<string, unknown>>,
  member: string,
  kind: Found['kind'],
): readonly Found[] {
  const group = json[member];
  if (!isGroup(group)) return [];
  return Object.entries(group).map(([address, value]) => ({
    kind,
    address,
    place: member,
    ...(typeof value === 'string' ? keyOf(value, kind) : { trouble: 'its key is no text' }),
  }));
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
