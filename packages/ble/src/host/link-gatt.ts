// GATT on one link: our client and our server on the same bearer. Core Spec v5.4, Vol 3, Part G, 5.

import { AttClient, shareBearer } from '../att/index.ts';
import type { BleError } from '../core/index.ts';
import { GattClient, type GattServerLink } from '../gatt/index.ts';
import type { FixedChannel } from '../l2cap/index.ts';
import type { Connection } from '../radio/index.ts';
import type { SecurityManager } from '../smp/index.ts';
import { fixedBearer } from './fixed-bearer.ts';
import type { HostServices } from './host-services.ts';
import { peerName } from './peer-name.ts';

/** What GATT gets of its link. */
export interface LinkGattOptions {
  readonly channel: FixedChannel;
  readonly connection: Connection;
  readonly security: SecurityManager;
  readonly services: HostServices;
  /** The peer did not answer in 30 s: nothing more may be sent. Part F, 3.3.3 */
  readonly onAbandoned: (reason: BleError) => void;
}

/** Client and server of one link. */
export class LinkGatt {
  readonly client: GattClient;
  readonly #att: AttClient;
  readonly #server: GattServerLink;

  constructor({ channel, connection, security, services, onAbandoned }: LinkGattOptions) {
    const { clock, log, mtu, database, cache } = services;
    const bearer = shareBearer(fixedBearer(channel, onAbandoned));
    this.#att = new AttClient(bearer.client, { clock, log });
    this.client = new GattClient(this.#att, {
      clock,
      log,
      cache,
      peer: () => ({
        key: peerName(connection.peerIdentity),
        isBonded: security.bond !== undefined,
      }),
      sign: (message) => security.sign(message),
      isEncrypted: () => security.security !== undefined,
    });
    this.#server = database.attach({
      bearer: bearer.server,
      connection,
      clock,
      log,
      serverRxMtu: mtu,
      isSigned: ({ message, signature }) => security.isSigned(message, signature),
      bond: () =>
        security.bond && {
          peer: peerName(security.bond.peer),
          security: security.bond.security,
        },
    });
  }

  /** What the peer did against the rules, by layer and name. */
  get violations() {
    return {
      attClient: this.#att.violations,
      attServer: this.#server.violations,
      gatt: this.client.violations,
    };
  }

  /** The link is encrypted now: a bonded peer has its subscriptions back. */
  secured(): void {
    this.#server.securityChanged();
  }
}
