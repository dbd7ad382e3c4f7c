// The simulated home as a hub would know it if its owner had configured it: names and keys, nothing written.

import type { AddressValue } from '@bluebell/ble/core';
import { makeResolvable } from '@bluebell/ble/crypto';
import { BindKey, type KeyRing } from '@bluebell/sensors';
import { simulatedHome } from '@bluebell/sensors/virtual';
import type { HubConfiguration } from '../hub-parts.ts';
import type { Phone } from '../pipeline/presence.ts';
import { DEFAULT_SETTINGS } from '../state/device-settings.ts';
import type { KnownDevice } from '../state/registry.ts';

/** Home Assistant and the like keep what they are told of: they are not told of what is not there. */
const SETTINGS = Object.freeze({ ...DEFAULT_SETTINGS, isAnnounced: false });

/** Short, so that visitors see a phone leave. */
const AWAY_AFTER_MS = 30_000;

/** What there is to know of the home. */
export interface SimulatedDevices {
  readonly sensors: readonly KnownDevice[];
  readonly phones: readonly Phone[];
  readonly keys: ReadonlyMap<AddressValue, BindKey>;
  /** All that may be heard of it: beacons, neighbours and things to connect to as well. */
  readonly addresses: ReadonlySet<AddressValue>;
}

/** Makes it: always the same. */
export function simulatedDevices(): SimulatedDevices {
  const { devices } = simulatedHome();
  const sensors: KnownDevice[] = [];
  const phones: Phone[] = [];
  const keys = new Map<AddressValue, BindKey>();
  for (const { kind, address, name, key, irk } of devices) {
    if (kind === 'sensor') sensors.push({ address, name, settings: SETTINGS });
    if (key) keys.set(address, new BindKey(key));
    if (kind !== 'phone') continue;
    // As the configuration does it where a phone is known by its key alone.
    const known = irk ? makeResolvable(irk, 0) : address;
    phones.push({ address: known, name, irk, settings: SETTINGS, awayAfterMs: AWAY_AFTER_MS });
  }
  const all = [...devices, ...phones].map(({ address }) => address);
  return { sensors, phones, keys, addresses: new Set(all) };
}

/**
 * What the user configured, with the home beside it. What the user says wins: of an address that both know,
 * and of a name that both use.
 */
export function withSimulatedHome(
  user: HubConfiguration,
  { sensors, phones, keys }: SimulatedDevices,
): HubConfiguration {
  const known = [...user.devices, ...user.phones];
  const addresses = new Set(known.map(({ address }) => address));
  const names = new Set(known.map(({ name }) => name));
  const isNew = ({ address }: KnownDevice) => !addresses.has(address) && !user.ignored.has(address);
  const named = <D extends KnownDevice>(device: D): D =>
    names.has(device.name) ? { ...device, name: `${device.name} (simulated)` } : device;
  return {
    ...user,
    devices: [...user.devices, ...sensors.filter(isNew).map(named)],
    phones: [...user.phones, ...phones.filter(isNew).map(named)],
    keys: bothRings(user.keys, keys),
  };
}

function bothRings(first: KeyRing, second: ReadonlyMap<AddressValue, BindKey>): KeyRing {
  return { get: (address) => first.get(address) ?? second.get(address) };
}
