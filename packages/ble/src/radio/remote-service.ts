// Services of a peer, and what they hold: the client's view. Core Spec v5.4, Vol 3, Part G, 2.6.

import type { CallOptions, Uuid } from '../core/index.ts';
import type { SubscribeOptions, Subscription } from './subscription.ts';

/** What may be done with a characteristic. Vol 3, Part G, 3.3.1.1 and 3.3.3.1. */
export type CharacteristicProperty =
  | 'broadcast'
  | 'read'
  | 'writeWithoutResponse'
  | 'write'
  | 'notify'
  | 'indicate'
  | 'authenticatedSignedWrites'
  | 'reliableWrite'
  | 'writableAuxiliaries';

/** How a value is written. */
export interface WriteOptions extends CallOptions {
  /**
   * Whether the peer confirms. Default: it does, unless the characteristic takes nothing but writes
   * without response.
   */
  readonly withoutResponse?: boolean;
  /** Signs the write with the key of the bond, on a link that is not encrypted. Default false. */
  readonly isSigned?: boolean;
}

/**
 * A service of the peer. When the peer changes its services, the objects for what is still there
 * follow it to its new handles; calls to the others reject with `NotFoundError`.
 */
export interface RemoteService {
  readonly uuid: Uuid;
  readonly isPrimary: boolean;
  readonly startHandle: number;
  readonly endHandle: number;

  /** Its characteristics, in the order of their handles; discovered once. */
  characteristics(options?: CallOptions): Promise<readonly RemoteCharacteristic[]>;

  /**
   * Its first characteristic of a UUID.
   *
   * @throws {NotFoundError} it has none; the message lists those it has.
   */
  characteristic(uuid: Uuid, options?: CallOptions): Promise<RemoteCharacteristic>;

  /** The services that it includes. */
  includedServices(options?: CallOptions): Promise<readonly RemoteService[]>;
}

/** A characteristic of the peer. */
export interface RemoteCharacteristic {
  readonly uuid: Uuid;
  /** Of its declaration. */
  readonly handle: number;
  readonly valueHandle: number;
  readonly properties: ReadonlySet<CharacteristicProperty>;

  /** Its descriptors, in the order of their handles; discovered once. */
  descriptors(options?: CallOptions): Promise<readonly RemoteDescriptor[]>;

  /** @throws {NotFoundError} it has none of this UUID. */
  descriptor(uuid: Uuid, options?: CallOptions): Promise<RemoteDescriptor>;

  /**
   * The whole value, up to 512 bytes, in as many requests as it takes.
   *
   * @throws {AttError} the peer refused, such as since the link is not encrypted.
   */
  read(options?: CallOptions): Promise<Uint8Array>;

  /**
   * Writes a value of up to 512 bytes, in as many requests as it takes. Without response it must fit in
   * one PDU, mtu - 3 bytes; the call then resolves when there is room for more.
   *
   * @throws {AttError} the peer refused.
   * @throws {UsageError} too long.
   */
  write(value: Uint8Array, options?: WriteOptions): Promise<void>;

  /**
   * Asks the peer for its values from now on; resolves when it has agreed. Several subscriptions to
   * one characteristic each get all values of the kind they asked for.
   *
   * @throws {UsageError} the characteristic does not send values so.
   * @throws {NotFoundError} it has no descriptor to ask by.
   * @throws {AttError} the peer refused.
   */
  subscribe(options?: SubscribeOptions): Promise<Subscription>;
}

/** A descriptor of the peer. */
export interface RemoteDescriptor {
  readonly uuid: Uuid;
  readonly handle: number;
  /** As of characteristics. */
  read(options?: CallOptions): Promise<Uint8Array>;
  /** As of characteristics, with response. */
  write(value: Uint8Array, options?: CallOptions): Promise<void>;
}
