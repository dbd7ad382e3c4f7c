// The configuration of `bluebell run --demo`: the simulated home, with its names and keys.

import { join } from 'node:path';
import { formatAddress, toHex } from '@bluebell/ble/core';
import { type SimulatedDevice, simulatedHome } from '@bluebell/sensors/virtual';
import { stringify } from 'yaml';
import { writeAtomically } from '../atomic-file.ts';
import { CONFIG_FILE } from '../config/index.ts';
import type { DataFolder } from '../data-folder.ts';

const HEADER = `# The configuration of the demonstration: a simulated home and all its keys.
# It is written anew at every 'bluebell run --demo'. For your own home, start 'bluebell run'.

`;

/** Writes it, and gives the name of the file. */
export async function writeDemoConfig(folder: Pick<DataFolder, 'config'>): Promise<string> {
  const { devices } = simulatedHome();
  const sensors = devices.filter(({ kind }) => kind === 'sensor');
  const phones = devices.filter(({ kind }) => kind === 'phone');
  const config = {
    radios: ['sim'],
    devices: Object.fromEntries(sensors.map(sensorEntry)),
    phones: Object.fromEntries(phones.map(phoneEntry)),
  };
  const file = join(folder.config, CONFIG_FILE);
  await writeAtomically(file, HEADER + stringify(config), { mode: 0o600 });
  return file;
}

function sensorEntry({ address, name, key }: SimulatedDevice): [string, object] {
  return [formatAddress(address), { name, ...(key && { key: toHex(key) }) }];
}

/** Short, so that visitors of the demonstration see it leave. */
const AWAY_AFTER_S = 30;

function phoneEntry({ name, irk }: SimulatedDevice): [string, object] {
  return [name, { ...(irk && { irk: toHex(irk) }), away_after_s: AWAY_AFTER_S }];
}
