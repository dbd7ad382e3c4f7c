// Bonds in a file, so that devices are paired with once, whatever is started anew.

import { formatAddress } from '@bluebell/ble/core';
import type { KeptClient, SubscriptionStore } from '@bluebell/ble/gatt';
import type { Bond, BondStore, SecurityAddress } from '@bluebell/ble/smp';
import { type BondsContent, bondsSchema, type KeptIdentity } from './bond-schema.ts';
import { KeptJson } from './kept-json.ts';
import { newIdentity } from './new-identity.ts';

/** The name of the file in the folder for state. */
export const BONDS_FILE = 'bonds.json';

const EMPTY: BondsContent = { version: 1, bonds: [], clients: [] };

const REMEDY = 'put a copy back, or move it away and pair anew';

/** Keeps bonds, what bonded clients have subscribed to, and who we are to all of them. */
export class BondFile implements BondStore {
  readonly #file: KeptJson<BondsContent>;
  #identity: KeptIdentity | undefined;
  /** What clients have subscribed to. */
  readonly subscriptions: SubscriptionStore;

  private constructor(file: KeptJson<BondsContent>) {
    this.#file = file;
    this.subscriptions = {
      find: (peer) => file.content.clients.find((client) => client.peer === peer),
      save: (client) => this.#change({ clients: [client], of: client.peer }),
      remove: (peer) => this.#change({ clients: [], of: peer }),
      all: () => file.content.clients,
    };
  }

  /**
   * Reads the file; one that is not there holds nothing.
   *
   * @throws {UsageError} it holds something else, and is left as it is.
   * @throws {TransportError} it cannot be read.
   */
  static async open(path: string): Promise<BondFile> {
    return new BondFile(
      await KeptJson.open({ path, schema: bondsSchema, empty: EMPTY, remedy: REMEDY }),
    );
  }

  get path(): string {
    return this.#file.path;
  }

  /**
   * Our static random address, and the key of our private ones. It is kept with the first bond: from
   * then on it stays the same.
   */
  get identity(): KeptIdentity {
    this.#identity ??= this.#file.content.identity ?? newIdentity();
    return this.#identity;
  }

  find(peer: SecurityAddress): Bond | undefined {
    return this.#file.content.bonds.find((bond) => isSame(bond.peer, peer));
  }

  all(): Iterable<Bond> {
    return this.#file.content.bonds;
  }

  save(bond: Bond): Promise<void> {
    const { identity } = this;
    return this.#file.change((content) => ({
      ...content,
      identity: content.identity ?? identity,
      bonds: [...content.bonds.filter(isNotWith(bond.peer)), bond],
    }));
  }

  /** Forgets the bond, and what the peer has subscribed to. */
  remove(peer: SecurityAddress): Promise<void> {
    const name = `${peer.type} ${formatAddress(peer.address)}`;
    return this.#file.change((content) => ({
      ...content,
      bonds: content.bonds.filter(isNotWith(peer)),
      clients: content.clients.filter((client) => client.peer !== name),
    }));
  }

  /** Settles once all changes are in the file. */
  flush(): Promise<void> {
    return this.#file.flush();
  }

  #change({ clients, of }: { readonly clients: readonly KeptClient[]; readonly of: string }) {
    return this.#file.change((content) => ({
      ...content,
      clients: [...content.clients.filter(({ peer }) => peer !== of), ...clients],
    }));
  }
}

function isSame(a: SecurityAddress, b: SecurityAddress): boolean {
  return a.address === b.address && a.type === b.type;
}

function isNotWith(peer: SecurityAddress): (bond: Bond) => boolean {
  return (bond) => !isSame(bond.peer, peer);
}
