// The `mi32cfg` file of Tasmota's MI32 driver: sensors with keys and names, and phones.

import { type AddressValue, parseAddress } from '@bluebell/ble/core';
import { parsedJson } from '../parsed-json.ts';
import { addressRule } from './schema/text.ts';
import { BIND_KEY, IDENTITY_KEY, WrittenKey } from './secret.ts';

/** What the file is called beside the configuration, where that names no other. */
export const MI32_FILE = 'mi32cfg';

/** One entry of the file: a sensor, or with product id 0 something that is only tracked. */
export interface Mi32Entry {
  readonly address: AddressValue;
  /** Product id, such as 0x055b. */
  readonly pid: number;
  /** Of a sensor its bind key, else an identity key. One that cannot work is here too, with its `problem`. */
  readonly key?: WrittenKey;
  /** Any text: Tasmota asks nothing of it. */
  readonly name?: string;
  /** Bits of what it reports, as Tasmota numbers them. */
  readonly feat?: number;
}

/** One sensor of the file. */
export type Mi32Device = Mi32Entry;

/** A phone or another thing that is tracked alone: an entry with product id 0. */
export interface Mi32Phone {
  readonly address: AddressValue;
  /** Absent when it is told by its address. */
  readonly irk?: WrittenKey;
  readonly name?: string;
}

/** An entry that was skipped, or a part of one that was. */
export interface Mi32Problem {
  /** Counted from 0; `undefined` when it is the whole file. */
  readonly index: number | undefined;
  /** Holds nothing of what stands in the file. */
  readonly message: string;
}

export interface Mi32Config {
  /** All, in the order of the file: sensors and phones. */
  readonly entries: readonly Mi32Entry[];
  readonly devices: readonly Mi32Device[];
  readonly phones: readonly Mi32Phone[];
  readonly problems: readonly Mi32Problem[];
}

/**
 * Reads the file. Never throws: a bad entry is named and skipped. Of a file that was cut short
 * (Tasmota writes 2048 bytes at most) or has an unescaped quote in a name, the whole entries are used.
 * Where one address stands twice, the later fields win.
 */
export function readMi32Config(bytes: Uint8Array): Mi32Config {
  const problems: Mi32Problem[] = [];
  const entries = new Map<AddressValue, Entry>();
  for (const [index, item] of itemsOf(bytes, problems).entries()) {
    const entry = readEntry(item, (message) => problems.push({ index, message }));
    if (entry) entries.set(entry.address, { ...entries.get(entry.address), ...entry });
  }
  const devices: Mi32Device[] = [];
  const phones: Mi32Phone[] = [];
  for (const { address, pid, key, name, feat } of entries.values()) {
    const named = name === undefined ? {} : { name };
    if (pid === 0) {
      phones.push({ address, ...(key && { irk: key }), ...named });
    } else {
      devices.push({
        address,
        pid,
        ...(key && { key }),
        ...named,
        ...(feat !== undefined && { feat }),
      });
    }
  }
  return { entries: [...entries.values()], devices, phones, problems };
}

interface Entry {
  address: AddressValue;
  pid: number;
  key?: WrittenKey;
  name?: string;
  feat?: number;
}

type Report = (message: string) => void;

function readEntry(item: unknown, report: Report): Entry | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    report('skipped: it is no whole JSON object');
    return undefined;
  }
  // The cast holds since every object has members of unknown kind.
  const { MAC, PID, key, name, feat } = item as Readonly<Record<string, unknown>>;
  if (typeof MAC !== 'string' || addressRule(MAC) !== undefined) {
    report('skipped: MAC must be 12 hex digits');
    return undefined;
  }
  if (typeof PID !== 'string' || !/^[0-9a-f]{4}$/i.test(PID)) {
    report('skipped: PID must be 4 hex digits');
    return undefined;
  }
  const entry: Entry = { address: parseAddress(MAC), pid: Number.parseInt(PID, 16) };
  readKey(entry, key, report);
  readName(entry, name, report);
  if (isFeatures(feat)) entry.feat = feat;
  else if (feat !== undefined) report('feat is not used: it must be a number from 0 to 4294967295');
  return entry;
}

function readKey(entry: Entry, value: unknown, report: Report): void {
  if (value === undefined || value === '') return;
  if (typeof value !== 'string') {
    report('key is not used: it must be text');
    return;
  }
  entry.key = new WrittenKey(value, entry.pid === 0 ? IDENTITY_KEY : BIND_KEY);
  if (entry.key.problem !== undefined) report(`key ${entry.key.problem}`);
}

function readName(entry: Entry, value: unknown, report: Report): void {
  if (value === undefined || value === '') return;
  if (typeof value === 'string') entry.name = value;
  else report('name is not used: it must be text');
}

function isFeatures(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}

/** The array's items. Names no text of the file: the parser's own errors would show keys. */
function itemsOf(bytes: Uint8Array, problems: Mi32Problem[]): readonly unknown[] {
  const report = (message: string) => problems.push({ index: undefined, message });
  // Tasmota writes one NUL behind the text.
  const text = new TextDecoder().decode(bytes).replace(/[\0\s]+$/, '');
  const whole = parsedJson(text);
  let items: readonly unknown[] = [];
  if (Array.isArray(whole)) {
    items = whole;
  } else if (whole === undefined) {
    items = [...itemsApart(text)];
    const what = text === '' ? 'is empty' : 'is not whole JSON, perhaps cut short';
    report(`${what}; entries that could be told: ${items.filter(Boolean).length}`);
  } else {
    report('must hold a JSON array, and is not used');
  }
  return items;
}

/** An entry as it should be, with braces in texts alone. */
const WHOLE_ENTRY = /^\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\}/;
/** One with quotes in its name that nobody escaped, or the rest of one. */
const ANY_ENTRY = /^\{[^{}]*\}?/;
/** More than an entry can hold: what never ends is not searched to the end of the file. */
const LONGEST_ENTRY = 4096;

/** Finds each entry without the others; `undefined` for those that are none. */
function* itemsApart(text: string): Generator {
  let at = text.indexOf('{');
  while (at >= 0) {
    const ahead = text.slice(at, at + LONGEST_ENTRY);
    const whole = WHOLE_ENTRY.exec(ahead)?.[0] ?? '';
    const item = parsedJson(whole);
    const chunk = item === undefined ? (ANY_ENTRY.exec(ahead)?.[0] ?? '{') : whole;
    yield item ?? parsedJson(chunk);
    at = text.indexOf('{', at + chunk.length);
  }
}
