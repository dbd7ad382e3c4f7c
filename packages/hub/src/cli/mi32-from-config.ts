// Tasmota's list of sensors, options and relays, as a configuration describes them.

import { BleError, type Log } from '@bluebell/ble/core';
import { writeAtomically } from '../atomic-file.ts';
import type { LoadedConfig } from '../config/index.ts';
import { mi32FileOf } from '../config/mi32-file.ts';
import { startsOf } from '../tasmota/config/mi32-records.ts';
import type { Mi32Memory } from '../tasmota/config/mi32-state.ts';
import type { Mi32Setup } from '../tasmota/mi32.ts';
import { createRelays } from '../tasmota/relays/create-relays.ts';
import type { RelayBus } from '../tasmota/relays/remote-relay.ts';
import { messageOf } from './exit.ts';
import { trackedPhones } from './hub-from-config.ts';

/** What comes from elsewhere than the configuration. */
export interface Mi32Means {
  readonly memory: Mi32Memory;
  /** How relays of others are reached; without it they are not. */
  readonly bus?: RelayBus | undefined;
  readonly log: Log;
  /** Reads the configuration anew. */
  readonly reread?: (() => Promise<Pick<LoadedConfig, 'known'>>) | undefined;
}

/** Whether new sensors are added while nobody set option 3: a list of sensors is all there is. */
export function addsSensors({ config, known }: Pick<LoadedConfig, 'config' | 'known'>): boolean {
  return config.discover && known.entries.length === 0;
}

/** The setup for a hub. */
export function mi32FromConfig(
  loaded: Pick<LoadedConfig, 'file' | 'config' | 'known'>,
  { memory, bus, log, reread }: Mi32Means,
): Mi32Setup {
  const { config, known } = loaded;
  const { tasmota } = config;
  const path = mi32FileOf(loaded);
  const onTrouble = (error: unknown) => {
    if (!(error instanceof BleError)) throw error;
    log.warn('TASMOTA_STATE', `a setting holds, but not after a restart: ${messageOf(error)}`);
  };
  return {
    entries: known.entries,
    phones: trackedPhones(known),
    ring: known.keys,
    keys: new Map(
      [...known.writtenKeys].flatMap(([address, key]) =>
        key.problem === undefined ? [[address, key.reveal()]] : [],
      ),
    ),
    names: known.names,
    memory,
    options: {
      isVolatile: tasmota.volatileOptions,
      isOption3Turned: tasmota.option3 === 'code',
      addsSensors: addsSensors(loaded),
      onTrouble,
    },
    tracked: tasmota.tracked,
    write: (content) => writeAtomically(path, content),
    reread:
      reread &&
      (async () => {
        const { known: now } = await reread();
        const hasList = now.entries.length > 0;
        return { hasList, starts: startsOf(now), phones: trackedPhones(now), keys: now.keys };
      }),
    relays: createRelays(tasmota.relays, { memory, bus, onTrouble }),
  };
}
