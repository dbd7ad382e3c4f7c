// An advertisement on the air, and the peers that it brings.

import {
  type CallOptions,
  type Cancel,
  type Clock,
  onImpatience,
  TimeoutError,
  UsageError,
} from '../core/index.ts';
import {
  type Advertiser,
  advertisingData,
  type OwnAddress,
  type PlannedAdvertising,
} from '../gap/index.ts';
import type { Advertisement, AdvertiseOptions, Connection, PeerAddress } from '../radio/index.ts';

/** What an advertisement gets from its host. */
export interface HostAdvertisementOptions {
  readonly clock: Clock;
  readonly advertiser: Advertiser<HostAdvertisement>;
  readonly ownAddress: OwnAddress;
  readonly planned: PlannedAdvertising<HostAdvertisement>;
  readonly maxConnections: number;
}

interface Waiting {
  readonly resolve: (connection: Connection | undefined) => void;
}

/** Made by `HostRadio.advertise`. */
export class HostAdvertisement implements Advertisement {
  readonly #options: HostAdvertisementOptions;
  readonly #open = new Set<Connection>();
  /** Peers that nobody has asked for yet: no more than may be connected. */
  readonly #arrived: Connection[] = [];
  readonly #waiting: Waiting[] = [];
  #stopping: Promise<void> | undefined;
  /** The signal that stops it needs to know of it no more. */
  #release: Cancel = () => {};

  constructor(options: HostAdvertisementOptions) {
    this.#options = options;
  }

  get address(): PeerAddress {
    return this.#options.ownAddress.current;
  }

  /** A peer has connected: the controller has ended the advertising by itself. For the host. */
  accept(connection: Connection): void {
    this.#open.add(connection);
    void connection.disconnected.then(() => this.#left(connection));
    const waiting = this.#waiting.shift();
    if (waiting) waiting.resolve(connection);
    else this.#arrived.push(connection);
    this.#goOn();
  }

  /** Stops it when the signal aborts. For the host. */
  stopOn(signal: AbortSignal): void {
    // Nobody is there to be told that the controller refuses.
    const stop = () => void this.stop().catch(() => {});
    signal.addEventListener('abort', stop, { once: true });
    this.#release = () => signal.removeEventListener('abort', stop);
  }

  connection(options: CallOptions = {}): Promise<Connection> {
    return new Promise((resolve, reject) => {
      this.#checkMayCome();
      options.signal?.throwIfAborted();
      const waiting: Waiting = {
        resolve: (connection) => {
          release();
          if (connection) resolve(connection);
          else reject(new UsageError('the advertisement was stopped: no peer will come of it'));
        },
      };
      const release = onImpatience(this.#options.clock, options, (reason) => {
        // Who comes later is for somebody else.
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        const { timeoutMs } = options;
        const isLate = reason instanceof TimeoutError;
        reject(isLate ? new TimeoutError(`no peer has connected within ${timeoutMs} ms`) : reason);
      });
      this.#next(waiting);
    });
  }

  async update(change: Pick<AdvertiseOptions, 'data' | 'scanResponse'>): Promise<void> {
    const { advertiser, planned } = this.#options;
    const { plan } = planned;
    const bytes = advertisingData(change, plan.isConnectable, plan.isExtended);
    await advertiser.update(planned, {
      ...plan,
      ...(change.data && { data: bytes.data }),
      ...(change.scanResponse && { scanResponse: bytes.scanResponse }),
    });
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Connection, void, undefined> {
    this.#checkMayCome();
    for (;;) {
      const connection = await new Promise<Connection | undefined>((resolve) => {
        this.#next({ resolve });
      });
      if (!connection) return;
      yield connection;
    }
  }

  /** @throws {UsageError} nobody can connect. */
  #checkMayCome(): void {
    if (this.#options.planned.plan.isConnectable) return;
    throw new UsageError('no peer can come of this advertisement: ask for isConnectable');
  }

  async #stop(): Promise<void> {
    for (const { resolve } of this.#waiting.splice(0)) resolve(undefined);
    this.#release();
    const { advertiser, planned } = this.#options;
    await advertiser.remove(planned);
  }

  #next(waiting: Waiting): void {
    const arrived = this.#arrived.shift();
    if (arrived) waiting.resolve(arrived);
    else if (this.#stopping) waiting.resolve(undefined);
    else this.#waiting.push(waiting);
  }

  #left(connection: Connection): void {
    this.#open.delete(connection);
    const at = this.#arrived.indexOf(connection);
    if (at >= 0) this.#arrived.splice(at, 1);
    this.#goOn();
  }

  /** Advertises while there is room for peers. */
  #goOn(): void {
    if (this.#stopping) return;
    const { advertiser, planned, maxConnections } = this.#options;
    void advertiser.want(planned, this.#open.size < maxConnections);
  }
}
