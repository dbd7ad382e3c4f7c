// What devices serve, in a file: it need not be discovered again, and can be lost without harm.

import { rm } from 'node:fs/promises';
import { UsageError } from '@bluebell/ble/core';
import type { DatabaseCache, DatabaseRecord } from '@bluebell/ble/gatt';
import * as z from 'zod';
import { KeptJson } from './kept-json.ts';

/** The name of the file in the folder for state. */
export const DATABASES_FILE = 'gatt-cache.json';

/** Devices beyond these are forgotten, the oldest first. */
const MOST_DEVICES = 64;

const handle = z.int().min(1).max(0xffff);

const characteristic = z.object({
  uuid: z.string(),
  handle,
  valueHandle: handle,
  endHandle: handle,
  properties: z.array(
    z.enum([
      'broadcast',
      'read',
      'writeWithoutResponse',
      'write',
      'notify',
      'indicate',
      'authenticatedSignedWrites',
      'reliableWrite',
      'writableAuxiliaries',
    ]),
  ),
  descriptors: z.array(z.object({ uuid: z.string(), handle })).exactOptional(),
});

const service = z.object({
  uuid: z.string(),
  startHandle: handle,
  endHandle: handle,
  get includes() {
    return z.array(service).exactOptional();
  },
  characteristics: z.array(characteristic).exactOptional(),
});

const schema = z.object({
  version: z.literal(1),
  devices: z.array(
    z.object({
      peer: z.string(),
      hash: z.string().exactOptional(),
      tellsOfChanges: z.boolean(),
      services: z.array(service),
    }),
  ),
});

type Content = z.output<typeof schema>;

const EMPTY: Content = { version: 1, devices: [] };

/** Keeps what devices serve, from one program to the next. */
export class DatabaseFile implements DatabaseCache {
  readonly #file: KeptJson<Content>;

  private constructor(file: KeptJson<Content>) {
    this.#file = file;
  }

  /**
   * Reads the file; one that is damaged is removed, since all of it can be found out again.
   *
   * @throws {TransportError} it cannot be read.
   */
  static async open(path: string): Promise<DatabaseFile> {
    const options = { path, schema, empty: EMPTY, remedy: 'remove it' };
    const file = await KeptJson.open(options).catch(async (error: unknown) => {
      if (!(error instanceof UsageError)) throw error;
      await rm(path);
      return KeptJson.open(options);
    });
    return new DatabaseFile(file);
  }

  find(peer: string): DatabaseRecord | undefined {
    return this.#file.content.devices.find((device) => device.peer === peer);
  }

  save(peer: string, { hash, tellsOfChanges, services }: DatabaseRecord): Promise<void> {
    // The check of the schema makes a copy that nobody else changes.
    const { devices } = schema.parse({
      version: 1,
      devices: [{ peer, ...(hash !== undefined && { hash }), tellsOfChanges, services }],
    });
    return this.#file.change((content) => ({
      ...content,
      devices: [...without(content, peer), ...devices].slice(-MOST_DEVICES),
    }));
  }

  remove(peer: string): Promise<void> {
    return this.#file.change((content) => ({ ...content, devices: without(content, peer) }));
  }

  /** Settles once all changes are in the file. */
  flush(): Promise<void> {
    return this.#file.flush();
  }
}

function without({ devices }: Content, peer: string): Content['devices'] {
  return devices.filter((device) => device.peer !== peer);
}
