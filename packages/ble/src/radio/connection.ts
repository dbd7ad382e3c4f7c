// A connection, as programs see it: discovery, security, and its end.

import type { CallOptions, DisconnectedError, Uuid } from '../core/index.ts';
import type { PeerAddress } from './peer.ts';
import type { RemoteService } from './remote-service.ts';

/** How far the encryption of a link can be trusted. Core Spec v5.4, Vol 3, Part C, 10.2. */
export interface LinkSecurity {
  /** Nobody can have stood between: passkey, comparison or out of band, not just works. */
  readonly isAuthenticated: boolean;
  readonly isSecureConnections: boolean;
  /** Bytes of the key that count, 7 to 16. */
  readonly keySize: number;
}

/** How often the two sides of a link meet. Vol 6, Part B, 4.5.1 and 4.5.2. */
export interface LinkParameters {
  /** From one connection event to the next, 7.5 to 4000 ms. */
  readonly intervalMs: number;
  /** Connection events that the peripheral may sleep through, 0 to 499. */
  readonly latency: number;
  /** Silence after which the link counts as lost, 100 to 32,000 ms. */
  readonly supervisionTimeoutMs: number;
}

/** What is asked for: a range of intervals where the other side may choose. */
export interface LinkParameterRequest {
  /** 7.5 to 4000 ms, in steps of 1.25 ms. A pair is the least and the most. */
  readonly intervalMs: number | readonly [least: number, most: number];
  /** Default 0. */
  readonly latency?: number;
  /** Default: 10 times what the peripheral may be silent, 1 s at least. */
  readonly supervisionTimeoutMs?: number;
}

/** How bits are sent. Vol 6, Part B, 3. */
export type Phy = '1M' | '2M' | 'Coded';

/**
 * A connection. All its calls reject with `DisconnectedError` when it ends before they are done, and
 * with `TimeoutError` when the peer takes too long.
 *
 * @example
 * await using connection = await radio.connect(advert);
 * const battery = await connection.service('180f');
 * const level = await battery.characteristic('2a19');
 * console.log(await level.read());
 */
export interface Connection {
  readonly role: 'central' | 'peripheral';
  /** The address on the air; a private one where the peer uses one. */
  readonly peer: PeerAddress;
  /** Who the peer is, where its private address was resolved or it has told; else its address. */
  readonly peerIdentity: PeerAddress;
  /** The most bytes of one ATT PDU: a notification carries three fewer. */
  readonly mtu: number;
  readonly parameters: LinkParameters;
  /** `undefined` while the link is not encrypted. */
  readonly security: LinkSecurity | undefined;
  readonly isOpen: boolean;
  /** Resolves when the link has ended, with the reason; never rejects. */
  readonly disconnected: Promise<DisconnectedError>;

  /**
   * All primary services of the peer, discovered once: later calls give what was found. A discovery, this
   * one and those below, takes 30 s at most in all, unless `timeoutMs` says else.
   *
   * @throws {GattError} the peer contradicts itself.
   */
  services(options?: CallOptions): Promise<readonly RemoteService[]>;

  /**
   * The first primary service of a UUID.
   *
   * @throws {NotFoundError} the peer has none; the message lists those it has.
   */
  service(uuid: Uuid, options?: CallOptions): Promise<RemoteService>;

  /** Called with values of characteristics that nobody has subscribed to. */
  onUnhandledNotification: ((valueHandle: number, value: Uint8Array) => void) | undefined;

  /**
   * Agrees on ATT_MTU, and gives it. Done when a central connects, unless it was asked not to be.
   *
   * @param mtu the most that we take, 23 to 517. Default 517.
   */
  exchangeMtu(mtu?: number, options?: CallOptions): Promise<number>;

  /**
   * Encrypts the link: with the key of a bond where there is one, else by pairing.
   *
   * @throws {SmpError} one of the sides refused.
   */
  secure(options?: CallOptions): Promise<LinkSecurity>;

  /**
   * Central: pairs anew, whether or not there is a bond. A peripheral asks the central to encrypt, as
   * `secure` does: the central decides whether it pairs.
   *
   * @throws {SmpError} one of the sides refused.
   */
  pair(options?: CallOptions): Promise<LinkSecurity>;

  /**
   * Asks for other link parameters, and gives those that hold then.
   *
   * @throws {HciError} the central's controller refused. @throws {L2capError} the central did.
   * @throws {UsageError} values that cannot be.
   */
  updateParameters(request: LinkParameterRequest, options?: CallOptions): Promise<LinkParameters>;

  /** Asks for a PHY in both directions, and gives what is used from then on. */
  setPhy(phy: Phy, options?: CallOptions): Promise<{ readonly tx: Phy; readonly rx: Phy }>;

  /** How strong the peer is heard, dBm. */
  rssi(): Promise<number>;

  /** Ends the link; resolves when it has ended, after 3 s at the latest. Twice does no harm. */
  disconnect(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void>;
}
