// What carries ATT PDUs: L2CAP in life, two ends joined in tests. Core Spec v5.4, Vol 3, Part F, 3.2.11.

import type { BleError } from '../core/index.ts';

/** ATT_MTU of the fixed channel until another is exchanged. Part G, 5.2.1. */
export const DEFAULT_MTU = 23;

/** The largest ATT_MTU of use: a value of 512 bytes in a Prepare Write Request. 3.2.9. */
export const MAX_MTU = 517;

/** The longest value that an attribute has, in bytes. 3.2.9. */
export const MAX_VALUE_LENGTH = 512;

/** A channel for whole ATT PDUs, in order, both ways. */
export interface Bearer {
  /** ATT_MTU: the most bytes of one PDU, either way. Begins with 23; an exchange of MTUs changes it. */
  mtu: number;

  /** Whether the channel brought its MTU with it (EATT): then none is exchanged. */
  readonly isEnhanced?: boolean;

  /**
   * Sends one PDU behind those before.
   *
   * @returns a promise where there is no room at the moment; it resolves once there is, and rejects
   *   when the channel closes first.
   */
  send(pdu: Uint8Array): void | Promise<void>;

  /** Called with each PDU that comes. Its bytes are the callee's own: never used again. Set by ATT. */
  onReceive?: (pdu: Uint8Array) => void;

  /** Called once when the channel is gone, with the reason. Set by ATT. */
  onClose?: (reason: BleError) => void;

  /**
   * ATT gives the bearer up: the peer did not answer in 30 s, and nothing more may be sent. Whoever
   * owns the channel should close the link. 3.3.3.
   */
  abandon?(reason: BleError): void;
}

/** Sends where nobody can be told of a bearer that has closed: never throws, and never rejects. */
export function sendPatiently(bearer: Bearer, pdu: Uint8Array): void | Promise<void> {
  try {
    // No promise is made where there is room, since nearly always there is.
    return bearer.send(pdu)?.catch(ignore);
  } catch {
    return undefined;
  }
}

function ignore(): void {}
