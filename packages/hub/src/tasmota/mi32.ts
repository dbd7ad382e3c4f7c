// The part of the Tasmota mode that knows sensors: list, options and tracking, put together.

import { type AddressValue, addressDigits, toHex } from '@bluebell/ble/core';
import type { BindKey } from '@bluebell/sensors';
import type { Mi32Entry } from '../config/index.ts';
import type { Phone, Presence } from '../pipeline/presence.ts';
import type { Device } from '../state/device.ts';
import { keysIn, type Mi32Memory } from './config/mi32-state.ts';
import { Mi32Options, type OptionsSetup } from './config/options.ts';
import { GENERIC_PID } from './config/sensor-type.ts';
import { Slots } from './config/slots.ts';
import type { Relay } from './relays/relay.ts';
import { Tracker } from './tracking/tracker.ts';

/** What the mode is told from outside. */
export interface Mi32Setup {
  /** Of mi32cfg, in its order. */
  readonly entries: readonly Mi32Entry[];
  readonly phones: readonly Phone[];
  /** The key ring of the decoders. */
  readonly ring: Map<AddressValue, BindKey>;
  /** Bind keys and names of the configuration itself. */
  readonly keys: ReadonlyMap<AddressValue, Uint8Array>;
  readonly names: ReadonlyMap<AddressValue, string>;
  readonly memory: Mi32Memory;
  readonly options: Omit<OptionsSetup, 'memory' | 'tracks'>;
  /** Things that nobody configured: so many are tracked at most. */
  readonly tracked: number;
  /** Puts the content of mi32cfg where it is kept. */
  readonly write: (content: Uint8Array) => Promise<void>;
  readonly relays: readonly Relay[];
}

/** What it shares with the hub. */
export interface Mi32Surroundings {
  readonly deviceOf: (address: AddressValue) => Device | undefined;
  readonly presence: Presence;
}

/** Silence after which a phone that was enrolled without more words counts as away. */
const AWAY_AFTER_MS = 300_000;

/** Knows sensors as Tasmota does. */
export class Mi32 {
  readonly list: Slots;
  readonly options: Mi32Options;
  readonly relays: readonly Relay[];
  readonly tracker: Tracker;

  constructor(setup: Mi32Setup, { deviceOf, presence }: Mi32Surroundings) {
    const { entries, phones, ring, keys, names, memory, tracked, write, relays } = setup;
    const tracks = entries.some(({ pid }) => pid === GENERIC_PID);
    this.options = new Mi32Options({ ...setup.options, memory, tracks });
    this.relays = relays;
    this.list = new Slots({
      entries,
      phones: phones.map(({ address, irk, name }) => ({
        address,
        pid: GENERIC_PID,
        key: irk,
        name,
      })),
      waitingKeys: keysIn(memory.content),
      ring,
      configured: { keys, names },
      deviceOf,
      arm: (address, irk) => {
        const known = presence.get(address);
        const name = known?.name;
        presence.add({
          address,
          ...(name !== undefined && { name }),
          irk,
          awayAfterMs: known?.awayAfterMs ?? AWAY_AFTER_MS,
        });
      },
      write,
      keepWaiting: (waiting) => keepKeys(memory, waiting),
    });
    this.tracker = new Tracker({
      list: this.list,
      options: this.options,
      presence,
      limit: tracked,
    });
  }
}

/** Writes only where there is a change: most hubs never have keys that wait. */
async function keepKeys(
  memory: Mi32Memory,
  waiting: ReadonlyMap<AddressValue, Uint8Array>,
): Promise<void> {
  const keys = [...waiting].map(([address, key]) => ({
    mac: addressDigits(address),
    key: toHex(key).toUpperCase(),
  }));
  if (keys.length === 0 && memory.content.keys.length === 0) return;
  await memory.change((content) => ({ ...content, keys }));
}
