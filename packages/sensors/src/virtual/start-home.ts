// Puts the simulated home on an air: every device with a virtual controller of its own, where it stands.

import type { Log } from '@bluebell/ble/core';
import type { VirtualAir, VirtualController } from '@bluebell/ble/sim';
import type { BondStore } from '@bluebell/ble/smp';
import { AirTransmitter } from './air-transmitter.ts';
import { GUEST_PHONE, startGuestPhone } from './guest-phone.ts';
import {
  type Broadcaster,
  type Connectable,
  type SimulatedDevice,
  type SimulatedHome,
  simulatedHome,
} from './home.ts';
import { WALL_DISPLAY } from './home-table.ts';
import { startPeripheral } from './peripherals/index.ts';
import type { SeededRandom } from './random.ts';
import { spotIn } from './rooms.ts';
import { StoppableClock } from './stoppable-clock.ts';
import { startWallDisplay } from './wall-display.ts';

/** Which home, and what it gets from outside. */
export interface HomeOptions {
  /** Default: the home that everybody gets. */
  readonly home?: SimulatedHome | undefined;
  /** Default: that of `home`. */
  readonly seed?: number | undefined;
  /** Where a peripheral keeps its bonds, by its name. Default: it forgets them when the home ends. */
  readonly peripheralBonds?: ((name: string) => BondStore | undefined) | undefined;
  /** A guest comes, whose phone pairs with the heart-rate sensor of this name. */
  readonly guestLooksFor?: string | undefined;
  readonly log?: Log | undefined;
}

/** A home that lives. */
export interface HomeOnAir {
  readonly devices: readonly SimulatedDevice[];
  /** Ends it: all of its devices leave the air. Twice does no harm. */
  close(): Promise<void>;
}

/**
 * Lets the home live on an air, its hall in the origin. Within five seconds every sensor has said all that
 * it has to say; the same seed on the same air gives the same run.
 *
 * @throws {BleError} a controller does not start.
 * @example
 * const air = new VirtualAir({ clock });
 * const home = await startHome(air);
 */
export async function startHome(air: VirtualAir, options: HomeOptions = {}): Promise<HomeOnAir> {
  const home = homeOf(options);
  const running = [
    await startPeripherals(air, home, options),
    await startBroadcasters(air, home, options),
  ];
  return { devices: home.devices, close: () => closeAll(running) };
}

/** The home that options stand for. */
export function homeOf({ home, seed }: HomeOptions): SimulatedHome {
  return home ?? simulatedHome(seed === undefined ? {} : { seed });
}

/** What runs until it is closed. */
export interface Closable {
  close(): Promise<void>;
}

/** What can be connected to, and the one who connects. */
export async function startPeripherals(
  air: VirtualAir,
  { connectables, random }: SimulatedHome,
  options: HomeOptions,
): Promise<Closable> {
  const { guestLooksFor } = options;
  const running = await Promise.all([
    ...connectables.map((connectable) => startConnectable(air, connectable, options)),
    startDisplay(air, random),
    ...(guestLooksFor === undefined ? [] : [startGuest(air, random, options)]),
  ]);
  return { close: () => closeAll(running) };
}

/** Sensors, phones and beacons; a guest's phone among them once it has paired with somebody. */
export async function startBroadcasters(
  air: VirtualAir,
  { broadcasters, random }: SimulatedHome,
  options: HomeOptions,
): Promise<Closable> {
  const life = new StoppableClock(air.clock);
  const running = await Promise.all([
    ...broadcasters.map((broadcaster) => startBroadcaster(air, broadcaster, life)),
    ...(isGuestBack(options) ? [startGuest(air, random, options)] : []),
  ]);
  return {
    async close() {
      life.stop();
      await closeAll(running);
    },
  };
}

async function startConnectable(
  air: VirtualAir,
  { device, spot, random, row }: Connectable,
  { peripheralBonds, log }: HomeOptions,
): Promise<Closable> {
  const { name, address } = device;
  const { localName = name, addressType = 'public', peripheral } = row;
  const controller = air.addController({ address, name, at: spot });
  const host = await startPeripheral(controller, peripheral, {
    localName,
    address,
    addressType,
    clock: air.clock,
    random,
    bonds: peripheralBonds?.(name),
    log,
  });
  return together(host, controller);
}

async function startDisplay(air: VirtualAir, home: SeededRandom): Promise<Closable> {
  const { name, room, address } = WALL_DISPLAY;
  const spot = spotIn(room, home.fork(`place of ${name}`));
  const controller = air.addController({ address, name, at: spot });
  const own = { name, address: controller.address, clock: air.clock, random: home.fork(name) };
  return together(await startWallDisplay(controller, own), controller);
}

function isGuestBack({ guestLooksFor, peripheralBonds }: HomeOptions): boolean {
  const bonds = guestLooksFor === undefined ? peripheralBonds?.(GUEST_PHONE.name) : undefined;
  return [...(bonds?.all() ?? [])].length > 0;
}

function startGuest(
  air: VirtualAir,
  home: SeededRandom,
  { guestLooksFor, peripheralBonds }: HomeOptions,
): Promise<Closable> {
  const { name } = GUEST_PHONE;
  const bonds = peripheralBonds?.(name);
  return startGuestPhone(air, { random: home.fork(name), looksFor: guestLooksFor, bonds });
}

async function startBroadcaster(
  air: VirtualAir,
  { device, spot, random, sender }: Broadcaster,
  clock: StoppableClock,
): Promise<Closable> {
  const { name, address } = device;
  const controller = air.addController({ address, name, at: spot });
  const transmitter = await AirTransmitter.start(controller.transport(), air.clock);
  sender.start({ clock, random, transmitter });
  return together(transmitter, controller);
}

/** A host and its controller, as one. */
function together(host: Closable, controller: VirtualController): Closable {
  return {
    async close() {
      await host.close();
      controller.close();
    },
  };
}

async function closeAll(running: readonly Closable[]): Promise<void> {
  await Promise.all(running.map((each) => each.close()));
}
