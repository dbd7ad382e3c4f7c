// Keys, names and phones, put together from the configuration and from a mi32cfg file.

import { type AddressValue, formatAddress, parseAddress } from '@bluebell/ble/core';
import { makeResolvable } from '@bluebell/ble/crypto';
import type { BindKey } from '@bluebell/sensors';
import {
  areSameSettings,
  DEFAULT_SETTINGS,
  type DeviceSettings,
} from '../state/device-settings.ts';
import type { SettingPath } from './config-error.ts';
import { type Mi32Config, type Mi32Entry, readMi32Config } from './mi32cfg.ts';
import type { Config } from './schema/config.ts';
import { nameRule } from './schema/text.ts';
import type { WrittenKey } from './secret.ts';

/** A phone, or another thing that is only tracked. */
export interface KnownPhone {
  /**
   * What the hub knows it by. A phone of which only the key was given has one made from the key: a
   * private address of its own, always the same.
   */
  readonly address: AddressValue;
  readonly name: string | undefined;
  /** 16 bytes, most significant first, for an `AddressResolver`; absent when it keeps its address. */
  readonly irk: WrittenKey | undefined;
  /** Seconds of silence after which it is away. */
  readonly awayAfterS: number;
}

/** A key or name that cannot be used. The hub starts all the same. */
export interface KeyProblem {
  /** Where in the configuration, or in the mi32cfg file. */
  readonly in: 'config' | 'mi32cfg';
  readonly path: SettingPath;
  readonly message: string;
}

/** What the user told of single devices. */
export interface KnownDevices {
  /**
   * A `KeyRing` for decoders. Keys of a wrong length are in it too, so that their sensors show
   * `bad_key_length`.
   */
  readonly keys: Map<AddressValue, BindKey>;
  readonly names: Map<AddressValue, string>;
  /** Every sensor that was named anywhere, and is not ignored. */
  readonly sensors: Set<AddressValue>;
  readonly ignored: Set<AddressValue>;
  /** What was set of sensors and phones; those of which nothing was said are not in it. */
  readonly settings: ReadonlyMap<AddressValue, DeviceSettings>;
  /** Areas by receiver. */
  readonly areas: ReadonlyMap<string, string>;
  readonly phones: readonly KnownPhone[];
  /** All of a mi32cfg file, in its order; ignored ones too. */
  readonly entries: readonly Mi32Entry[];
  /** Bind keys of the configuration itself, by sensor. */
  readonly writtenKeys: ReadonlyMap<AddressValue, WrittenKey>;
  readonly problems: readonly KeyProblem[];
}

/** How long a phone of a mi32cfg file may be silent, which cannot say itself. */
const AWAY_AFTER_S = 300;

/** Puts all sources together. What the configuration says of a device wins over its mi32cfg entry. */
export function knownDevices(
  config: Pick<Config, 'devices' | 'phones' | 'mi32cfg'> & Partial<Pick<Config, 'areas'>>,
): KnownDevices {
  const known = new Collection(config.areas ?? {});
  for (const [address, device] of Object.entries(config.devices)) {
    known.addSensor(parseAddress(address), device, ['devices', address, 'key']);
  }
  for (const [name, phone] of Object.entries(config.phones)) known.addPhone(name, phone);
  if (config.mi32cfg) known.addMi32(readMi32Config(config.mi32cfg.revealBytes()));
  return known;
}

class Collection implements KnownDevices {
  readonly keys = new Map<AddressValue, BindKey>();
  readonly names = new Map<AddressValue, string>();
  readonly sensors = new Set<AddressValue>();
  readonly ignored = new Set<AddressValue>();
  readonly settings = new Map<AddressValue, DeviceSettings>();
  readonly areas: ReadonlyMap<string, string>;
  readonly phones: KnownPhone[] = [];
  readonly entries: Mi32Entry[] = [];
  readonly writtenKeys = new Map<AddressValue, WrittenKey>();
  readonly problems: KeyProblem[] = [];
  readonly #takenNames = new Set<string>();
  readonly #identityKeys = new Set<string>();

  constructor(areas: Config['areas']) {
    this.areas = new Map(Object.entries(areas));
  }

  addSensor(address: AddressValue, device: Config['devices'][string], keyPath: SettingPath): void {
    if (device.ignore) this.ignored.add(address);
    else this.sensors.add(address);
    if (device.key) {
      this.keys.set(address, device.key.bindKey());
      this.writtenKeys.set(address, device.key);
    }
    if (device.key?.problem !== undefined) {
      this.problems.push({ in: 'config', path: keyPath, message: device.key.problem });
    }
    if (device.name !== undefined) this.#name(address, device.name);
    const settings = settingsOf(device);
    if (!areSameSettings(settings, DEFAULT_SETTINGS)) this.settings.set(address, settings);
  }

  addPhone(name: string, phone: Config['phones'][string]): void {
    const irk = phone.irk?.problem === undefined ? phone.irk : undefined;
    if (phone.irk?.problem !== undefined) {
      const message = `${phone.irk.problem}; until then, the phone is not told by it`;
      this.problems.push({ in: 'config', path: ['phones', name, 'irk'], message });
    }
    const address = phone.address === undefined ? addressFrom(irk) : parseAddress(phone.address);
    this.#takenNames.add(name);
    if (irk) this.#identityKeys.add(irk.reveal().join());
    if (address === undefined) return;
    this.names.set(address, name);
    if (!phone.announce) this.settings.set(address, { ...DEFAULT_SETTINGS, isAnnounced: false });
    this.phones.push({ address, name, irk, awayAfterS: phone.away_after_s });
  }

  /** Comes last: fills in what was left open. */
  addMi32({ entries, devices, phones, problems }: Mi32Config): void {
    this.entries.push(...entries);
    for (const { index, message } of problems) {
      this.problems.push({ in: 'mi32cfg', path: index === undefined ? [] : [index], message });
    }
    const phoneAddresses = new Set(this.phones.map(({ address }) => address));
    for (const { address, key, name } of devices) {
      if (this.ignored.has(address) || phoneAddresses.has(address)) continue;
      this.sensors.add(address);
      if (key && !this.keys.has(address)) this.keys.set(address, key.bindKey());
      this.#nameOfMi32(address, name);
    }
    for (const { address, irk, name } of phones) {
      const usable = irk?.problem === undefined ? irk : undefined;
      const isKnown =
        this.sensors.has(address) ||
        phoneAddresses.has(address) ||
        (usable && this.#identityKeys.has(usable.reveal().join()));
      if (isKnown || this.ignored.has(address)) continue;
      this.#nameOfMi32(address, name);
      const given = this.names.get(address);
      this.phones.push({ address, name: given, irk: usable, awayAfterS: AWAY_AFTER_S });
    }
  }

  #nameOfMi32(address: AddressValue, name: string | undefined): void {
    if (name === undefined || this.names.has(address)) return;
    const problem = this.#takenNames.has(name) ? 'is taken by another' : nameRule(name);
    if (problem !== undefined) {
      const message = `the name of ${formatAddress(address)} ${problem}: only Tasmota's messages use it`;
      this.problems.push({ in: 'mi32cfg', path: [], message });
    } else {
      this.#name(address, name);
    }
  }

  #name(address: AddressValue, name: string): void {
    this.names.set(address, name);
    this.#takenNames.add(name);
  }
}

function settingsOf(device: Config['devices'][string]): DeviceSettings {
  return {
    area: device.area,
    isAnnounced: device.announce,
    offlineAfterMs: milliseconds(device.offline_after_s),
    contactClass: device.opens,
    motionOffMs: milliseconds(device.motion_off_s),
  };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : 1_000 * seconds;
}

/** Made up of the key, as the phone itself makes its addresses: nothing of the key shows in it. */
function addressFrom(irk: WrittenKey | undefined): AddressValue | undefined {
  return irk && makeResolvable(irk.reveal(), 0);
}
