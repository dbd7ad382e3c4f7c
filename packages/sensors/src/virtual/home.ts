// The simulated home: sensors, phones and beacons with true adverts, for demonstrations and tests.

import { type AddressValue, type Clock, parseAddress } from '@bluebell/ble/core';
import {
  BEACONS,
  PHONES,
  SENSORS,
  type SensorRow,
  STRANGE_PHONES,
  STRANGERS,
  type SteadyRow,
} from './home-table.ts';
import { VirtualPhone } from './phone.ts';
import { SeededRandom } from './random.ts';
import type { Sender, Transmission } from './sender.ts';
import { SteadySender } from './steady-sender.ts';
import { StoppableClock } from './stoppable-clock.ts';
import { VirtualSensor } from './virtual-sensor.ts';

/** The home that is simulated when nobody asks for another. */
export const DEFAULT_SEED = 20_260;

/** Something in the simulated home, as its owner would configure it. */
export interface SimulatedDevice {
  readonly name: string;
  readonly room: string;
  /** `stranger`: of the neighbours, and nothing to be configured. */
  readonly kind: 'sensor' | 'phone' | 'beacon' | 'stranger';
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
}

/** Takes what a device sends. */
export type HomeSend = (transmission: Transmission, device: SimulatedDevice) => void;

/** A home full of devices. */
export interface SimulatedHome {
  readonly devices: readonly SimulatedDevice[];
  /**
   * Lets the home live on a clock. Within five seconds every sensor has said all that it has to say.
   *
   * @returns what makes it silent again; whoever starts it anew meets the same home once more.
   */
  readonly start: (clock: Clock, send: HomeSend) => () => void;
}

/** A device and what makes it speak. */
interface Inhabitant {
  readonly device: SimulatedDevice;
  readonly sender: Sender;
}

const NO_SENSES: ReadonlySet<string> = new Set();

/** Makes the home. The seed decides keys and all that happens; names and addresses are always the same. */
export function simulatedHome({ seed = DEFAULT_SEED } = {}): SimulatedHome {
  const random = new SeededRandom(seed);
  const inhabitants: readonly Inhabitant[] = [
    ...SENSORS.map((row) => sensor(row, random)),
    ...PHONES.map((row) => phone(row, 'phone', random)),
    ...BEACONS.map((row) => steady(row, 'beacon')),
    ...STRANGE_PHONES.map((row) => phone(row, 'stranger', random)),
    ...STRANGERS.map((row) => steady(row, 'stranger')),
  ];
  return {
    devices: inhabitants.map(({ device }) => device),
    start(clock, send) {
      const life = new StoppableClock(clock);
      for (const { device, sender } of inhabitants) {
        sender.start({
          clock: life,
          random: random.fork(device.name),
          send: (transmission) => send(transmission, device),
        });
      }
      return () => life.stop();
    },
  };
}

function sensor(row: SensorRow, random: SeededRandom): Inhabitant {
  const { name, room, model, addressType, localName, bthomeVersion } = row;
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
  return {
    device: { name, room, kind: 'sensor', product: model.id, address, key, senses },
    sender,
  };
}

function phone(
  { name, room, address }: (typeof PHONES)[number],
  kind: 'phone' | 'stranger',
  random: SeededRandom,
): Inhabitant {
  const irk = random.fork(`key of ${name}`).bytes(16);
  const known = { name, room, kind, product: 'phone', address: parseAddress(address) };
  // Nobody here knows the keys of the neighbours.
  const device = { ...known, ...(kind === 'phone' && { irk }), senses: NO_SENSES };
  return { device, sender: new VirtualPhone(irk) };
}

function steady(row: SteadyRow, kind: 'beacon' | 'stranger'): Inhabitant {
  const { name, room, product, adverts, addressType = 'public' } = row;
  const address = parseAddress(row.address);
  return {
    device: { name, room, kind, product, address, senses: NO_SENSES },
    sender: new SteadySender({ address, addressType, adverts }),
  };
}
