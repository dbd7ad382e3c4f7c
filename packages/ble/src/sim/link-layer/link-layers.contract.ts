// Link layers on one air, with ears that write down what they hear: for tests.

import { VirtualClock } from '../../core/index.ts';
import { Air, type AirOptions, type Place } from '../air/index.ts';
import type { ConnectionResult, HeardAdvert, LinkLayerEvents } from './events.ts';
import { LinkLayer } from './link-layer.ts';
import type { AdvertisingParameters, ConnectOnPhy, InitiatingParameters } from './parameters.ts';
import type { LinkLayerOptions } from './parts.ts';

/** One thing that a link layer told. */
export type Told = readonly [event: keyof LinkLayerEvents, ...rest: readonly unknown[]];

/** Ears that keep everything. Those that answer may be exchanged. */
export class Notes implements LinkLayerEvents {
  readonly adverts: HeardAdvert[] = [];
  readonly connections: ConnectionResult[] = [];
  readonly data: Uint8Array[] = [];
  packetsDone = 0;
  /** All but adverts, data and packets done, in order. */
  readonly told: Told[] = [];
  onData: LinkLayerEvents['onData'] = (_handle, _isStart, data) => {
    this.data.push(data);
  };
  onPacketDone: LinkLayerEvents['onPacketDone'] = () => {
    this.packetsDone++;
  };
  onKeyRequest: LinkLayerEvents['onKeyRequest'] = (...rest) => {
    this.told.push(['onKeyRequest', ...rest]);
    return true;
  };
  onParameterRequest: LinkLayerEvents['onParameterRequest'] = (...rest) => {
    this.told.push(['onParameterRequest', ...rest]);
    return true;
  };

  onAdvert(advert: HeardAdvert): void {
    this.adverts.push(advert);
  }

  onConnection(result: ConnectionResult): void {
    this.connections.push(result);
  }

  readonly onScanTimeout = this.#note('onScanTimeout');
  readonly onScanRequest = this.#note('onScanRequest');
  onAdvertisingEnded: LinkLayerEvents['onAdvertisingEnded'] = this.#note('onAdvertisingEnded');
  readonly onDisconnection = this.#note('onDisconnection');
  readonly onConnectionUpdate = this.#note('onConnectionUpdate');
  readonly onDataLengthChange = this.#note('onDataLengthChange');
  readonly onPhyUpdate = this.#note('onPhyUpdate');
  readonly onRemoteFeatures = this.#note('onRemoteFeatures');
  readonly onRemoteVersion = this.#note('onRemoteVersion');
  readonly onEncryptionChange = this.#note('onEncryptionChange');
  readonly onKeyRefresh = this.#note('onKeyRefresh');
  readonly onAuthenticatedPayloadTimeout = this.#note('onAuthenticatedPayloadTimeout');

  /** What was told by one event, argument by argument. */
  of(event: keyof LinkLayerEvents): readonly (readonly unknown[])[] {
    return this.told.flatMap(([name, ...rest]) => (name === event ? [rest] : []));
  }

  #note(event: keyof LinkLayerEvents): (...rest: readonly unknown[]) => void {
    return (...rest) => {
      this.told.push([event, ...rest]);
    };
  }
}

/** A link layer and what it told. */
export interface Device {
  readonly ll: LinkLayer;
  readonly notes: Notes;
}

/** An air in virtual time, on which devices are easily made. */
export class Stage {
  readonly clock = new VirtualClock();
  readonly air: Air;
  #devices = 0;

  constructor(options: Omit<AirOptions, 'clock'> = {}) {
    this.air = new Air({ clock: this.clock, ...options });
  }

  /** A device, one metre from the next. */
  device(options: Partial<LinkLayerOptions> = {}): Device {
    const number = ++this.#devices;
    const notes = new Notes();
    const ll = new LinkLayer(
      {
        air: this.air,
        name: `device ${number}`,
        publicAddress: 0xa4c138000000 + number,
        place: { x: number, y: 0 },
        ...options,
      },
      notes,
    );
    return { ll, notes };
  }

  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  /** Two devices and a link between them. */
  async link(options: LinkOptions = {}): Promise<Linked> {
    const central = this.device(options.central);
    const peripheral = this.device(options.peripheral);
    return { ...(await this.connect(central, peripheral, options)), central, peripheral };
  }

  async connect(
    central: Device,
    peripheral: Device,
    { interval = 6, latency = 0, timeout = 100 }: LinkOptions = {},
  ): Promise<{ readonly atCentral: number; readonly atPeripheral: number }> {
    advertise(peripheral.ll, 0, { legacy: true, connectable: true, scannable: true });
    central.ll.connect(
      searchFor(peripheral.ll, { interval, maxLatency: latency, supervisionTimeout: timeout }),
    );
    const known = central.notes.connections.length;
    // Beside others an advert or a request may be lost.
    for (let i = 0; i < 50 && central.notes.connections.length === known; i++) {
      await this.advance(100);
    }
    await this.advance(50);
    return { atCentral: lastHandle(central), atPeripheral: lastHandle(peripheral) };
  }
}

/** How a link is to run. */
export interface LinkOptions {
  readonly interval?: number;
  readonly latency?: number;
  readonly timeout?: number;
  readonly central?: Partial<LinkLayerOptions>;
  readonly peripheral?: Partial<LinkLayerOptions>;
}

export interface Linked {
  readonly central: Device;
  readonly peripheral: Device;
  readonly atCentral: number;
  readonly atPeripheral: number;
}

export const FAR_AWAY: Place = { x: 100_000, y: 0 };

/** Scans without a pause on 1M. */
export const ALWAYS = { scanType: 0, scanInterval: 16, scanWindow: 16 } as const;

export const WITHOUT_END = {
  filterDuplicates: 0,
  duration: 0,
  period: 0,
  legacyOnly: false,
} as const;

/** Parameters of a set that advertises every 100 ms on all channels. */
export function advertisingParameters(
  properties: Partial<AdvertisingParameters['advertisingEventProperties']>,
  changes: Partial<AdvertisingParameters> = {},
): AdvertisingParameters {
  return {
    advertisingEventProperties: {
      connectable: false,
      scannable: false,
      directed: false,
      highDutyCycle: false,
      legacy: false,
      anonymous: false,
      includeTxPower: false,
      ...properties,
    },
    primaryAdvertisingIntervalMin: 160,
    primaryAdvertisingIntervalMax: 160,
    primaryAdvertisingChannelMap: 7,
    ownAddressType: 0,
    peerAddressType: 0,
    peerAddress: 0,
    advertisingFilterPolicy: 0,
    advertisingTxPower: 127,
    primaryAdvertisingPhy: 1,
    secondaryAdvertisingMaxSkip: 0,
    secondaryAdvertisingPhy: 1,
    advertisingSid: 0,
    scanRequestNotificationEnable: false,
    ...changes,
  };
}

/** Makes a set and enables it without end. */
export function advertise(
  ll: LinkLayer,
  handle: number,
  properties: Partial<AdvertisingParameters['advertisingEventProperties']>,
  changes: Partial<AdvertisingParameters> = {},
): void {
  ll.setAdvertisingParameters(handle, advertisingParameters(properties, changes));
  ll.enableAdvertising(handle, { duration: 0, maxExtendedAdvertisingEvents: 0 });
}

/** How to look for a device by its public address. */
export function searchFor(
  peer: LinkLayer,
  { interval = 6, ...wishes }: Partial<ConnectOnPhy> & { readonly interval?: number } = {},
): InitiatingParameters {
  return {
    initiatorFilterPolicy: false,
    ownAddressType: 0,
    peerAddressType: 0,
    peerAddress: peer.publicAddress,
    phys: {
      le1M: {
        scanInterval: 16,
        scanWindow: 16,
        connectionIntervalMin: interval,
        connectionIntervalMax: interval,
        maxLatency: 0,
        supervisionTimeout: 100,
        minCeLength: 0,
        maxCeLength: 0,
        ...wishes,
      },
    },
  };
}

/** The handle of the link that was made last. */
export function lastHandle({ notes }: Device): number {
  const result = notes.connections.at(-1);
  if (result?.status !== 0) throw new Error('no link was made');
  return result.connectionHandle;
}
