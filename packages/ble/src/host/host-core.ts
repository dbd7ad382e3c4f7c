// The parts of a host, and what a controller is told when it begins to run.

import { BleError } from '../core/index.ts';
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
} from '../hci/index.ts';
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
import { ScanLoops } from './scan-loops.ts';

const CENTRAL = 0;

/** A rotation that finds an attempt to connect under way waits so long. */
const ROTATION_RETRY_MS = 1000;

/** Everything that a host consists of but its controller. */
export class HostCore {
  readonly services: HostServices;
  readonly procedures = new Procedures();
  readonly ownAddress: OwnAddress;
  readonly resolver: PeerResolver;
  readonly scanner: Scanner;
  readonly scans: ScanLoops;
  readonly advertiser: Advertiser;
  readonly initiator: Initiator<HostConnection>;
  readonly links: HostLinks;
  readonly advertisements = new Map<number, HostAdvertisement>();
  /** Whether the program serves anything: adverts are connectable then. */
  isServing = false;

  constructor(
    services: HostServices,
    identity: HostIdentity,
    { privacy = false, bonds }: Pick<HostOptions, 'privacy' | 'bonds'>,
  ) {
    const { clock, log } = services;
    const { procedures } = this;
    this.services = services;
    this.ownAddress = new OwnAddress({
      clock,
      random: services.security.random,
      identity: identity.address,
      irk: privacy === false ? undefined : identity.irk,
      rotationMs: typeof privacy === 'object' ? privacy.rotationMs : undefined,
    });
    this.ownAddress.onDue = () => void this.#rotate();
    this.resolver = new PeerResolver(() => bonds?.all() ?? []);
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
    this.links.lose(error);
    this.initiator.failed(error);
  }

  async close(): Promise<void> {
    this.scans.close();
    this.ownAddress.close();
    await Promise.all([...this.links.all].map((connection) => connection.disconnect()));
    for (const advertisement of this.advertisements.values()) {
      // A controller that is gone advertises nothing.
      await advertisement.stop().catch(() => {});
    }
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
  }

  #connected(event: ConnectionComplete, controller: Controller): void {
    const { status, connectionHandle } = event;
    if (status !== HciStatus.success) {
      // Directed advertising alone fails as a peripheral, and we have none.
      this.initiator.failed(new HciError(status, 'leCreateConnection'));
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
      this.advertisements.get(handle)?.accept(connection);
    }
  }

  async #rotate(): Promise<void> {
    const { clock, log } = this.services;
    if (this.initiator.peer) {
      clock.after(ROTATION_RETRY_MS, () => void this.#rotate());
      return;
    }
    try {
      await this.procedures.run((controller) =>
        this.advertiser.without(controller, () =>
          this.scanner.without(controller, () => this.ownAddress.renew(controller)),
        ),
      );
    } catch (error) {
      if (!(error instanceof BleError)) throw error;
      // A controller that is gone gets a new address when it is back.
      log.warn('ADDRESS_KEPT', `the private address was not renewed: ${error.message}`);
    }
  }
}

/** New links shall carry long PDUs, where the controller has them. */
async function suggestLongData(controller: Controller): Promise<void> {
  const { dataLengths } = controller.capabilities;
  if (!dataLengths || !controller.supports(leWriteSuggestedDefaultDataLength)) return;
  await controller.send(leWriteSuggestedDefaultDataLength, {
    suggestedMaxTxOctets: dataLengths.supportedMaxTxOctets,
    suggestedMaxTxTime: dataLengths.supportedMaxTxTime,
  });
}
