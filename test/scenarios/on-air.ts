// Hosts of ours on one virtual air, in virtual time: what scenarios are made of.

import { sleep, TimeoutError, TransportError, VirtualClock } from '@bluebell/ble/core';
import type { HciTransport } from '@bluebell/ble/hci';
import { type HostOptions, type HostRadio, openHost } from '@bluebell/ble/host';
import {
  type Advert,
  type Connection,
  type LocalCharacteristic,
  localNameOf,
  type RemoteCharacteristic,
  type ScanOptions,
} from '@bluebell/ble/radio';
import {
  VirtualAir,
  type VirtualController,
  type VirtualControllerOptions,
} from '@bluebell/ble/sim';

/** No scenario lasts longer, in virtual time: one that hangs would run for ever. */
const LONGEST_MS = 60 * 60 * 1000;
const STEP_MS = 100;

/** One host, and the controller that it runs on. */
export interface Device {
  readonly radio: HostRadio;
  readonly controller: VirtualController;
  /** Pulls the plug; it cannot be opened until `plugIn`. */
  unplug(): void;
  plugIn(): void;
}

/** What differs from a device of default settings at a place of its own. */
export interface DeviceOptions {
  readonly host?: HostOptions;
  readonly controller?: Partial<VirtualControllerOptions>;
}

/** One air, and the devices on it. */
export class Stage {
  readonly clock: VirtualClock;
  readonly air: VirtualAir;
  readonly #radios: HostRadio[] = [];

  constructor(clock: VirtualClock, seed: number) {
    this.clock = clock;
    this.air = new VirtualAir({ clock, seed });
  }

  /** Brings one more device, a metre from the last one. */
  async device({ host, controller: options }: DeviceOptions = {}): Promise<Device> {
    const number = this.air.controllers.length + 1;
    const controller = this.air.addController({
      address: 0xa4c1_3800_0000 + number,
      at: { x: number % 5, y: Math.floor(number / 5) },
      ...options,
    });
    let isPluggedIn = true;
    const open = async (): Promise<HciTransport> => {
      if (isPluggedIn) return controller.transport();
      throw new TransportError(`${controller.name}: nothing is plugged in`);
    };
    const radio = await openHost(open, { clock: this.clock, ...host });
    this.#radios.push(radio);
    return {
      radio,
      controller,
      unplug: () => {
        isPluggedIn = false;
        controller.unplug();
      },
      plugIn: () => {
        isPluggedIn = true;
      },
    };
  }

  /** Lets time pass. */
  sleep(ms: number): Promise<void> {
    return sleep(this.clock, ms);
  }

  async close(): Promise<void> {
    for (const radio of this.#radios) await radio.close();
    this.air.close();
  }
}

/** Runs a scenario, as fast as it goes. */
export async function onAir(play: (stage: Stage) => Promise<void>, seed = 1): Promise<void> {
  const clock = new VirtualClock();
  const stage = new Stage(clock, seed);
  const over = new AbortController();
  const played = async () => {
    try {
      await play(stage);
    } finally {
      await stage.close();
      over.abort();
    }
  };
  await clock.run(Promise.race([played(), tooLong(clock, over.signal)]));
}

/** Rejects after too much virtual time, in small steps: a clock may be ahead of long chains of promises. */
async function tooLong(clock: VirtualClock, signal: AbortSignal): Promise<void> {
  while (clock.now() < LONGEST_MS && !signal.aborted) await sleep(clock, STEP_MS);
  if (!signal.aborted) throw new TimeoutError(`the scenario still waits after ${LONGEST_MS} ms`);
}

/** The next advert of this name. */
export async function hear(radio: HostRadio, name: string, options?: ScanOptions): Promise<Advert> {
  for await (const advert of radio.scan(options)) {
    if (localNameOf(advert.data) === name) return advert;
  }
  throw new Error(`the scan ended without ${name}`);
}

/** A link, from both ends. */
export interface BothEnds {
  readonly central: Connection;
  readonly peripheral: Connection;
}

/** Connects two devices; the peripheral advertises no longer than that takes. */
export async function meet(central: Device, peripheral: Device): Promise<BothEnds> {
  await using advertisement = await peripheral.radio.advertise({ isConnectable: true });
  const [atCentral, atPeripheral] = await Promise.all([
    central.radio.connect(advertisement.address),
    advertisement.connection({ timeoutMs: 10_000 }),
  ]);
  return { central: atCentral, peripheral: atPeripheral };
}

export const BATTERY = '180f';
export const LEVEL = '2a19';

/** Serves a battery of this level. */
export async function serveBattery({ radio }: Device, level: number): Promise<LocalCharacteristic> {
  const value = Uint8Array.of(level);
  const services = await radio.serve([
    {
      uuid: BATTERY,
      characteristics: [{ uuid: LEVEL, properties: ['read', 'notify'], value }],
    },
  ]);
  return services.characteristic(BATTERY, LEVEL);
}

/** The battery level of a peer, as it is served. */
export async function levelAt(connection: Connection): Promise<RemoteCharacteristic> {
  const service = await connection.service(BATTERY);
  return service.characteristic(LEVEL);
}

/** The battery level of a peer. */
export async function levelOf(connection: Connection): Promise<number | undefined> {
  const level = await levelAt(connection);
  const [value] = await level.read();
  return value;
}
