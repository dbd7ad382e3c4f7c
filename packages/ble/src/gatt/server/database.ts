// All services of one host, for all its links. Core Spec v5.4, Vol 3, Part G.

import type { HandleRange } from '../../att/index.ts';
import { decode, encode, utf8 } from '../../codec/index.ts';
import { toHex } from '../../core/index.ts';
import type {
  Connection,
  LocalCharacteristic,
  LocalServices,
  ServiceDefinition,
} from '../../radio/index.ts';
import { GenericAttribute } from '../declarations.ts';
import { AttributeTable } from './attribute-table.ts';
import { databaseHash } from './database-hash.ts';
import { DatabaseHistory } from './database-history.ts';
import { describeAttributes } from './describe.ts';
import {
  GenericAccess,
  type GenericAccessOptions,
  genericAccess,
  genericAttribute,
} from './generic-services.ts';
import { countOf, layOut } from './lay-out.ts';
import type { ServedCharacteristic } from './served-characteristic.ts';
import { ServedServices } from './served-services.ts';
import { GattServerLink, type GattServerLinkOptions } from './server-link.ts';
import { checkedServices } from './service-rules.ts';
import { MemorySubscriptionStore, type SubscriptionStore } from './subscription-store.ts';

/** What a host tells about itself, and where it keeps what clients have asked for. */
export interface GattDatabaseOptions extends GenericAccessOptions {
  /** Default: bonded clients are remembered as long as the process runs. */
  readonly store?: SubscriptionStore;
}

const FIRST_HANDLE = 0x0001;
const NO_FEATURES = new Uint8Array(1);

/**
 * The services of one host; all its links share them.
 *
 * Handles are given in the order of the definitions, Generic Access and Generic Attribute first, the
 * same ones in each process that serves the same. A handle that was given does not come to mean
 * another attribute while any client may remember it: one that is connected, or bonded, and has not
 * taken note of the change. When all of them have, or when handles run out, free ones are given anew.
 */
export class GattDatabase {
  readonly #table = new AttributeTable();
  readonly #store: SubscriptionStore;
  readonly #links = new Map<Connection, GattServerLink>();
  readonly #history: DatabaseHistory;
  readonly #deviceName: LocalCharacteristic;
  readonly #serviceChanged: ServedCharacteristic;
  #hash: Uint8Array;

  /** @throws {UsageError} a device name of more than 248 bytes. */
  constructor(options: GattDatabaseOptions = {}) {
    this.#store = options.store ?? new MemorySubscriptionStore();
    const { attributes, characteristics } = layOut(this.#ownServices(options), FIRST_HANDLE);
    this.#table.add(attributes);
    this.#hash = databaseHash(this.#table.all);
    this.#history = new DatabaseHistory(toHex(this.#hash));
    const own = new ServedServices(characteristics, nothing);
    this.#deviceName = own.characteristic(GenericAccess.service, GenericAccess.deviceName);
    this.name = options.name ?? '';
    this.#serviceChanged = own.characteristic(
      GenericAttribute.service,
      GenericAttribute.serviceChanged,
    );
  }

  /** The device name, as clients read it. @throws {UsageError} more than 248 bytes of UTF-8. */
  get name(): string {
    return decode(utf8, this.#deviceName.value);
  }

  set name(name: string) {
    this.#deviceName.value = encode(utf8, name);
  }

  /** The Database Hash, as clients read it. 7.3 */
  get hash(): Uint8Array {
    return this.#hash;
  }

  /** What is told to whom: the links that are attached. */
  get links(): Iterable<GattServerLink> {
    return this.#links.values();
  }

  /**
   * Serves these services from now on; clients are told.
   *
   * @throws {UsageError} a definition that cannot be served; nothing is served then.
   */
  serve(definitions: readonly ServiceDefinition[]): LocalServices {
    const services = checkedServices(definitions);
    const count = countOf(services);
    if (count === 0) return new ServedServices([], nothing);
    if (this.#isKnownToAll()) this.#table.forgetOldHandles();
    const startingHandle = this.#table.freeHandles(count);
    const range = { startingHandle, endingHandle: startingHandle + count - 1 };
    const { attributes, characteristics } = layOut(services, startingHandle);
    this.#table.add(attributes);
    this.#change(range);
    return new ServedServices(characteristics, () => {
      this.#table.remove(attributes);
      this.#change(range);
    });
  }

  /** Serves a link from now on, until it ends. */
  attach(options: GattServerLinkOptions): GattServerLink {
    const table = this.#table;
    const link = new GattServerLink(options, {
      table,
      history: this.#history,
      store: this.#store,
      serviceChanged: this.#serviceChanged,
      onDetach: ({ connection }) => void this.#links.delete(connection),
    });
    const { connection } = options;
    this.#links.set(connection, link);
    void connection.disconnected.then((reason) => link.detach(reason));
    link.securityChanged();
    return link;
  }

  /** Forgets what was kept of a client, whose bond is gone. */
  async forget(peer: string): Promise<void> {
    for (const link of this.#links.values()) link.forget(peer);
    await this.#store.remove(peer);
  }

  /** All attributes for people, a line each: handle, type, value, permissions. */
  describe(): string {
    return describeAttributes(this.#table.all);
  }

  #ownServices(options: GattDatabaseOptions): readonly ServiceDefinition[] {
    const attribute = genericAttribute({
      readHash: (connection) => {
        this.#links.get(connection)?.awareness.learn();
        return this.#hash;
      },
      readFeatures: (connection) => this.#links.get(connection)?.features ?? NO_FEATURES,
      writeFeatures: (connection, value) => this.#links.get(connection)?.setFeatures(value),
    });
    return [genericAccess(options), attribute];
  }

  /** Whether no client remembers handles but those that are served. */
  #isKnownToAll(): boolean {
    const { hash } = this.#history.current;
    return (
      [...this.#links.values()].every(({ awareness }) => awareness.isAware) &&
      [...this.#store.all()].every(({ databaseHash: known }) => known === hash)
    );
  }

  #change(range: HandleRange): void {
    this.#hash = databaseHash(this.#table.all);
    this.#history.change(range, toHex(this.#hash));
    for (const link of this.#links.values()) link.databaseChanged(range);
  }
}

function nothing(): void {}
