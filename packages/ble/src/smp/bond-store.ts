// Where bonds are kept.

import type { Bond } from './bond.ts';
import type { SecurityAddress } from './security-link.ts';

/** Keeps bonds, one a peer. */
export interface BondStore {
  /** The bond with a peer, by its identity address. */
  find(peer: SecurityAddress): Bond | undefined;
  /**
   * Keeps a bond in place of an older one with the same peer. `find` gives the new one as soon as
   * this returns; the promise is for what takes longer, such as writing to a disk.
   */
  save(bond: Bond): void | Promise<void>;
  /** Forgets a peer. */
  remove(peer: SecurityAddress): void | Promise<void>;
  /** All bonds, in any order. */
  all(): Iterable<Bond>;
}

/** Keeps bonds as long as the process runs. */
export class MemoryBondStore implements BondStore {
  readonly #bonds = new Map<string, Bond>();

  find(peer: SecurityAddress): Bond | undefined {
    return this.#bonds.get(keyOf(peer));
  }

  save(bond: Bond): void {
    this.#bonds.set(keyOf(bond.peer), bond);
  }

  remove(peer: SecurityAddress): void {
    this.#bonds.delete(keyOf(peer));
  }

  all(): Iterable<Bond> {
    return this.#bonds.values();
  }
}

/** A public and a random address of the same number are two devices. */
function keyOf({ address, type }: SecurityAddress): string {
  return `${type} ${address}`;
}
