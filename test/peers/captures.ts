// Captures that tests make of what hosts and controllers say, and what others make of them.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HciTransport } from '@bluebell/ble/hci';
import { BtsnoopWriter } from '@bluebell/radios';
import { afterAll, expect } from 'vitest';
import { btmon } from './btmon.ts';
import { RecordedTransport } from './recorded-transport.ts';
import { tshark } from './tshark.ts';

interface Capture {
  readonly path: string;
  readonly writer: BtsnoopWriter;
  readonly transport: RecordedTransport;
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** A folder of captures in btsnoop, one for each controller. It goes away with the tests of the file. */
export class Captures {
  readonly folder: string;
  readonly #captures: Capture[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Captures> {
    const folder = await mkdtemp(join(tmpdir(), 'bluebell-captures-'));
    folders.push(folder);
    return new Captures(folder);
  }

  /** Where they are, in the order in which they began. */
  get paths(): readonly string[] {
    return this.#captures.map(({ path }) => path);
  }

  /** A transport that is recorded from here on. */
  async record(transport: HciTransport): Promise<HciTransport> {
    const path = join(this.folder, `${this.#captures.length}.btsnoop`);
    const writer = await BtsnoopWriter.create(path);
    const recorded = new RecordedTransport(transport, writer);
    this.#captures.push({ path, writer, transport: recorded });
    return recorded;
  }

  /** Ends the captures, and expects tshark and btmon to read every packet of them without complaint. */
  async expectRight(): Promise<void> {
    for (const { path, writer, transport } of this.#captures) {
      await transport.written;
      await writer.close();
      const right = { records: transport.packets, complaints: [] };
      const [byTshark, byBtmon] = await Promise.all([tshark(path), btmon(path)]);
      expect(byTshark, `tshark on what ${transport.name} carried`).toEqual(right);
      expect(byBtmon, `btmon on what ${transport.name} carried`).toEqual(right);
    }
  }
}
