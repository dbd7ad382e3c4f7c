// The way between a host and a controller: whole packets, in order, both ways. Core Spec v5.4, Vol 4, Part A.

import type { TransportError } from '../core/index.ts';

/** Carries H4 packets, indicator included: a serial line, a socket, a virtual controller in this process. */
export interface HciTransport {
  /** What a person calls it: a device path, an address. */
  readonly name: string;

  /**
   * Called with each packet that comes, whole and in order; never while `send` runs. The packet belongs
   * to the one called. What comes while it is not set is lost.
   */
  onPacket: ((packet: Uint8Array) => void) | undefined;

  /** Called once when the way breaks or the far side ends it; not after `close`. */
  onClose: ((error: TransportError) => void) | undefined;

  /**
   * Sends one whole packet; packets arrive in the order of the calls. Leave its bytes alone from then on.
   * It is taken even where there is no `room`: it then waits in memory.
   *
   * @throws {TransportError} it is closed, by us or by the far side.
   */
  send(packet: Uint8Array): void;

  /**
   * While what was sent waits for the far side to take it: resolves once there is room for more, or it is
   * closed; never rejects. `undefined` where there is room.
   */
  readonly room: Promise<void> | undefined;

  /** Gives the way up; nothing is called from then on. Closing twice does no harm. */
  close(): Promise<void>;

  /** Closes it at the end of an `await using`. */
  [Symbol.asyncDispose](): Promise<void>;

  /** Left out where packets cannot get out of step, since the way itself keeps them apart. */
  readonly recovery?: StreamRecovery;
}

/** How a stream of bytes without checksums gets back in step: the host knows what can be true. */
export interface StreamRecovery {
  /** How many octets were dropped so far since they began no packet that can be. */
  readonly dropped: number;

  /** Called when so much was dropped that only a new start helps. */
  onOutOfStep: (() => void) | undefined;

  /** Drops what has come, and all that comes until the answer to a Reset. */
  hunt(): void;

  /** What can come from here on. */
  expect(plausible: Plausible): void;
}

/** What tells ACL data from noise. */
export interface Plausible {
  /** Whether a link of this handle exists at this moment. */
  readonly isConnected: (connectionHandle: number) => boolean;
  /** The most data in a packet from the controller, bytes. */
  readonly longestAcl: number;
}
