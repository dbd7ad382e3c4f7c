// Puts a peripheral on the air: a host of its own on a virtual controller.

import type { AddressValue, Clock, Log } from '@bluebell/ble/core';
import { openHost } from '@bluebell/ble/host';
import { completeName, serviceUuids } from '@bluebell/ble/radio';
import type { VirtualController } from '@bluebell/ble/sim';
import type { BondStore } from '@bluebell/ble/smp';
import type { SeededRandom } from '../random.ts';
import { StoppableClock } from '../stoppable-clock.ts';
import type { Peripheral } from './peripheral.ts';

/** Which one it is, and what it gets from outside. */
export interface PeripheralOptions {
  /** What it calls itself. */
  readonly localName: string;
  readonly address: AddressValue;
  readonly addressType: 'public' | 'random';
  readonly clock: Clock;
  /** Decides its keys, and all that happens to it. */
  readonly random: SeededRandom;
  /** Default: it forgets its bonds when the home ends. */
  readonly bonds?: BondStore | undefined;
  readonly log?: Log | undefined;
}

const ADVERTISE_EVERY_MS = 200;

const IRK_LENGTH = 16;

/**
 * Starts one: it advertises and serves until it is closed.
 *
 * @throws {BleError} its controller does not start.
 */
export async function startPeripheral(
  controller: VirtualController,
  peripheral: Peripheral,
  options: PeripheralOptions,
): Promise<{ close(): Promise<void> }> {
  const { localName, address, addressType: type, clock, random, bonds, log } = options;
  const { user, security, appearance, advertises, maxConnections } = peripheral;
  const keys = random.fork('keys');
  const host = await openHost(async () => controller.transport(), {
    name: localName,
    clock,
    random: (length) => keys.bytes(length),
    identity: { address: { address, type }, irk: random.fork('irk').bytes(IRK_LENGTH) },
    deviceName: localName,
    appearance,
    ...(bonds && { bonds }),
    ...(log && { log }),
    ...(user && { user }),
    ...(security && { security }),
  });
  const life = new StoppableClock(clock);
  const { services, live } = peripheral.make({ clock: life, random });
  live?.(await host.serve(services));
  await host.advertise({
    data: [...serviceUuids(advertises), completeName(localName)],
    intervalMs: ADVERTISE_EVERY_MS,
    maxConnections,
  });
  return {
    async close() {
      life.stop();
      await host.close();
    },
  };
}
