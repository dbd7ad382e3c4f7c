// The bonds that peripherals of the simulated home keep: they remember as long as we do.

import { join } from 'node:path';
import type { BondStore } from '@bluebell/ble/smp';
import { GUEST_PHONE, simulatedHome } from '@bluebell/sensors/virtual';
import { type DataFolder, prepareDataFolder } from '../data-folder.ts';
import { BondFile } from './bond-file.ts';

/** Their folder in the folder for state. */
const FOLDER = 'simulated-home';

/** The bonds of all of them. */
export interface PeripheralBonds {
  /** Of one, by its name. It needs no `this`. */
  readonly of: (name: string) => BondStore | undefined;
  /** Settles once all changes are in the files. */
  readonly flush: () => Promise<void>;
}

/**
 * Opens a file for each.
 *
 * @throws {UsageError} one is damaged.
 */
export async function openPeripheralBonds(folder: DataFolder): Promise<PeripheralBonds> {
  const state = join(folder.state, FOLDER);
  await prepareDataFolder({ ...folder, state });
  const peripherals = simulatedHome().connectables.map(({ device }) => device.name);
  const names = [...peripherals, GUEST_PHONE.name];
  const files = new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, BondFile]> => [name, await open(state, name)]),
    ),
  );
  return {
    of: (name) => files.get(name),
    flush: async () => {
      for (const file of files.values()) await file.flush();
    },
  };
}

function open(state: string, name: string): Promise<BondFile> {
  return BondFile.open(join(state, `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.json`));
}
