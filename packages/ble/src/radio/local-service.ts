// Services of our own: what a program declares, and what it then does with them. Core Spec v5.4, Vol 3,
// Part G, 2.6.

import type { CallOptions, Uuid } from '../core/index.ts';
import type { Connection } from './connection.ts';
import type { CharacteristicProperty } from './remote-service.ts';

/** What a link must be before a value is read or written. Vol 3, Part C, 10.2. */
export type AttributePermission =
  /** Any link. */
  | 'open'
  | 'encrypted'
  /** Encrypted with a key that nobody in between can have. */
  | 'authenticated'
  /** The same, by LE Secure Connections, with a key of 16 bytes. */
  | 'secureConnections'
  | 'never';

/** A value that came from a peer, or is asked for by one. */
export interface AttributeRequest {
  readonly connection: Connection;
}

/** A service to serve. Declarations are plain data; handles are given in their order. */
export interface ServiceDefinition {
  readonly uuid: Uuid;
  /** Default true. */
  readonly isPrimary?: boolean;
  readonly characteristics: readonly CharacteristicDefinition[];
  /** Services that it includes: others of the same list, by their place in it. */
  readonly includes?: readonly number[];
}

/** What a value is, and who may use it. */
export interface AttributeDefinition {
  readonly uuid: Uuid;
  /** The value at first. Default: empty. */
  readonly value?: Uint8Array;
  /** The most bytes it can have, up to 512. Default 512. */
  readonly maxLength?: number;
  /** Default `open`, or `never` where the properties do not name it. */
  readonly readPermission?: AttributePermission;
  /**
   * Default `open`, or `never` where the properties do not name it. A descriptor is written by nobody
   * by default, unless it has `onWrite` or is the description that `writableAuxiliaries` speaks of.
   */
  readonly writePermission?: AttributePermission;
  /**
   * Gives the value for a read. Default: the value that was set or written last.
   *
   * @throws {AttError} to refuse: the peer gets its error code. Its handle does not matter.
   */
  readonly onRead?: (request: AttributeRequest) => Uint8Array | Promise<Uint8Array>;
  /**
   * Takes the whole value that a peer writes; it is set when this returns. Of several values that are
   * written together, none is set before all have been taken.
   *
   * @throws {AttError} to refuse: the peer gets its error code. Its handle does not matter.
   */
  readonly onWrite?: (value: Uint8Array, request: AttributeRequest) => void | Promise<void>;
}

/** A characteristic to serve. Descriptors that its properties call for come by themselves. */
export interface CharacteristicDefinition extends AttributeDefinition {
  readonly properties: readonly CharacteristicProperty[];
  readonly descriptors?: readonly AttributeDefinition[];
  /** What a link must be for a peer to subscribe. Default: as for reading, or `open`. */
  readonly subscribePermission?: AttributePermission;
  /** A peer has begun to listen, or has stopped. */
  readonly onSubscribe?: (
    kinds: { readonly notify: boolean; readonly indicate: boolean },
    request: AttributeRequest,
  ) => void;
}

/** For `notify` and `indicate`. */
export interface SendOptions extends CallOptions {
  /** Default: all peers that have subscribed. One that has not is sent nothing. */
  readonly to?: Connection;
}

/** What was declared, as it is served. */
export interface LocalServices {
  /**
   * A characteristic that was declared.
   *
   * @throws {NotFoundError} there is none.
   */
  characteristic(service: Uuid, characteristic: Uuid): LocalCharacteristic;
  /** All of them, in the order of their handles. */
  readonly characteristics: readonly LocalCharacteristic[];
  /** Serves them no more; clients are told that services have changed. */
  remove(): Promise<void>;
}

/** A characteristic of our own. */
export interface LocalCharacteristic {
  readonly uuid: Uuid;
  readonly service: Uuid;
  readonly valueHandle: number;
  /** What a read gives, unless `onRead` does. Nobody is notified. */
  value: Uint8Array;
  /** The peers that listen now. */
  readonly subscribers: ReadonlySet<Connection>;

  /**
   * Sends a value to peers that have subscribed to notifications; what is longer than mtu - 3 is cut.
   * Resolves when there is room for more: await it to send as fast as the air, and no faster.
   *
   * A peer that has no room holds up the others for some seconds, once; then they go on without it,
   * until it has taken what waits for it. 256 values wait for a peer; those beyond are dropped, and
   * the first of them is logged. A link that ends is passed over. Where one peer is asked for with
   * `to`, it is waited for, and all this is an error.
   *
   * @param value default: the present value. It becomes the present value.
   * @throws {UsageError} longer than declared, or served no more.
   */
  notify(value?: Uint8Array, options?: SendOptions): Promise<void>;

  /**
   * Sends a value to peers that have subscribed to indications; resolves when all have confirmed. A
   * link that ends meanwhile is passed over, unless it was asked for with `to`.
   *
   * @throws {TimeoutError} one did not within 30 s: its link is closed then.
   */
  indicate(value?: Uint8Array, options?: SendOptions): Promise<void>;
}
