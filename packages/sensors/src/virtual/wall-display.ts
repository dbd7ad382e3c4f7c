// A display on the wall: the one central of the simulated home. It shows the temperature of whatever
// serves one, so that whoever serves has a visitor.

import { type AddressValue, BleError, type Clock, sleep } from '@bluebell/ble/core';
import { type HostRadio, openHost } from '@bluebell/ble/host';
import { type Advert, type Connection, serviceUuidsOf } from '@bluebell/ble/radio';
import type { VirtualController } from '@bluebell/ble/sim';
import type { SeededRandom } from './random.ts';

/** Environmental Sensing, and Temperature in it. */
const SERVICE = '181a';
const TEMPERATURE = '2a6e';

/** It looks around for so long, with pauses: it has a battery of its own. */
const LOOK_MS = 1000;
const REST_MS = 2000;

/** Whoever was visited is left alone for so long. */
const AGAIN_MS = 60_000;

const PATIENCE_MS = 5000;

const IRK_LENGTH = 16;

/** What it gets from outside. */
export interface WallDisplayOptions {
  readonly name: string;
  readonly address: AddressValue;
  readonly clock: Clock;
  readonly random: SeededRandom;
}

/**
 * Starts it: it connects to connectable devices that advertise Environmental Sensing, reads the
 * temperature, and listens to it for as long as the device likes.
 *
 * @throws {BleError} its controller does not start.
 */
export async function startWallDisplay(
  controller: VirtualController,
  { name, address, clock, random }: WallDisplayOptions,
): Promise<{ close(): Promise<void> }> {
  const keys = random.fork('keys');
  const host = await openHost(async () => controller.transport(), {
    name,
    clock,
    random: (length) => keys.bytes(length),
    identity: { address: { address, type: 'public' }, irk: random.fork('irk').bytes(IRK_LENGTH) },
    deviceName: name,
  });
  const closing = new AbortController();
  void new Visitor(host, clock, closing.signal).live();
  return {
    async close() {
      closing.abort();
      await host.close();
    },
  };
}

/** Looks around and visits. */
class Visitor {
  readonly #host: HostRadio;
  readonly #clock: Clock;
  readonly #over: AbortSignal;
  readonly #visitedMs = new Map<AddressValue, number>();

  constructor(host: HostRadio, clock: Clock, over: AbortSignal) {
    this.#host = host;
    this.#clock = clock;
    this.#over = over;
  }

  async live(): Promise<void> {
    try {
      for (;;) {
        await this.#round();
        await sleep(this.#clock, REST_MS, this.#over);
      }
    } catch (error) {
      if (!this.#over.aborted) throw error;
    }
  }

  async #round(): Promise<void> {
    try {
      const found = await this.#look();
      if (found) await this.#visit(found);
    } catch (error) {
      // Devices come and go; whoever cannot be visited now may be later.
      if (!(error instanceof BleError)) throw error;
    }
  }

  async #look(): Promise<Advert | undefined> {
    const enough = new AbortController();
    const cancel = this.#clock.after(LOOK_MS, () => enough.abort());
    const signal = AbortSignal.any([this.#over, enough.signal]);
    try {
      for await (const advert of this.#host.scan({ signal })) {
        if (this.#isWorthAVisit(advert)) return advert;
      }
      return undefined;
    } finally {
      cancel();
    }
  }

  #isWorthAVisit({ addressValue, data, isConnectable }: Advert): boolean {
    const visitedMs = this.#visitedMs.get(addressValue) ?? Number.NEGATIVE_INFINITY;
    return (
      isConnectable &&
      this.#clock.steady() - visitedMs >= AGAIN_MS &&
      serviceUuidsOf(data).includes(SERVICE)
    );
  }

  /** One visit after the other: the rest waits until this one is over. */
  async #visit(advert: Advert): Promise<void> {
    this.#visitedMs.set(advert.addressValue, this.#clock.steady());
    const connection = await this.#host.connect(advert, { timeoutMs: PATIENCE_MS });
    try {
      await showTemperature(connection);
    } finally {
      await connection.disconnect();
    }
  }
}

async function showTemperature(connection: Connection): Promise<void> {
  const service = await connection.service(SERVICE);
  const temperature = await service.characteristic(TEMPERATURE);
  if (temperature.properties.has('read')) await temperature.read();
  if (!temperature.properties.has('notify')) return;
  const values = await temperature.subscribe();
  // It has no screen: taking them is all there is to do.
  for await (const _ of values);
}
