// The simulated home: sensors, phones, beacons and peripherals, for demonstrations and tests.

import { type AddressValue, parseAddress } from '@bluebell/ble/core';
import {
  BEACONS,
  PERIPHERALS,
  type PeripheralRow,
  PHONES,
  SENSORS,
  type SensorRow,
  STRANGE_PHONES,
  STRANGERS,
  type SteadyRow,
} from './home-table.ts';
import { VirtualPhone } from './phone.ts';
import { SeededRandom } from './random.ts';
import { type Spot, spotIn } from './rooms.ts';
import type { Sender } from './sender.ts';
import { SteadySender } from './steady-sender.ts';
import { VirtualSensor } from './virtual-sensor.ts';

/** The home that is simulated when nobody asks for another. */
export const DEFAULT_SEED = 20_260;

/** Something in the simulated home, as its owner would configure it. */
export interface SimulatedDevice {
  readonly name: string;
  readonly room: string;
  /** `stranger`: of the neighbours, and nothing to be configured. `peripheral`: to connect to. */
  readonly kind: 'sensor' | 'phone' | 'beacon' | 'stranger' | 'peripheral';
  /** The maker's model code of sensors; what it is, of others. */
  readonly product: string;
  /** Its own address; phones advertise others. */
  readonly address: AddressValue;
  /** Sensors that encrypt: 16 bytes, or 12 for the legacy cipher of MiBeacon. */
  readonly key?: Uint8Array | undefined;
  /** Phones: the identity key, 16 bytes, most significant first. */
  readonly irk?: Uint8Array | undefined;
  /** What sensors report: quantities, and sources of events. */
  readonly senses: ReadonlySet<string>;
  /** Peripherals: what there is to try with them. */
  readonly remarks?: string | undefined;
}

/** A device, where it is, and what becomes of it. */
interface Inhabitant {
  readonly device: SimulatedDevice;
  readonly spot: Spot;
  /** Decides what happens to it. */
  readonly random: SeededRandom;
}

/** A device that advertises, and no more. */
export interface Broadcaster extends Inhabitant {
  readonly sender: Sender;
}

/** A device to connect to. */
export interface Connectable extends Inhabitant {
  readonly row: PeripheralRow;
}

/** Everything in the home. Nothing of it lives yet: see `startHome`. */
export interface SimulatedHome {
  readonly devices: readonly SimulatedDevice[];
  readonly broadcasters: readonly Broadcaster[];
  readonly connectables: readonly Connectable[];
  /** For what belongs to the home itself. */
  readonly random: SeededRandom;
}

const NO_SENSES: ReadonlySet<string> = new Set();

/** Makes the home. The seed decides keys and all that happens; names and addresses are always the same. */
export function simulatedHome({ seed = DEFAULT_SEED } = {}): SimulatedHome {
  const random = new SeededRandom(seed);
  const broadcasters = [
    ...SENSORS.map((row) => sensor(row, random)),
    ...PHONES.map((row) => phone(row, 'phone', random)),
    ...BEACONS.map((row) => steady(row, 'beacon', random)),
    ...STRANGE_PHONES.map((row) => phone(row, 'stranger', random)),
    ...STRANGERS.map((row) => steady(row, 'stranger', random)),
  ];
  const connectables = PERIPHERALS.map((row) => connectable(row, random));
  const devices = [...broadcasters, ...connectables].map(({ device }) => device);
  return { devices, broadcasters, connectables, random };
}

function inhabitant(
  device: Omit<SimulatedDevice, 'room'>,
  { room }: Pick<PeripheralRow, 'room'>,
  home: SeededRandom,
): Inhabitant {
  const { name } = device;
  const spot = spotIn(room, home.fork(`place of ${name}`));
  return { device: { ...device, room }, spot, random: home.fork(name) };
}

function sensor(row: SensorRow, random: SeededRandom): Broadcaster {
  const { name, model, addressType, localName, bthomeVersion } = row;
  const address = parseAddress(row.address);
  const isEncrypted = row.isEncrypted ?? !model.isKeyOptional;
  const key =
    isEncrypted && model.key !== 'none'
      ? random.fork(`key of ${name}`).bytes(model.key)
      : undefined;
  const sender = new VirtualSensor({
    model,
    address,
    key,
    localName,
    bthomeVersion,
    senses: row.senses,
    ...(addressType && { addressType }),
  });
  const { senses } = sender;
  const device = { name, kind: 'sensor', product: model.id, address, key, senses } as const;
  return { ...inhabitant(device, row, random), sender };
}

function phone(
  row: (typeof PHONES)[number],
  kind: 'phone' | 'stranger',
  random: SeededRandom,
): Broadcaster {
  const { name } = row;
  const irk = random.fork(`key of ${name}`).bytes(16);
  const known = { name, kind, product: 'phone', address: parseAddress(row.address) };
  // Nobody here knows the keys of the neighbours.
  const device = { ...known, ...(kind === 'phone' && { irk }), senses: NO_SENSES };
  return { ...inhabitant(device, row, random), sender: new VirtualPhone(irk) };
}

function steady(row: SteadyRow, kind: 'beacon' | 'stranger', random: SeededRandom): Broadcaster {
  const { name, product, adverts, addressType = 'public' } = row;
  const address = parseAddress(row.address);
  const device = { name, kind, product, address, senses: NO_SENSES };
  const sender = new SteadySender({ address, addressType, adverts });
  return { ...inhabitant(device, row, random), sender };
}

function connectable(row: PeripheralRow, random: SeededRandom): Connectable {
  const { name, peripheral } = row;
  const address = parseAddress(row.address);
  const { product, remarks } = peripheral;
  const known = { name, kind: 'peripheral', product, address, remarks } as const;
  const device = { ...known, senses: NO_SENSES };
  return { ...inhabitant(device, row, random), row };
}
