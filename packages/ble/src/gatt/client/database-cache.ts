// Where is kept what servers hold, so that it need not be discovered again. Core Spec v5.4, Vol 3, Part G, 2.5.2.

import type { DatabaseRecord } from './database-record.ts';

/** Keeps what is known of servers, by the name of the peer. */
export interface DatabaseCache {
  /** What is known of a peer. */
  find(peer: string): DatabaseRecord | undefined;
  /**
   * Keeps what is known in place of what was. `find` gives it as soon as this returns; the promise is
   * for what takes longer, such as writing to a disk.
   */
  save(peer: string, database: DatabaseRecord): void | Promise<void>;
  /** Forgets a peer. */
  remove(peer: string): void | Promise<void>;
}

/** Keeps what is known as long as the process runs. */
export class MemoryDatabaseCache implements DatabaseCache {
  readonly #databases = new Map<string, DatabaseRecord>();

  find(peer: string): DatabaseRecord | undefined {
    return this.#databases.get(peer);
  }

  save(peer: string, database: DatabaseRecord): void {
    this.#databases.set(peer, database);
  }

  remove(peer: string): void {
    this.#databases.delete(peer);
  }
}
