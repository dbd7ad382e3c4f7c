// One connection: the layers of a link put together, and what programs see of them.

import {
  type CallOptions,
  type DisconnectedError,
  formatAddress,
  type Uuid,
  waitFor,
} from '../core/index.ts';
import type { RawTiming } from '../gap/index.ts';
import type { GattClient } from '../gatt/index.ts';
import { type AclLink, type Controller, HciStatus } from '../hci/index.ts';
import { FixedCid, L2cap } from '../l2cap/index.ts';
import type {
  Connection,
  LinkParameterRequest,
  LinkParameters,
  LinkSecurity,
  PeerAddress,
  Phy,
  RemoteService,
} from '../radio/index.ts';
import { SecurityManager } from '../smp/index.ts';
import { HostSecurityLink } from './host-security-link.ts';
import type { HostServices } from './host-services.ts';
import { LinkControl } from './link-control.ts';
import { linkEnded } from './link-end.ts';
import { LinkGatt } from './link-gatt.ts';

/** How long what was sent may take to arrive before something final: a program may send without end. */
const ARRIVAL_MS = 1000;

/** What is known of a link when it comes to be. */
export interface LinkFacts {
  readonly controller: Controller;
  readonly connectionHandle: number;
  readonly role: Connection['role'];
  readonly ownAddress: PeerAddress;
  readonly peer: PeerAddress;
  /** Whose private address it is, where somebody could tell. */
  readonly identity: PeerAddress | undefined;
  readonly timing: RawTiming;
}

/** A link of our host. */
export class HostConnection implements Connection {
  readonly role: Connection['role'];
  readonly peer: PeerAddress;
  readonly connectionHandle: number;
  readonly disconnected: Promise<DisconnectedError>;
  /** Channels of one's own beside ATT and SMP: `connect` and `listen` make those with credits. */
  readonly l2cap: L2cap;
  /** Encryption of the link as the controller tells of it. For the host. */
  readonly securityLink: HostSecurityLink;
  /** What changes the link, and what the controller tells of that. For the host. */
  readonly control: LinkControl;
  readonly #acl: AclLink;
  readonly #services: HostServices;
  readonly #security: SecurityManager;
  readonly #gatt: LinkGatt;
  #identity: PeerAddress | undefined;
  #leaving: Promise<void> | undefined;
  #end: DisconnectedError | undefined;
  #resolveEnd: (reason: DisconnectedError) => void = () => {};

  /** The controller must know the link already: its data may come as soon as this returns. */
  constructor(facts: LinkFacts, services: HostServices) {
    const { controller, connectionHandle, role, peer, identity } = facts;
    const { clock, log } = services;
    const acl = controller.acl.links.get(connectionHandle);
    if (!acl) throw new TypeError(`the controller has no link of handle ${connectionHandle}`);
    this.#acl = acl;
    this.role = role;
    this.peer = peer;
    this.connectionHandle = connectionHandle;
    this.#identity = identity;
    this.#services = services;
    this.disconnected = new Promise((resolve) => {
      this.#resolveEnd = resolve;
    });
    const l2cap = new L2cap(acl, {
      clock,
      role,
      log,
      onParameterRequest: (raw) => this.control.onParameterRequest(raw),
    });
    this.l2cap = l2cap;
    this.control = new LinkControl({ ...facts, clock, l2cap });
    this.securityLink = new HostSecurityLink(l2cap.fixed(FixedCid.securityManager), {
      ...facts,
      peerAddress: peer,
      peerIdentity: identity,
    });
    this.#security = new SecurityManager(this.securityLink, {
      ...services.security,
      onPaired: ({ bond }) => {
        this.#identity = bond?.peer ?? this.#identity;
      },
      onSecured: () => this.#gatt.secured(),
    });
    this.#gatt = new LinkGatt({
      channel: l2cap.fixed(FixedCid.attributeProtocol),
      connection: this,
      security: this.#security,
      services,
      onAbandoned: () => void this.disconnect(),
    });
    if (role === 'central') this.control.lengthenData();
  }

  get peerIdentity(): PeerAddress {
    return this.#identity ?? this.peer;
  }

  get mtu(): number {
    return this.#gatt.client.mtu;
  }

  get parameters(): LinkParameters {
    return this.control.parameters;
  }

  get security(): LinkSecurity | undefined {
    return this.#security.security;
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  get onUnhandledNotification(): Connection['onUnhandledNotification'] {
    return this.#gatt.client.onUnhandledNotification;
  }

  set onUnhandledNotification(listener: Connection['onUnhandledNotification']) {
    this.#gatt.client.onUnhandledNotification = listener;
  }

  /** What the peer did against the rules on this link, by layer and name. */
  get violations() {
    return {
      l2cap: this.l2cap.violations,
      smp: this.#security.violations,
      ...this.#gatt.violations,
    };
  }

  /** The client itself, for what `Connection` has no words for: several values in one transaction. */
  get client(): GattClient {
    return this.#gatt.client;
  }

  services(options?: CallOptions): Promise<readonly RemoteService[]> {
    return this.#gatt.client.services(options);
  }

  service(uuid: Uuid, options?: CallOptions): Promise<RemoteService> {
    return this.#gatt.client.service(uuid, options);
  }

  exchangeMtu(mtu = this.#services.mtu, options?: CallOptions): Promise<number> {
    return this.#gatt.client.exchangeMtu(mtu, options);
  }

  async secure(options?: CallOptions): Promise<LinkSecurity> {
    options?.signal?.throwIfAborted();
    return waitFor(this.#secured(this.#security.secure()), this.#services.clock, options);
  }

  async pair(options?: CallOptions): Promise<LinkSecurity> {
    options?.signal?.throwIfAborted();
    if (this.role === 'peripheral') return this.secure(options);
    const pairing = this.#security.pair().then(({ security }) => security);
    return waitFor(this.#secured(pairing), this.#services.clock, options);
  }

  /** Central: encrypts with the key of the bond, where there is one. For the host. */
  async resumeSecurity(options: CallOptions): Promise<void> {
    if (!this.#security.bond?.centralKey || this.security) return;
    try {
      await waitFor(this.#security.encrypt(), this.#services.clock, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!this.isOpen) throw error;
      this.#services.log.warn(
        'BOND_REFUSED',
        `${formatAddress(this.peerIdentity.address)} does not take the key of its bond, and the link is not encrypted: pair anew (${String(error)})`,
      );
    }
  }

  updateParameters(request: LinkParameterRequest, options?: CallOptions): Promise<LinkParameters> {
    return this.control.update(request, options);
  }

  setPhy(phy: Phy, options?: CallOptions): Promise<{ readonly tx: Phy; readonly rx: Phy }> {
    return this.control.setPhy(phy, options);
  }

  rssi(): Promise<number> {
    return this.control.rssi();
  }

  async disconnect(): Promise<void> {
    if (this.#end) return;
    // Who asks twice waits for the same.
    this.#leaving ??= this.#leave();
    await this.#leaving;
  }

  async #leave(): Promise<void> {
    // A controller may drop what it still holds.
    await this.#arrival();
    const isTold = await this.control.end(this.disconnected, HciStatus.remoteUserTerminated);
    if (!isTold) this.ended(HciStatus.localHostTerminated);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disconnect();
  }

  /** A peer that is left before the last keys have arrived would have no bond. */
  async #secured(securing: Promise<LinkSecurity>): Promise<LinkSecurity> {
    const security = await securing;
    await this.#arrival();
    return security;
  }

  /** What was sent has arrived; gives up after a while. */
  async #arrival(): Promise<void> {
    const { quiet } = this.#acl;
    const patience = { timeoutMs: ARRIVAL_MS };
    if (quiet) await waitFor(quiet, this.#services.clock, patience).catch(() => {});
  }

  /** The link is gone, for a reason that the controller gave. For the host. */
  ended(reason: number, options?: ErrorOptions): void {
    if (this.#end) return;
    const isAskedFor = this.#leaving !== undefined && reason !== HciStatus.connectionTimeout;
    const end = linkEnded({ peer: this.peer, reason, isAskedFor, ...options });
    this.#end = end;
    // ATT and SMP hear of it by their channels.
    this.l2cap.close(end);
    this.control.close(end);
    this.#resolveEnd(end);
  }
}
