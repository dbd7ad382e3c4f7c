// The server on one link: what the client may do, what it is told, and what is kept of it.
// Core Spec v5.4, Vol 3, Part G, 2.5.2 and 7.

import {
  AttError,
  AttErrorCode,
  AttServer,
  type AttServerOptions,
  type Bearer,
  type HandleRange,
  type ServerViolation,
} from '../../att/index.ts';
import { bitSet, decode, encode } from '../../codec/index.ts';
import {
  type BleError,
  type Clock,
  type Counts,
  fromHex,
  type Log,
  silentLog,
  toHex,
} from '../../core/index.ts';
import type { AttributeRequest, Connection, LinkSecurity } from '../../radio/index.ts';
import type { AttributeTable } from './attribute-table.ts';
import { type Asked, ChangeAwareness } from './change-awareness.ts';
import { ChangeTeller } from './change-teller.ts';
import type { ClientConfiguration } from './client-configuration.ts';
import type { DatabaseHistory } from './database-history.ts';
import { Outbox } from './outbox.ts';
import type { Peer } from './peer.ts';
import { PeerStore } from './peer-store.ts';
import { securityFault } from './permission.ts';
import type { ServedCharacteristic } from './served-characteristic.ts';
import type { KeptClient, SubscriptionStore } from './subscription-store.ts';

/** A bond as the server needs it. */
export interface PeerBond {
  /** The host's own name for the peer: it stays the same over connections and restarts. */
  readonly peer: string;
  /** How far its keys can be trusted. */
  readonly security: LinkSecurity;
}

/** What a link brings with it. */
export interface GattServerLinkOptions extends Omit<AttServerOptions, 'onConfirmation'> {
  /** The server's end of the ATT bearer. */
  readonly bearer: Bearer;
  /**
   * Handed to the program with each request. Its `security` decides on permissions, and the link is
   * served until `disconnected` resolves; nothing else of it is used.
   */
  readonly connection: Connection;
  /** The bond with the peer; `undefined` while there is none. Default: there never is. */
  readonly bond?: () => PeerBond | undefined;
}

/** The database as its links need it. */
export interface LinkContext {
  readonly table: AttributeTable;
  readonly history: DatabaseHistory;
  readonly store: SubscriptionStore;
  readonly serviceChanged: ServedCharacteristic;
  /** Called when the link is gone. */
  readonly onDetach: (link: GattServerLink) => void;
}

/** Bits of Client Supported Features. 7.2 */
const ROBUST_CACHING = 0;

/** The server of one link; made by `GattDatabase.attach`. */
export class GattServerLink implements Peer {
  readonly connection: Connection;
  readonly request: AttributeRequest;
  readonly clock: Clock;
  readonly log: Log;
  readonly outbox: Outbox;
  readonly awareness: ChangeAwareness;
  readonly #server: AttServer;
  readonly #context: LinkContext;
  readonly #bond: () => PeerBond | undefined;
  readonly #teller: ChangeTeller;
  #features = new Uint8Array(1);
  #isRobust = false;
  /** Under which name the client is kept: once it is bonded, and has proved it by encryption. */
  #keptAs: string | undefined;
  #isDetached = false;

  constructor(options: GattServerLinkOptions, context: LinkContext) {
    const { bearer, connection, clock, log = silentLog, bond = () => undefined } = options;
    const { table, history } = context;
    this.connection = connection;
    this.request = { connection };
    this.clock = clock;
    this.log = log;
    this.#context = context;
    this.#bond = bond;
    this.awareness = new ChangeAwareness(() => history.current);
    const store = new PeerStore({
      table,
      peer: this,
      keys: () => ({ link: connection.security, bond: bond()?.security }),
      onAsked: (asked) => this.#takeNote(asked),
    });
    this.#server = new AttServer(bearer, store, {
      ...options,
      onConfirmation: (handle) => this.#confirm(handle),
    });
    this.#teller = new ChangeTeller({
      server: this.#server,
      history,
      valueHandle: context.serviceChanged.valueHandle,
    });
    this.outbox = new Outbox({
      server: this.#server,
      clock,
      mayReceive: () => !this.#isRobust || this.awareness.isAware,
    });
  }

  /** What the client did against the rules, by name. */
  get violations(): Counts<ServerViolation> {
    return this.#server.violations;
  }

  /** How many values the client did not get, since it took no more. */
  get dropped(): number {
    return this.outbox.dropped;
  }

  /** Client Supported Features, as the client has written them. */
  get features(): Uint8Array {
    return this.#features;
  }

  /** @throws {AttError} Value Not Allowed: a bit that was set stays. 7.2 */
  setFeatures(value: Uint8Array): void {
    const bits = bitsOf(value);
    for (const bit of bitsOf(this.#features)) {
      if (!bits.has(bit)) throw new AttError(AttErrorCode.valueNotAllowed, 0);
    }
    this.#features = new Uint8Array(value);
    this.#isRobust = bits.has(ROBUST_CACHING);
    this.#save();
  }

  /**
   * The host calls it when the link has been encrypted, and when a bond was made: a bonded client
   * then has its subscriptions back, and is told what has changed while it was away.
   */
  securityChanged(): void {
    const peer = this.connection.security && this.#bond()?.peer;
    if (peer === undefined || peer === this.#keptAs || this.#isDetached) return;
    this.#keptAs = peer;
    const kept = this.#context.store.find(peer);
    if (kept) this.#restore(kept);
    this.#save();
  }

  /** The bond is gone: nothing is kept any more, until there is a new one. */
  forget(peer: string): void {
    if (peer === this.#keptAs) this.#keptAs = undefined;
  }

  /** The database has changed. */
  databaseChanged(range: HandleRange): void {
    this.#tell(range);
    this.#save();
  }

  /** The link is gone: programs hear that the client listens no more. Twice does no harm. */
  detach(reason: BleError): void {
    if (this.#isDetached) return;
    this.#isDetached = true;
    for (const { characteristic } of this.#context.table.configurations)
      characteristic.forget(this);
    this.outbox.close(reason);
    this.#context.onDetach(this);
  }

  configured(): void {
    this.#save();
  }

  #takeNote(asked: Asked): void {
    const { known } = this.awareness;
    try {
      this.awareness.judge(asked, this.#isRobust);
    } finally {
      if (this.awareness.known !== known) this.#learned();
    }
  }

  #confirm(handle: number): void {
    const told = this.#teller.confirmed(handle);
    if (!told) return;
    this.awareness.confirm(told);
    this.#learned();
  }

  /** The client knows more of the database than before. */
  #learned(): void {
    this.#save();
    this.outbox.release();
  }

  #tell(range: HandleRange): void {
    const isListening = this.#context.serviceChanged.listeningOf(this)?.indicate;
    if (isListening) void this.#teller.tell(range);
  }

  /** What the client has set on this link before it was known stays. */
  #restore({ databaseHash, features, subscriptions }: KeptClient): void {
    this.#restoreFeatures(fromHex(features));
    for (const { characteristic, writePermission } of this.#context.table.configurations) {
      const kept = subscriptions.find(
        ({ valueHandle, characteristic: uuid }) =>
          valueHandle === characteristic.valueHandle && uuid === characteristic.uuid,
      );
      if (!kept || characteristic.listeningOf(this) || !this.#may(writePermission)) continue;
      const { offers } = characteristic;
      characteristic.configure(this, {
        notify: kept.notify && offers.notify,
        indicate: kept.indicate && offers.indicate,
      });
    }
    this.awareness.restore(databaseHash);
    const missed = this.#context.history.since(databaseHash);
    if (missed) this.#tell(missed);
  }

  #restoreFeatures(kept: Uint8Array): void {
    const bits = new Set([...bitsOf(kept), ...bitsOf(this.#features)]);
    const size = Math.max(kept.length, this.#features.length);
    this.#features = encode(bitSet(size), bits);
    this.#isRobust = bits.has(ROBUST_CACHING);
  }

  #may(permission: ClientConfiguration['writePermission']): boolean {
    if (permission === 'never') return false;
    const keys = { link: this.connection.security, bond: undefined };
    return securityFault(permission, keys) === undefined;
  }

  #save(): void {
    if (this.#keptAs === undefined || this.#isDetached) return;
    const subscriptions = [...this.#context.table.configurations].flatMap(({ characteristic }) => {
      const listening = characteristic.listeningOf(this);
      if (!listening?.notify && !listening?.indicate) return [];
      const { valueHandle, uuid } = characteristic;
      return [{ valueHandle, characteristic: uuid, ...listening }];
    });
    const client: KeptClient = {
      peer: this.#keptAs,
      databaseHash: this.awareness.known.hash,
      features: toHex(this.#features),
      subscriptions,
    };
    this.#keep(client).catch((error: unknown) => {
      this.log.error('GATT_STORE', `subscriptions were not kept: ${String(error)}`, { error });
    });
  }

  /** A store that throws is one that rejects. */
  async #keep(client: KeptClient): Promise<void> {
    await this.#context.store.save(client);
  }
}

function bitsOf(features: Uint8Array): ReadonlySet<number> {
  return decode(bitSet(features.length), features);
}
