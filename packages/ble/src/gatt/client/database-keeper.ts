// Keeps what is known of a server for the next connection, as long as it can be told whether it still
// holds. Core Spec v5.4, Vol 3, Part G, 2.5.2.

import type { CallOptions, Log } from '../../core/index.ts';
import { GenericAttribute } from '../declarations.ts';
import type { DatabaseCache } from './database-cache.ts';
import type { DatabaseRecord, ServiceRecord } from './database-record.ts';
import type { Discovery } from './discovery.ts';
import type { ValueRouter } from './value-router.ts';

/** Whose services may be kept. */
export interface CachedPeer {
  /** Names the peer for good: its identity address. */
  readonly key: string;
  /** Else nothing is kept of it: its address may be that of another one tomorrow. */
  readonly isBonded: boolean;
}

/** Where and for whom services are kept. */
export interface CacheOptions {
  /** Default: nothing is kept. */
  readonly cache?: DatabaseCache;
  /** Who the peer is, as far as is known now. */
  readonly peer?: () => CachedPeer | undefined;
}

/** What a keeper needs. */
export interface DatabaseKeeperOptions extends CacheOptions {
  readonly log: Log;
  readonly discovery: Discovery;
  readonly router: ValueRouter;
}

/** A Database Hash that was asked for; `value` is left out where the server has none. */
interface Hash {
  readonly value: string | undefined;
}

/** The place of one server in a cache. */
export class DatabaseKeeper {
  readonly #options: DatabaseKeeperOptions;
  /** `undefined` where it has not been asked for, or may have changed since. */
  #hash: Hash | undefined;
  #tellsOfChanges = false;
  #isToBeSaved = false;

  constructor(options: DatabaseKeeperOptions) {
    this.#options = options;
  }

  /** Whether services of this peer are kept at all. */
  get isKeeping(): boolean {
    return this.#peer !== undefined && this.#options.cache !== undefined;
  }

  /** The services as they were kept, if they are the same still. */
  async recall(patience: CallOptions): Promise<readonly ServiceRecord[] | undefined> {
    const peer = this.#peer;
    if (!peer || !this.#options.cache) return undefined;
    const kept = this.#options.cache.find(peer.key);
    if (kept && !kept.hash) return this.#isTrusted(kept) ? kept.services : undefined;
    const hash = await this.#options.discovery.databaseHash(patience);
    this.#hash = { value: hash };
    if (!kept || hash !== kept.hash) return undefined;
    this.#tellsOfChanges = kept.tellsOfChanges;
    return kept.services;
  }

  /** The server has agreed to tell of changes. */
  noteThatItTells(): void {
    this.#tellsOfChanges = this.isKeeping;
  }

  /**
   * Keeps what is known, once all that happens at this moment has happened.
   *
   * @param records gives it; nothing while not all services are known.
   */
  noteChange(records: () => readonly ServiceRecord[] | undefined): void {
    if (this.#isToBeSaved || !this.isKeeping) return;
    this.#isToBeSaved = true;
    void this.#save(records);
  }

  /** What was kept does not hold any more. */
  forget(): void {
    this.#hash = undefined;
    const peer = this.#peer;
    if (peer) void this.#safely(() => this.#options.cache?.remove(peer.key));
  }

  get #peer(): CachedPeer | undefined {
    const peer = this.#options.peer?.();
    return peer?.isBonded ? peer : undefined;
  }

  /** Without a hash: a bonded server would have told us of a change, maybe before we listened. */
  #isTrusted(kept: DatabaseRecord): boolean {
    const changed = kept.services
      .flatMap(({ characteristics = [] }) => characteristics)
      .find(({ uuid }) => uuid === GenericAttribute.serviceChanged);
    const { router } = this.#options;
    const hasBeenTold = changed !== undefined && router.hasMissed(changed.valueHandle);
    this.#tellsOfChanges = kept.tellsOfChanges && !hasBeenTold;
    if (this.#tellsOfChanges) this.#hash = { value: undefined };
    return this.#tellsOfChanges;
  }

  async #save(records: () => readonly ServiceRecord[] | undefined): Promise<void> {
    const hash = await this.#currentHash();
    this.#isToBeSaved = false;
    const [peer, services] = [this.#peer, records()];
    // What was forgotten meanwhile is noted again, when it has been discovered again.
    if (!hash || !peer || !services || this.#hash !== hash) return;
    const { value } = hash;
    const tellsOfChanges = this.#tellsOfChanges;
    if (value === undefined && !tellsOfChanges) return;
    const record = { ...(value !== undefined && { hash: value }), tellsOfChanges, services };
    await this.#safely(() => this.#options.cache?.save(peer.key, record));
  }

  /** `undefined` when the link has ended. */
  async #currentHash(): Promise<Hash | undefined> {
    if (this.#hash) return this.#hash;
    const asking: Hash = { value: undefined };
    this.#hash = asking;
    try {
      const hash: Hash = { value: await this.#options.discovery.databaseHash({}) };
      if (this.#hash === asking) this.#hash = hash;
      return hash;
    } catch {
      return undefined;
    }
  }

  /** A cache that fails costs time, not more. */
  async #safely(task: () => void | Promise<void> | undefined): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.#options.log.warn('GATT_CACHE', `services of the peer are not kept: ${String(error)}`, {
        error,
      });
    }
  }
}
