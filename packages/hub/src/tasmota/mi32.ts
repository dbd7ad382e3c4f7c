// The part of the Tasmota mode that knows sensors: list, options and tracking, put together.

import type { AddressValue } from '@bluebell/ble/core';
import type { BindKey } from '@bluebell/sensors';
import type { Mi32Entry } from '../config/index.ts';
import type { Phone, Presence } from '../pipeline/presence.ts';
import type { Device } from '../state/device.ts';
import { keepTold, type Mi32Memory, toldIn } from './config/mi32-state.ts';
import { Mi32Options, Option, type OptionsSetup } from './config/options.ts';
import { GENERIC_PID } from './config/sensor-type.ts';
import type { SlotStart } from './config/slot-entry.ts';
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
  /** Reads configuration and mi32cfg anew, where there are such files. */
  readonly reread?: (() => Promise<Mi32Content>) | undefined;
}

/** What configuration and mi32cfg tell together. */
export interface Mi32Content {
  /** Whether mi32cfg has entries: then the next start adds no sensors by itself. */
  readonly hasList: boolean;
  readonly starts: readonly SlotStart[];
  readonly phones: readonly Phone[];
  /** Bind keys. */
  readonly keys: ReadonlyMap<AddressValue, BindKey>;
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
  readonly #setup: Pick<Mi32Setup, 'reread' | 'ring'>;
  readonly #presence: Presence;

  constructor(setup: Mi32Setup, { deviceOf, presence }: Mi32Surroundings) {
    this.#setup = setup;
    this.#presence = presence;
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
      told: toldIn(memory.content),
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
      keepTold: (told) => keepTold(memory, told),
      onTrouble: setup.options.onTrouble,
    });
    this.tracker = new Tracker({
      list: this.list,
      options: this.options,
      presence,
      limit: tracked,
    });
  }

  /**
   * Takes over what the files hold by now: phones are tracked, and keys hold, from the next advert on.
   *
   * @throws {ConfigError} a file that cannot be used. Nothing was taken over then.
   */
  async load(): Promise<void> {
    const content = await this.#setup.reread?.();
    if (!content) return;
    for (const [address, key] of content.keys) this.#setup.ring.set(address, key);
    for (const start of content.starts) this.list.enroll(start);
    const [generic, sensors] = [true, false].map(
      (isGeneric) => content.starts.filter(({ pid }) => (pid === GENERIC_PID) === isGeneric).length,
    );
    if (generic) this.options.setDefault(Option.track, true);
    // A list of phones alone shall not end at the next start that sensors are added.
    if (content.hasList && !sensors) this.options.keep(Option.addSensors);
    for (const phone of content.phones) {
      const known = this.#presence.get(phone.address);
      if (!known || !isAlike(known, phone)) this.#presence.add(phone);
    }
  }
}

/** One that did not change goes on being home or away as it was. */
function isAlike(one: Phone, other: Phone): boolean {
  return (
    one.name === other.name &&
    one.awayAfterMs === other.awayAfterMs &&
    one.irk?.join() === other.irk?.join()
  );
}
