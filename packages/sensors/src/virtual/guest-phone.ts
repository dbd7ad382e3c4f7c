// The phone of a guest: it comes when somebody wants to enroll it, pairs with whoever poses as a heart-rate
// sensor, and from then on comes and goes under addresses that only who has its identity key knows.

import { AttError } from '@bluebell/ble/att';
import { type AddressValue, BleError, type Clock, parseAddress, sleep } from '@bluebell/ble/core';
import type { HciTransport } from '@bluebell/ble/hci';
import { type HostRadio, openHost } from '@bluebell/ble/host';
import { type Advert, type Connection, localNameOf, serviceUuidsOf } from '@bluebell/ble/radio';
import type { VirtualAir } from '@bluebell/ble/sim';
import { type BondStore, MemoryBondStore } from '@bluebell/ble/smp';
import { AirTransmitter } from './air-transmitter.ts';
import { VirtualPhone } from './phone.ts';
import type { SeededRandom } from './random.ts';
import { spotIn } from './rooms.ts';
import { StoppableClock } from './stoppable-clock.ts';

/** Who it is. */
export const GUEST_PHONE = {
  name: "Guest's phone",
  room: 'Hall',
  address: '7C:D1:C3:9E:40:2B',
} as const;

/** Heart Rate, and the measurement in it. Heart Rate Service 1.0. */
const HEART_RATE = '180d';
const MEASUREMENT = '2a37';

/** A link has to be encrypted first, by answers of the other side. Core Spec v5.4, Vol 3, Part F, 3.4.1.1. */
const WANTS_KEYS: ReadonlySet<number> = new Set([0x05, 0x08, 0x0c, 0x0f]);

const LOOK_MS = 1000;
const REST_MS = 500;
const PATIENCE_MS = 10_000;
/** It stays connected for so long at most, as a screen does that nobody looks at. */
const STAY_MS = 60_000;

/** Short, so that whoever waits sees it go and come back. */
const HABITS = { homeForS: [60, 90], awayForS: [60, 90] } as const;

const IRK_LENGTH = 16;

/** What it gets from outside. */
export interface GuestOptions {
  readonly random: SeededRandom;
  /** The name of the heart-rate sensor that it is told to pair with; absent: it has paired before. */
  readonly looksFor: string | undefined;
  readonly bonds: BondStore | undefined;
}

/**
 * Lets it in. It looks around until it has paired, then advertises as phones do.
 *
 * @throws {BleError} its controller does not start.
 */
export async function startGuestPhone(
  air: VirtualAir,
  { random, looksFor, bonds }: GuestOptions,
): Promise<{ close(): Promise<void> }> {
  const { name, room } = GUEST_PHONE;
  const spot = spotIn(room, random.fork('place'));
  const irk = random.fork('irk').bytes(IRK_LENGTH);
  const address = parseAddress(GUEST_PHONE.address);
  const controller = air.addController({ address, name, at: spot });
  const life = new StoppableClock(air.clock);
  const closing = new AbortController();
  let transmitter: AirTransmitter | undefined;
  const live = async () => {
    transmitter = await AirTransmitter.start(controller.transport(), air.clock);
    new VirtualPhone(irk, HABITS).start({ clock: life, random, transmitter });
  };
  let host: HostRadio | undefined;
  if (looksFor === undefined) {
    await live();
  } else {
    const kept = bonds ?? new MemoryBondStore();
    // Its owner told it to pair anew.
    for (const { peer } of kept.all()) await kept.remove(peer);
    const transport = () => controller.transport();
    host = await openPhone({ irk, address, random, bonds: kept, clock: air.clock }, transport);
    const visitor = new Visitor(host, kept, air.clock, closing.signal);
    const visiting = visitor.pairWith(looksFor).then(async () => {
      await host?.close();
      if (!closing.signal.aborted) await live();
    });
    visiting.catch(onlyWhen(closing.signal));
  }
  return {
    async close() {
      closing.abort();
      life.stop();
      await host?.close();
      await transmitter?.close();
      controller.close();
    },
  };
}

/** Whose host it is. */
interface Owner {
  readonly irk: Uint8Array;
  readonly address: AddressValue;
  readonly random: SeededRandom;
  readonly bonds: BondStore;
  readonly clock: Clock;
}

function openPhone(
  { irk, address, random, bonds, clock }: Owner,
  transport: () => HciTransport,
): Promise<HostRadio> {
  const keys = random.fork('keys');
  const { name } = GUEST_PHONE;
  return openHost(async () => transport(), {
    name,
    clock,
    random: (length) => keys.bytes(length),
    identity: { address: { address, type: 'public' }, irk },
    privacy: true,
    deviceName: name,
    // Its owner sees that the numbers are the same.
    user: { confirmNumber: async () => true, displayPasskey() {} },
    bonds,
  });
}

/** Errors of a life that was ended are none. */
function onlyWhen(over: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!over.aborted) throw error;
  };
}

/** Looks around until it has found whom it looks for, and has paired. */
class Visitor {
  readonly #host: HostRadio;
  readonly #bonds: BondStore;
  readonly #clock: Clock;
  readonly #over: AbortSignal;

  constructor(host: HostRadio, bonds: BondStore, clock: Clock, over: AbortSignal) {
    this.#host = host;
    this.#bonds = bonds;
    this.#clock = clock;
    this.#over = over;
  }

  async pairWith(name: string): Promise<void> {
    while (!this.#hasPaired) {
      try {
        const found = await this.#look(name);
        if (found) await this.#visit(found);
      } catch (error) {
        // Whoever cannot be paired with now may be later; whoever hangs up may have done so content.
        if (this.#over.aborted || !(error instanceof BleError)) throw error;
      }
      await sleep(this.#clock, REST_MS, this.#over);
    }
  }

  get #hasPaired(): boolean {
    return [...this.#bonds.all()].length > 0;
  }

  async #look(name: string): Promise<Advert | undefined> {
    const enough = new AbortController();
    const cancel = this.#clock.after(LOOK_MS, () => enough.abort());
    const signal = AbortSignal.any([this.#over, enough.signal]);
    try {
      for await (const advert of this.#host.scan({ signal, active: true })) {
        const { data, isConnectable } = advert;
        if (!isConnectable || localNameOf(data) !== name) continue;
        if (serviceUuidsOf(data).includes(HEART_RATE)) return advert;
      }
      return undefined;
    } finally {
      cancel();
    }
  }

  async #visit(advert: Advert): Promise<void> {
    const connection = await this.#host.connect(advert, { timeoutMs: PATIENCE_MS });
    const cancel = this.#clock.after(STAY_MS, () => void connection.disconnect());
    try {
      const service = await connection.service(HEART_RATE);
      const measurement = await service.characteristic(MEASUREMENT);
      await withKeys(connection, () => measurement.subscribe());
      await connection.disconnected;
    } finally {
      cancel();
      await connection.disconnect();
    }
  }
}

/** Does something, and pairs where the other side asks for keys first: as phones do. */
async function withKeys(connection: Connection, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof AttError) || !WANTS_KEYS.has(error.errorCode)) throw error;
    await connection.pair();
    await action();
  }
}
