// Our own host as a radio: all roles at the same time, on one controller.

import {
  type Cancel,
  DisconnectedError,
  formatAddress,
  TimeoutError,
  TransportError,
  UsageError,
} from '../core/index.ts';
import {
  advertisingPlan,
  DEFAULT_LINK,
  type LookOptions,
  type RawLinkParameters,
  rawLinkParameters,
} from '../gap/index.ts';
import { type ControllerKeeper, HciError, HciStatus } from '../hci/index.ts';
import {
  Advert,
  type AdvertiseOptions,
  type CentralRadio,
  type Connection,
  type ConnectOptions,
  type LocalServices,
  type PeerAddress,
  type PeripheralRadio,
  type RadioStage,
  type RecoverableRadio,
  type RecoveryStep,
  type ScanOptions,
  type ServiceDefinition,
  type StageListeners,
} from '../radio/index.ts';
import { HostAdvertisement } from './host-advertisement.ts';
import type { HostConnection } from './host-connection.ts';
import type { HostCore } from './host-core.ts';

/** How long a peer is looked for where nothing is said. */
const CONNECT_MS = 10_000;

/** A link that breaks before its first packet came through is tried again so often: it is common on real air. */
const ESTABLISH_ATTEMPTS = 3;

/** What the radio is made of. */
export interface HostRadioParts {
  readonly core: HostCore;
  readonly keeper: ControllerKeeper;
  readonly stages: StageListeners;
}

/** A radio made of our own host. Made by `openHost`. */
export class HostRadio implements CentralRadio, PeripheralRadio, RecoverableRadio {
  readonly name: string;
  readonly #core: HostCore;
  readonly #keeper: ControllerKeeper;
  readonly #stages: StageListeners;
  #closing: Promise<void> | undefined;

  constructor(name: string, { core, keeper, stages }: HostRadioParts) {
    this.name = name;
    this.#core = core;
    this.#keeper = keeper;
    this.#stages = stages;
  }

  /** How the controller is doing. */
  get stage(): RadioStage {
    return this.#keeper.stage;
  }

  onStage(listener: (stage: RadioStage) => void): Cancel {
    return this.#stages.add(listener);
  }

  async recover(step: RecoveryStep, why: string): Promise<void> {
    if (step === 'restartScan') {
      if (this.stage === 'running') await this.#core.scanner.restart();
    } else {
      this.#keeper.restart(new TransportError(`${this.name}: ${why}`), {
        reopen: step === 'reopen',
      });
    }
  }

  /** Who we are, under all private addresses. */
  get identity(): PeerAddress {
    return this.#core.ownAddress.identity;
  }

  get connections(): ReadonlySet<Connection> {
    return this.#core.links.all;
  }

  scan(options: ScanOptions = {}): AsyncIterable<Advert> {
    return this.#core.scans.scan(options);
  }

  async connect(peer: Advert | PeerAddress, options: ConnectOptions = {}): Promise<HostConnection> {
    const { parameters = DEFAULT_LINK, signal, timeoutMs = CONNECT_MS } = options;
    signal?.throwIfAborted();
    const raw = rawLinkParameters(parameters);
    const patience = { timeoutMs, ...(signal && { signal }) };
    const isCoded = options.coded ?? (peer instanceof Advert && peer.isCoded);
    const look = { ...patience, isCoded };
    const onAir = await this.#locate(peerAddressOf(peer), look);
    for (let attempt = 1; ; attempt++) {
      let connection: HostConnection | undefined;
      try {
        connection = await this.#establish(onAir, raw, look);
        const mtu = 'mtu' in options ? options.mtu : this.#core.services.mtu;
        if (mtu !== undefined) await connection.exchangeMtu(mtu, patience);
        await connection.resumeSecurity(patience);
        return connection;
      } catch (error) {
        await connection?.disconnect();
        if (attempt >= ESTABLISH_ATTEMPTS || !wasNotEstablished(error)) throw error;
      }
    }
  }

  async advertise(options: AdvertiseOptions = {}): Promise<HostAdvertisement> {
    const { clock } = this.#core.services;
    const { advertiser, ownAddress } = this.#core;
    const { isConnectable = this.#core.isServing, maxConnections = 1, signal } = options;
    signal?.throwIfAborted();
    const plan = advertisingPlan({ ...options, isConnectable });
    const advertisement = await advertiser.add(
      plan,
      (planned) =>
        new HostAdvertisement({ clock, advertiser, ownAddress, planned, maxConnections }),
    );
    if (signal?.aborted) await advertisement.stop();
    signal?.throwIfAborted();
    if (signal) advertisement.stopOn(signal);
    return advertisement;
  }

  async serve(services: readonly ServiceDefinition[]): Promise<LocalServices> {
    const served = this.#core.services.database.serve(services);
    this.#core.isServing = true;
    return served;
  }

  /**
   * Forgets the bond with a peer, what it has subscribed to, and what it serves. A link with it stays as
   * it is; the next one is not encrypted before the two have paired anew.
   *
   * @param peer by its identity.
   */
  forget(peer: PeerAddress): Promise<void> {
    return this.#core.forget(peer);
  }

  /** All links end, and all that waits; what is begun later is refused. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    await this.#core.close();
    await this.#keeper.close();
    this.#core.closed();
  }

  async #establish(
    peer: PeerAddress,
    raw: RawLinkParameters,
    options: LookOptions,
  ): Promise<HostConnection> {
    try {
      return await this.#core.initiator.connect(peer, raw, options);
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      throw new TimeoutError(
        `${formatAddress(peer.address)} (${peer.type}) was not heard within ${options.timeoutMs} ms: is it on, near, connectable, and its address type right?`,
        { cause: error },
      );
    }
  }

  /** A bonded peer that goes by private addresses is heard first: nobody else knows the present one. */
  async #locate(
    peer: PeerAddress,
    { timeoutMs, signal, isCoded }: LookOptions,
  ): Promise<PeerAddress> {
    const { resolver, services, scans } = this.#core;
    if (!resolver.isPrivate(peer.address)) return peer;
    const end = new AbortController();
    const stop = () => end.abort();
    const cancel = services.clock.after(timeoutMs ?? CONNECT_MS, stop);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      for await (const advert of scans.scan({ signal: end.signal, coded: isCoded ?? false })) {
        // It may have adverts of another address that are only to be heard.
        if (!advert.isConnectable) continue;
        const heard = peerAddressOf(advert);
        const isPeer = heard.address === peer.address;
        if (isPeer || resolver.resolve(heard)?.address === peer.address) return heard;
      }
    } finally {
      cancel();
      signal?.removeEventListener('abort', stop);
    }
    signal?.throwIfAborted();
    if (this.#closing) throw new TransportError('the radio was closed');
    throw new TimeoutError(
      `${formatAddress(peer.address)} was not heard within ${timeoutMs} ms, nor a private address of it`,
    );
  }
}

/** Whom to connect with. */
function peerAddressOf(peer: Advert | PeerAddress): PeerAddress {
  if (!(peer instanceof Advert)) return peer;
  const { addressValue: address, addressType } = peer;
  if (addressType === 'anonymous') {
    throw new UsageError('an anonymous advert: its sender tells no address to connect to');
  }
  const isPublic = addressType === 'public' || addressType === 'publicIdentity';
  return { address, type: isPublic ? 'public' : 'random' };
}

/** Some controllers say so by the end of the link, others instead of it. */
function wasNotEstablished(error: unknown): boolean {
  const { connectionFailedToBeEstablished } = HciStatus;
  return (
    (error instanceof DisconnectedError && error.reason === connectionFailedToBeEstablished) ||
    (error instanceof HciError && error.status === connectionFailedToBeEstablished)
  );
}
