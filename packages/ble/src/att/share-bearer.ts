// One bearer for both roles: each device may be client and server on it. Core Spec v5.4, Vol 3, Part F, 3.3.

import { Reader } from '../codec/index.ts';
import type { BleError } from '../core/index.ts';
import type { Bearer } from './bearer.ts';
import { isForClient } from './exchange.ts';

/** One end of a shared bearer for each role. */
export interface SharedBearer {
  readonly client: Bearer;
  readonly server: Bearer;
}

/**
 * Parts a bearer between a client and a server: PDUs that servers send go to the client, all others
 * to the server. ATT_MTU is one for both; when one role gives the bearer up, the other loses it too.
 */
export function shareBearer(bearer: Bearer): SharedBearer {
  const abandon = (reason: BleError) => {
    close(reason);
    bearer.abandon?.(reason);
  };
  const client = new SharedEnd(bearer, abandon);
  const server = new SharedEnd(bearer, abandon);
  const close = (reason: BleError) => {
    client.onClose?.(reason);
    server.onClose?.(reason);
  };
  bearer.onClose = close;
  bearer.onReceive = (pdu) => {
    const isClients = pdu.length > 0 && isForClient(new Reader(pdu).u8());
    (isClients ? client : server).onReceive?.(pdu);
  };
  return { client, server };
}

class SharedEnd implements Bearer {
  readonly #bearer: Bearer;
  readonly abandon: (reason: BleError) => void;
  onReceive?: (pdu: Uint8Array) => void;
  onClose?: (reason: BleError) => void;

  constructor(bearer: Bearer, abandon: (reason: BleError) => void) {
    this.#bearer = bearer;
    this.abandon = abandon;
  }

  get mtu(): number {
    return this.#bearer.mtu;
  }

  set mtu(mtu: number) {
    this.#bearer.mtu = mtu;
  }

  get isEnhanced(): boolean {
    return this.#bearer.isEnhanced ?? false;
  }

  send(pdu: Uint8Array): void | Promise<void> {
    return this.#bearer.send(pdu);
  }
}
