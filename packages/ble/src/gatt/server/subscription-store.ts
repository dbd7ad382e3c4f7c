// What a server keeps of bonded clients while they are away. Core Spec v5.4, Vol 3, Part G, 2.5.2 and 3.3.3.3.

import type { Uuid } from '../../core/index.ts';

/** A characteristic that a client listens to. */
export interface KeptSubscription {
  readonly valueHandle: number;
  /** Its UUID: another characteristic at the same handle is another one. */
  readonly characteristic: Uuid;
  readonly notify: boolean;
  readonly indicate: boolean;
}

/** What is kept of one bonded client. Plain data: it survives JSON. */
export interface KeptClient {
  /** The host's own name for the peer. */
  readonly peer: string;
  /** The hash of the database that the client knows, in hex. */
  readonly databaseHash: string;
  /** Its Client Supported Features, in hex. 7.2 */
  readonly features: string;
  readonly subscriptions: readonly KeptSubscription[];
}

/** Keeps clients, one for each bond. Whoever drops a bond has the database forget its client. */
export interface SubscriptionStore {
  find(peer: string): KeptClient | undefined;
  /**
   * Keeps a client in place of what was kept of it. `find` gives the new one as soon as this returns;
   * the promise is for what takes longer, such as writing to a disk.
   */
  save(client: KeptClient): void | Promise<void>;
  remove(peer: string): void | Promise<void>;
  /** All of them, in any order. */
  all(): Iterable<KeptClient>;
}

/** Keeps clients as long as the process runs. */
export class MemorySubscriptionStore implements SubscriptionStore {
  readonly #clients = new Map<string, KeptClient>();

  find(peer: string): KeptClient | undefined {
    return this.#clients.get(peer);
  }

  save(client: KeptClient): void {
    this.#clients.set(client.peer, client);
  }

  remove(peer: string): void {
    this.#clients.delete(peer);
  }

  all(): Iterable<KeptClient> {
    return this.#clients.values();
  }
}
