// What the Tasmota mode remembers beside mi32cfg: options, relays, and what commands said of sensors since
// it was saved.

import { join } from 'node:path';
import { type AddressValue, addressDigits, fromHex, parseAddress, toHex } from '@bluebell/ble/core';
import * as z from 'zod';
import { KeptJson } from '../../bonds/kept-json.ts';
import type { DataFolder } from '../../data-folder.ts';

/** The name of the file in the folder for state. */
export const MI32_STATE_FILE = 'mi32.json';

/** Sensors of which something is kept. */
const MOST_TOLD = 10_000;

const mi32State = z.object({
  version: z.literal(1),
  /** Options that the user has set, by number; option 3 by its meaning: 1 adds sensors. */
  options: z.record(z.string().regex(/^[0-5]$/), z.boolean()),
  /** What each relay was last set to. */
  relays: z.array(z.boolean()).max(4),
  keys: z
    .array(
      z.object({
        mac: z.string().regex(/^[0-9A-F]{12}$/),
        key: z.string().regex(/^([0-9A-F]{32}|[0-9A-F]{24})$/),
      }),
    )
    .max(MOST_TOLD),
  /** Names that users gave since; an empty one took the name back. */
  names: z
    .array(z.object({ mac: z.string().regex(/^[0-9A-F]{12}$/), name: z.string().max(256) }))
    .max(MOST_TOLD)
    .default([]),
});
export type Mi32State = z.output<typeof mi32State>;

const EMPTY: Mi32State = { version: 1, options: {}, relays: [], keys: [], names: [] };

/** Where the state is kept: a file, or memory alone. */
export interface Mi32Memory {
  readonly content: Mi32State;
  /** Makes a change here at once; settles when it is kept. */
  change(change: (content: Mi32State) => Mi32State): Promise<void>;
  /** Settles once all changes are kept. */
  flush(): Promise<void>;
}

/**
 * The state in its file.
 *
 * @throws {UsageError} the file is damaged. @throws {TransportError} it cannot be read.
 */
export function openMi32State({ state }: Pick<DataFolder, 'state'>): Promise<Mi32Memory> {
  const path = join(state, MI32_STATE_FILE);
  const remedy = 'put a copy back, or remove it: options and relays are then as at first';
  return KeptJson.open({ path, schema: mi32State, empty: EMPTY, remedy });
}

/** A state that is forgotten with the program. */
export function forgetfulMi32State(): Mi32Memory {
  let content = EMPTY;
  return {
    get content() {
      return content;
    },
    async change(change) {
      content = change(content);
    },
    async flush() {},
  };
}

/** What commands said of sensors, and mi32cfg does not hold yet. */
export interface Told {
  readonly keys: ReadonlyMap<AddressValue, Uint8Array>;
  readonly names: ReadonlyMap<AddressValue, string>;
}

/** What was told before a restart. */
export function toldIn({ keys, names }: Mi32State): Told {
  return {
    keys: new Map(keys.map(({ mac, key }) => [parseAddress(mac), fromHex(key)])),
    names: new Map(names.map(({ mac, name }) => [parseAddress(mac), name])),
  };
}

/** Keeps what is told. Nothing is written where nothing was told before either. */
export async function keepTold(memory: Mi32Memory, told: Told): Promise<void> {
  const keys = [...told.keys].map(([address, key]) => ({
    mac: addressDigits(address),
    key: toHex(key).toUpperCase(),
  }));
  const names = [...told.names].map(([address, name]) => ({ mac: addressDigits(address), name }));
  const { content } = memory;
  if (keys.length + names.length + content.keys.length + content.names.length === 0) return;
  await memory.change((before) => ({ ...before, keys, names }));
}
