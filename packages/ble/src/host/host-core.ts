// The parts of a host, and what a controller is told when it begins to run.

import { BleError, hex16, TransportError } from '../core/index.ts';
import {
  Advertiser,
  Initiator,
  OwnAddress,
  PeerResolver,
  Procedures,
  Scanner,
} from '../gap/index.ts';
import {
  type Controller,
  type ControllerLostError,
  HciError,
  type HciEvent,
  HciStatus,
  leWriteSuggestedDefaultDataLength,
  reset,
} from '../hci/index.ts';
import type { PeerAddress } from '../radio/index.ts';
import type { BondStore } from '../smp/index.ts';
import type { HostAdvertisement } from './host-advertisement.ts';
import type { HostConnection } from './host-connection.ts';
import { HostLinks } from './host-links.ts';
import type { HostIdentity, HostOptions } from './host-options.ts';
import type { HostServices } from './host-services.ts';
import {
  type ConnectionComplete,
  isConnectionComplete,
  localPrivateAddressOf,
  peerFactsOf,
} from './link-facts.ts';
import { peerName } from './peer-name.ts';
import { ScanLoops } from './scan-loops.ts';

const CENTRAL = 0;

/** A rotation that the controller has refused is tried again after so long. */
const ROTATION_RETRY_MS = 1000;

/** What a host is made with besides its services. */
export interface CoreOptions extends Pick<HostOptions, 'privacy'> {
  readonly bonds: BondStore;
}

/** Everything that a host consists of but its controller. */
export class HostCore {
  readonly services: HostServices;
  readonly procedures = new Procedures();
  readonly ownAddress: OwnAddress;
  readonly resolver: PeerResolver;
  readonly scanner: Scanner;
  readonly scans: ScanLoops;
  readonly advertiser: Advertiser<HostAdvertisement>;
  readonly initiator: Initiator<HostConnection>;
  readonly links: HostLinks;
  /** Whether the program serves anything: adverts are connectable then. */
  isServing = false;
  readonly #bonds: BondStore;

  constructor(
    services: HostServices,
    identity: HostIdentity,
    { privacy = false, bonds }: CoreOptions,
  ) {
    const { clock, log } = services;
    const { procedures } = this;
    this.services = services;
    this.#bonds = bonds;
    this.ownAddress = new OwnAddress({
      clock,
      random: services.security.random,
      identity: identity.address,
      irk: privacy === false ? undefined : identity.irk,
      rotationMs: typeof privacy === 'object' ? privacy.rotationMs : undefined,
    });
    this.ownAddress.onDue = () => void this.#rotate();
    this.resolver = new PeerResolver(() => bonds.all());
    this.scanner = new Scanner(procedures, this.ownAddress);
    this.scans = new ScanLoops(clock, this.scanner, log);
    this.advertiser = new Advertiser(procedures, this.ownAddress, log);
    const { ownAddress, scanner } = this;
    this.initiator = new Initiator({ clock, procedures, ownAddress, scanner });
    this.links = new HostLinks(services);
  }

  /** A controller begins to run, the first one or a later one: it is told all that is wanted of it. */
  begin(controller: Controller): Promise<void> {
    controller.onReports = (packet) => this.scans.hear(packet);
    controller.onEvent = (event) => this.#hear(event, controller);
    this.procedures.controller = controller;
    return this.procedures.run(async () => {
      await this.ownAddress.begin(controller);
      await suggestLongData(controller);
      await this.advertiser.restore(controller);
      await this.scanner.restore(controller);
    });
  }

  /** The controller is lost: links and attempts end; what was wanted is kept for the next one. */
  lost(error: ControllerLostError): void {
    this.procedures.controller = undefined;
    this.links.lose(HciStatus.hardwareFailure, error);
    this.initiator.failed(error);
  }

  /** Everything of a peer that is kept. Its links stay as they are. */
  async forget(peer: PeerAddress): Promise<void> {
    const { cache, database } = this.services;
    await this.#bonds.remove(peer);
    await cache.remove(peerName(peer));
    await database.forget(peerName(peer));
  }

  /** Ends all that goes on; the controller is needed for that still. */
  async close(): Promise<void> {
    this.scans.close();
    this.ownAddress.close();
    this.initiator.close(new TransportError('the radio was closed'));
    for (const { owner } of this.advertiser.all) {
      // The controller is given up anyway.
      await owner.stop().catch(() => {});
    }
    await Promise.all([...this.links.all].map((connection) => connection.disconnect()));
    // It would go on to listen, and make a link that nobody knows of; one that is gone does neither.
    await this.procedures.run((controller) => controller.send(reset)).catch(() => {});
  }

  /** The controller was given up. */
  closed(): void {
    this.procedures.close();
    // Those that came to be in the last moment.
    this.links.lose(HciStatus.localHostTerminated);
  }

  #hear(event: HciEvent, controller: Controller): void {
    if (event.kind === 'leMeta') {
      const { subevent } = event;
      if (isConnectionComplete(subevent)) this.#connected(subevent, controller);
      if (subevent.kind === 'leAdvertisingSetTerminated') {
        this.#advertisingEnded(
          subevent.advertisingHandle,
          subevent.connectionHandle,
          subevent.status,
        );
      }
    }
    this.links.hear(event, controller);
    // There may be room for a link again.
    if (event.kind === 'disconnectionComplete') void this.advertiser.resume();
  }

  #connected(event: ConnectionComplete, controller: Controller): void {
    const { status, connectionHandle } = event;
    if (status !== HciStatus.success) {
      // Directed advertising alone fails as a peripheral, and we have none.
      this.initiator.failed(new HciError(status, 'leCreateConnection'));
      return;
    }
    if (!controller.acl.links.has(connectionHandle)) {
      const { log } = this.services;
      log.warn(
        'HCI_HANDLE',
        `${controller.name}: ${hex16(connectionHandle)} is no handle of a link`,
      );
      return;
    }
    const { peer, identity } = peerFactsOf(event);
    const role = event.role === CENTRAL ? 'central' : 'peripheral';
    const connection = this.links.add({
      controller,
      connectionHandle,
      role,
      ownAddress: localPrivateAddressOf(event) ?? this.ownAddress.current,
      peer,
      identity: identity ?? this.resolver.resolve(peer),
      timing: event,
    });
    if (role === 'peripheral') this.#arrived(connection);
    // Nobody waits for it any more: an attempt that was given up a moment ago.
    else if (!this.initiator.connected(connection)) void connection.disconnect();
  }

  /** Legacy advertising has one set; of extended sets an event of its own tells which one it was. */
  #arrived(connection: HostConnection): void {
    const planned = this.advertiser.find(0);
    if (planned?.set?.isLegacy) this.#advertisingEnded(0, connection.connectionHandle, 0);
  }

  #advertisingEnded(handle: number, connectionHandle: number, status: number): void {
    this.advertiser.ended(handle);
    const connection = this.links.find(connectionHandle);
    if (status === HciStatus.success && connection) {
      this.advertiser.find(handle)?.owner.accept(connection);
    }
  }

  #rotateLater(): void {
    this.ownAddress.postpone(ROTATION_RETRY_MS);
  }

  async #rotate(): Promise<void> {
    const { log } = this.services;
    const renew = (controller: Controller) =>
      this.advertiser.without(controller, () =>
        this.scanner.without(controller, () => this.ownAddress.renew(controller)),
      );
    try {
      // While a peer is looked for the address is in use.
      await this.initiator.between(() => this.procedures.run(renew));
    } catch (error) {
      if (!(error instanceof BleError)) throw error;
      log.warn('ADDRESS_KEPT', `the private address was not renewed: ${error.message}`);
      // A controller that is gone gets a new address when it is back.
      if (!(error instanceof TransportError)) this.#rotateLater();
    }
  }
}

/** New links shall carry long PDUs, where the controller has them. */
async function suggestLongData(controller: Controller): Promise<void> {
  const { dataLengths } = controller.capabilities;
  if (!dataLengths || !controller.supports(leWriteSuggestedDefaultDataLength)) return;
  try {
    await controller.send(leWriteSuggestedDefaultDataLength, {
      suggestedMaxTxOctets: dataLengths.supportedMaxTxOctets,
      suggestedMaxTxTime: dataLengths.supportedMaxTxTime,
    });
  } catch (error) {
    // Then they are asked for link by link.
    if (!(error instanceof HciError)) throw error;
  }
}
