// The radio `sim`: our own host on a virtual air, in the middle of a home that is not there.

import { type Cancel, systemClock } from '@bluebell/ble/core';
import type { HciTransport } from '@bluebell/ble/hci';
import { type HostOptions, type HostRadio, openHost } from '@bluebell/ble/host';
import type {
  Advert,
  Advertisement,
  AdvertiseOptions,
  CentralRadio,
  Connection,
  ConnectOptions,
  LocalServices,
  PeerAddress,
  PeripheralRadio,
  RadioStage,
  RecoverableRadio,
  RecoveryStep,
  ScanOptions,
  ServiceDefinition,
} from '@bluebell/ble/radio';
import { VirtualAir } from '@bluebell/ble/sim';
import type { SimulatedHome } from './home.ts';
import { MIDDLE } from './rooms.ts';
import {
  type Closable,
  type HomeOptions,
  homeOf,
  startBroadcasters,
  startPeripherals,
} from './start-home.ts';

/** What a simulated radio is told: as of any host, and of the home. */
export interface SimRadioOptions extends Omit<HostOptions, 'name'>, Omit<HomeOptions, 'log'> {
  /** Comes between our host and its controller, such as to record what goes there. */
  readonly between?: (transport: HciTransport) => HciTransport;
}

const NAME = 'sim';

/** Of our controller, unless the host has an identity of its own. */
const ADDRESS = '3C:2E:F5:00:00:01';

/** What opening it makes. */
interface Parts {
  readonly air: VirtualAir;
  readonly home: SimulatedHome;
  readonly options: HomeOptions;
  readonly peripherals: Closable;
  readonly host: HostRadio;
}

/**
 * A radio in the simulated home. What can be connected to is there at once; sensors, phones and beacons
 * begin to live with the first scan, so that none of what they say at first is missed. The same seed on the
 * same clock gives the same adverts.
 */
export class SimRadio implements CentralRadio, PeripheralRadio, RecoverableRadio {
  readonly #parts: Parts;
  #broadcasters: Promise<Closable> | undefined;
  #isClosed = false;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Makes the home, and a host in the middle of it. */
  static async open({ between, ...options }: SimRadioOptions = {}): Promise<SimRadio> {
    const {
      clock = systemClock,
      seed,
      home: _home,
      peripheralBonds,
      guestLooksFor,
      ...told
    } = options;
    const home = homeOf(options);
    const air = new VirtualAir({ clock, ...(seed !== undefined && { seed }) });
    const own = air.addController({ address: ADDRESS, name: NAME, at: MIDDLE });
    const peripherals = await startPeripherals(air, home, options);
    const open = async () => (between ? between(own.transport()) : own.transport());
    const host = await openHost(open, { ...told, clock, name: NAME });
    return new SimRadio({
      air,
      home,
      options: { peripheralBonds, guestLooksFor },
      peripherals,
      host,
    });
  }

  get name(): string {
    return this.#parts.host.name;
  }

  /** Who we are, under all private addresses. */
  get identity(): PeerAddress {
    return this.#parts.host.identity;
  }

  get connections(): ReadonlySet<Connection> {
    return this.#parts.host.connections;
  }

  get stage(): RadioStage {
    return this.#parts.host.stage;
  }

  onStage(listener: (stage: RadioStage) => void): Cancel {
    return this.#parts.host.onStage(listener);
  }

  recover(step: RecoveryStep, why: string): Promise<void> {
    return this.#parts.host.recover(step, why);
  }

  async *scan(options: ScanOptions = {}): AsyncGenerator<Advert, void, undefined> {
    if (this.#isClosed || options.signal?.aborted) return;
    const { air, home, host, options: told } = this.#parts;
    this.#broadcasters ??= startBroadcasters(air, home, told);
    await this.#broadcasters;
    yield* host.scan(options);
  }

  connect(peer: Advert | PeerAddress, options?: ConnectOptions): Promise<Connection> {
    return this.#parts.host.connect(peer, options);
  }

  advertise(options?: AdvertiseOptions): Promise<Advertisement> {
    return this.#parts.host.advertise(options);
  }

  serve(services: readonly ServiceDefinition[]): Promise<LocalServices> {
    return this.#parts.host.serve(services);
  }

  /** Ends the home, too. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { air, peripherals, host } = this.#parts;
    await host.close();
    await peripherals.close();
    await (await this.#broadcasters)?.close();
    air.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
