// The `mi32cfg` file of Tasmota's MI32 driver: sensors with keys and names, and phones.

import type { AddressValue } from '@bluebell/ble/core';
import {
  BIND_KEY,
  faultText,
  IDENTITY_KEY,
  type Mi32Document,
  type Mi32FileFault,
  type Mi32Row,
  PHONE_PID,
  readMi32Text,
} from '@bluebell/sensors/mi32cfg';
import { WrittenKey } from './secret.ts';

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
  const document = readMi32Text(new TextDecoder().decode(bytes));
  const entries = new Map<AddressValue, Mi32Entry>();
  for (const row of document.rows) {
    const entry = entryOf(row);
    if (entry) entries.set(entry.address, { ...entries.get(entry.address), ...entry });
  }
  const devices: Mi32Device[] = [];
  const phones: Mi32Phone[] = [];
  for (const { address, pid, key, name, feat } of entries.values()) {
    const named = name === undefined ? {} : { name };
    if (pid === PHONE_PID) {
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
  const problems = [...fileProblems(document), ...document.rows.flatMap(rowProblems)];
  return { entries: [...entries.values()], devices, phones, problems };
}

function entryOf({ address, pid, key, name, feat }: Mi32Row): Mi32Entry | undefined {
  if (address === undefined || pid === undefined) return undefined;
  return {
    address,
    pid,
    ...(key !== undefined && {
      key: new WrittenKey(key, pid === PHONE_PID ? IDENTITY_KEY : BIND_KEY),
    }),
    ...(name !== undefined && { name }),
    ...(feat !== undefined && { feat }),
  };
}

/** What made the hub skip an entry, or parts of it. What is only to know is for editors. */
function rowProblems({ index, remarks }: Mi32Row): readonly Mi32Problem[] {
  const skipped = remarks.find(({ weight }) => weight === 'skipped');
  if (skipped) return [{ index, message: `skipped: ${skipped.text}` }];
  return remarks
    .filter(({ weight }) => weight === 'unused')
    .map(({ text }) => ({ index, message: text }));
}

function fileProblems({ rows, fault }: Mi32Document): readonly Mi32Problem[] {
  if (!fault) return [];
  return [{ index: undefined, message: fileText(fault, rows) }];
}

function fileText(fault: Mi32FileFault, rows: readonly Mi32Row[]): string {
  switch (fault.kind) {
    case 'empty':
      return 'is empty; entries that could be told: 0';
    case 'notAnArray':
      return 'must hold a JSON array, and is not used';
    case 'notJson': {
      const told = rows.filter(({ node }) => node.kind === 'object').length;
      const what = 'is not whole JSON, perhaps cut short';
      return `${what}; entries that could be told: ${told}; ${faultText(fault.fault)}`;
    }
  }
}
