// What the tests of the server stand on: a database with clients that are joined to it.

import { BearerEnd, joinedEnds } from '../../att/ends.contract.ts';
import { AttClient, type HandleValue } from '../../att/index.ts';
import { DisconnectedError, toHex, type VirtualClock } from '../../core/index.ts';
import type { Connection, LinkSecurity } from '../../radio/index.ts';
import type { GattDatabase } from './database.ts';
import type { GattServerLinkOptions, PeerBond } from './server-link.ts';

export const JUST_WORKS: LinkSecurity = {
  isAuthenticated: false,
  isSecureConnections: true,
  keySize: 16,
};

export const PASSKEY: LinkSecurity = { ...JUST_WORKS, isAuthenticated: true };

/** How a client is joined. */
export interface JoinOptions extends Partial<GattServerLinkOptions> {
  readonly mtu?: number;
  readonly bonded?: PeerBond;
  readonly security?: LinkSecurity;
}

/** A client on a link of its own; what the server sends by itself is noted as hex. */
export function join(database: GattDatabase, clock: VirtualClock, options: JoinOptions = {}) {
  const { near, far } = joinedEnds(clock);
  const { mtu = 23, bonded, security, ...others } = options;
  near.mtu = mtu;
  far.mtu = mtu;
  const heard: string[] = [];
  const note = (kind: string, { attributeHandle, attributeValue }: HandleValue) =>
    void heard.push(`${kind} ${attributeHandle.toString(16)} ${toHex(attributeValue)}`.trim());
  const client = new AttClient(near, {
    clock,
    onNotification: (value) => note('notify', value),
    onIndication: (value) => note('indicate', value),
  });
  const state = { security, bond: bonded };
  let end: ((reason: DisconnectedError) => void) | undefined;
  const disconnected = new Promise<DisconnectedError>((resolve) => {
    end = resolve;
  });
  // The cast holds since the server uses no more of a connection.
  const connection = {
    get security() {
      return state.security;
    },
    disconnected,
  } as Connection;
  const link = database.attach({
    bearer: far,
    connection,
    clock,
    bond: () => state.bond,
    ...others,
  });
  return {
    near,
    far,
    client,
    link,
    connection,
    heard,
    /** The link is encrypted from now on, and bonded where a bond is given. */
    encrypt(how: LinkSecurity, bond?: PeerBond) {
      state.security = how;
      state.bond = bond ?? state.bond;
      link.securityChanged();
    },
    /** The link ends. */
    async leave() {
      const reason = new DisconnectedError('the peer has ended the link', 0x13, 'peer');
      far.onClose?.(reason);
      near.onClose?.(reason);
      end?.(reason);
      await clock.advance(0);
    },
  };
}

/** A bearer that has no room until it is said. */
export class StalledEnd extends BearerEnd {
  readonly #rooms: (() => void)[] = [];

  override send(pdu: Uint8Array): Promise<void> {
    void super.send(pdu);
    return new Promise((resolve) => this.#rooms.push(resolve));
  }

  /** There is room again. */
  makeRoom(): void {
    for (const resolve of this.#rooms.splice(0)) resolve();
  }
}
