// The client of one link: what the services of a connection are made of. Core Spec v5.4, Vol 3, Part G, 4.

import type { AttClient } from '../../att/index.ts';
import {
  type BleError,
  type CallOptions,
  type Clock,
  type Counts,
  DisconnectedError,
  type Log,
  parseUuid,
  silentLog,
  UsageError,
  type Uuid,
} from '../../core/index.ts';
import type { RemoteCharacteristic, RemoteService } from '../../radio/index.ts';
import { ChangeWatch } from './change-watch.ts';
import type { ClientLink } from './client-link.ts';
import { type CacheOptions, DatabaseKeeper } from './database-keeper.ts';
import { ALL_HANDLES, Discovery } from './discovery.ts';
import type { GattViolation } from './gatt-error.ts';
import { ClientCharacteristic } from './remote-characteristic.ts';
import { RemoteDatabase } from './remote-database.ts';
import { type SigningOptions, ValueAccess } from './value-access.ts';
import { ValueRouter } from './value-router.ts';
import { withinPatience } from './within-patience.ts';

/** What a client needs besides ATT. */
export interface GattClientOptions extends CacheOptions, SigningOptions {
  readonly clock: Clock;
  /** Default: says nothing. The first violation of each name is logged. */
  readonly log?: Log;
  /**
   * Whether the peer is asked to tell of changes in its services, in a few requests in between those
   * of the program. Default true.
   */
  readonly watchesChanges?: boolean;
}

/** One of several writes that are done together. */
export interface ReliableWrite {
  readonly characteristic: RemoteCharacteristic;
  readonly value: Uint8Array;
  /** Where in its value; default 0. */
  readonly offset?: number;
}

/** A value that was read by its UUID. */
export interface ReadByUuid {
  readonly handle: number;
  readonly value: Uint8Array;
}

/**
 * The client of one link.
 *
 * All its calls, and those of what it gives, reject with `AttError` when the peer refuses, `DecodeError`
 * or `GattError` when it breaks the rules, `TimeoutError` when it takes too long, and with the reason of
 * the close once the link is closed. A discovery takes 30 s at most in all, unless `timeoutMs` says else.
 */
export class GattClient {
  readonly #link: ClientLink;
  readonly #database: RemoteDatabase;
  readonly #watch: ChangeWatch | undefined;

  /** Takes the place of the listener of `att`. */
  constructor(att: AttClient, options: GattClientOptions) {
    const { clock, log = silentLog } = options;
    const discovery = new Discovery(att, log);
    const router = new ValueRouter(log);
    const values = new ValueAccess(att, discovery, options);
    const keeper = new DatabaseKeeper({ ...options, log, discovery, router });
    this.#link = { att, clock, log, discovery, values, router };
    this.#database = new RemoteDatabase(this.#link, keeper);
    const watchesChanges = options.watchesChanges ?? true;
    this.#watch = watchesChanges ? new ChangeWatch(this.#database, keeper) : undefined;
    att.listen({
      onNotification: (value) => void router.deliver(value, false),
      onIndication: (value) => router.deliver(value, true),
      onClose: (reason) => router.end(endOf(reason)),
    });
  }

  /** The most bytes of one ATT PDU. */
  get mtu(): number {
    return this.#link.att.mtu;
  }

  /** What the peer did against the rules of GATT, by name; those of ATT are counted there. */
  get violations(): Counts<GattViolation> {
    return this.#link.discovery.violations;
  }

  /** How many values came that nobody had subscribed to. */
  get unhandledNotifications(): number {
    return this.#link.router.unhandled;
  }

  /** Called with values of characteristics that nobody has subscribed to. */
  get onUnhandledNotification(): ((valueHandle: number, value: Uint8Array) => void) | undefined {
    return this.#link.router.onUnhandled;
  }

  set onUnhandledNotification(callback: ((handle: number, value: Uint8Array) => void) | undefined) {
    this.#link.router.onUnhandled = callback;
  }

  /** As `Connection.services`. */
  async services(options?: CallOptions): Promise<readonly RemoteService[]> {
    const services = await this.#database.services(options);
    this.#watch?.begin();
    return services;
  }

  /** As `Connection.service`. */
  async service(uuid: Uuid, options?: CallOptions): Promise<RemoteService> {
    const service = await this.#database.service(parseUuid(uuid), options);
    this.#watch?.begin();
    return service;
  }

  /** As `Connection.exchangeMtu`. */
  exchangeMtu(mtu?: number, options?: CallOptions): Promise<number> {
    return this.#link.att.exchangeMtu(mtu, options);
  }

  /** The values of all characteristics of a UUID in all services, with no discovery before. 4.8.2 */
  readByUuid(uuid: Uuid, options: CallOptions = {}): Promise<readonly ReadByUuid[]> {
    return withinPatience(this.#link.clock, options, async (patience) => {
      const { discovery, values } = this.#link;
      const found = await discovery.attributesOfType(ALL_HANDLES, parseUuid(uuid), patience);
      const whole: ReadByUuid[] = [];
      for (const { attributeHandle: handle, attributeValue } of found) {
        whole.push({ handle, value: await values.complete(handle, attributeValue, patience) });
      }
      return whole;
    });
  }

  /**
   * The values of several characteristics, in their order: in one request where the peer knows how and
   * they fit, else in as many as it takes. 4.8.5
   */
  readMultiple(
    characteristics: readonly RemoteCharacteristic[],
    options: CallOptions = {},
  ): Promise<readonly Uint8Array[]> {
    return this.#together(characteristics, options, (patience) =>
      this.#link.values.readMultiple(
        characteristics.map(({ valueHandle }) => valueHandle),
        patience,
      ),
    );
  }

  /**
   * Writes several values, all or none. Each is compared with the peer's echo of it before. 4.9.5
   *
   * @throws {AttError} the peer refused, and has written nothing.
   * @throws {DecodeError} an echo differs; nothing was written.
   */
  reliableWrite(writes: readonly ReliableWrite[], options: CallOptions = {}): Promise<void> {
    return this.#together(
      writes.map(({ characteristic }) => characteristic),
      options,
      (patience) =>
        this.#link.values.writeReliably(
          writes.map(({ characteristic, value, offset = 0 }) => ({
            attributeHandle: characteristic.valueHandle,
            valueOffset: offset,
            attributeValue: value,
          })),
          patience,
        ),
    );
  }

  /** Does what needs the handles of several characteristics. */
  async #together<T>(
    characteristics: readonly RemoteCharacteristic[],
    options: CallOptions,
    procedure: (patience: CallOptions) => Promise<T>,
  ): Promise<T> {
    const located = characteristics.map((characteristic) => {
      if (characteristic instanceof ClientCharacteristic && characteristic.isOf(this.#database)) {
        return characteristic;
      }
      throw new UsageError(`characteristic ${characteristic.uuid} is of another connection`);
    });
    const locate = async (patience: CallOptions) => {
      for (const characteristic of located) await characteristic.locate(patience);
    };
    return this.#database.withHandles({ locate }, procedure, options);
  }
}

/** What ends subscriptions without a word, and what they throw. */
function endOf(reason: BleError): BleError | undefined {
  const isMeant = reason instanceof DisconnectedError && reason.by !== 'loss';
  return isMeant ? undefined : reason;
}
