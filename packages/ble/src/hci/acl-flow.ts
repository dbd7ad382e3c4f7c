// Data of all links: shares the controller's buffers among them, and hands out what comes in.
// Core Spec v5.4, Vol 4, Part E, 4.1.

import { Reader } from '../codec/index.ts';
import { UsageError } from '../core/index.ts';
import { aclData, aclPacket } from './acl-data.ts';
import { AclLink } from './acl-link.ts';
import type { HciTransport } from './transport.ts';

/** The buffers that a controller has for data from the host. */
export interface AclBuffers {
  /** The most data in a packet, bytes. */
  readonly packetLength: number;
  /** How many packets it holds, of all links together. */
  readonly packetCount: number;
}

/** Packets of one link that the controller is done with. 7.7.19. */
export interface Completed {
  readonly connectionHandle: number;
  readonly numCompletedPackets: number;
}

/** What came that does not fit what is known. */
export interface AclFaults {
  /** Data of links that are not there, or that was sent to many. */
  unknownLink: number;
  /** Packets reported as done that were never sent. */
  completedTooMany: number;
}

/** Never sends more than the controller can hold, and lets no link keep the others from their turn. */
export class AclFlow {
  readonly faults: AclFaults = { unknownLink: 0, completedTooMany: 0 };
  readonly #transport: Pick<HciTransport, 'send' | 'room'>;
  readonly #buffers: AclBuffers;
  /** In the order of their turns: the one that sent last stands last. */
  readonly #links = new Map<number, AclLink>();
  readonly #owner = { pump: () => this.#pump() };
  #credits: number;
  #isPumping = false;
  #isBlocked = false;

  constructor(transport: Pick<HciTransport, 'send' | 'room'>, buffers: AclBuffers) {
    if (!(buffers.packetLength > 0 && buffers.packetCount > 0)) {
      const { packetLength, packetCount } = buffers;
      throw new UsageError(`buffers of ${packetCount} packets of ${packetLength} bytes`);
    }
    this.#transport = transport;
    this.#buffers = buffers;
    this.#credits = buffers.packetCount;
  }

  /** How many packets the controller has room for now. */
  get credits(): number {
    return this.#credits;
  }

  /** The links there are. */
  get links(): ReadonlyMap<number, AclLink> {
    return this.#links;
  }

  /** A connection came to be. One that had the handle before is gone. */
  add(connectionHandle: number): AclLink {
    this.remove(connectionHandle);
    const link = new AclLink(connectionHandle, this.#owner);
    this.#links.set(connectionHandle, link);
    return link;
  }

  /** A connection ended: what the controller held of it is done with. 4.1.1. */
  remove(connectionHandle: number): void {
    const link = this.#links.get(connectionHandle);
    if (!link) return;
    this.#links.delete(connectionHandle);
    this.#credits += link.close();
    this.#pump();
  }

  /** All connections ended, and nothing is sent any more: the controller is lost. */
  clear(): void {
    const links = [...this.#links.values()];
    this.#links.clear();
    this.#credits = 0;
    for (const link of links) link.close();
  }

  /** Takes Number Of Completed Packets. 7.7.19. */
  onCompleted(completed: readonly Completed[]): void {
    for (const { connectionHandle, numCompletedPackets } of completed) {
      const done = this.#links.get(connectionHandle)?.complete(numCompletedPackets) ?? 0;
      this.faults.completedTooMany += numCompletedPackets - done;
      this.#credits += done;
    }
    this.#pump();
  }

  /**
   * Takes a packet of ACL data, indicator included, and hands it to its link.
   *
   * @throws {DecodeError} it is cut short.
   */
  receive(packet: Uint8Array): void {
    const data = aclData.read(new Reader(packet, 1));
    const link = this.#links.get(data.connectionHandle);
    if (!link || data.broadcast !== 0) this.faults.unknownLink++;
    else link.onData?.(data);
  }

  #pump(): void {
    // Links are told of what was sent while it goes out, and may send more then: once round is enough.
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#credits > 0 && !this.#isBlocked) {
        if (!this.#sendOne()) return;
        this.#waitForRoom();
      }
    } finally {
      this.#isPumping = false;
    }
  }

  /** Sends one packet of the link whose turn it is. */
  #sendOne(): boolean {
    const share = this.#share();
    for (const [handle, link] of this.#links) {
      if (link.waiting === 0 || link.inFlight >= share) continue;
      this.#links.delete(handle);
      this.#links.set(handle, link);
      // Taken off before it goes out: `onSent` may look.
      this.#credits--;
      const packet = link.takeNext(this.#buffers.packetLength);
      if (packet) this.#transport.send(aclPacket(packet));
      return true;
    }
    return false;
  }

  /**
   * How many buffers one link may fill. A link whose peer is out of reach keeps its buffers until it ends:
   * while there are others, it can never have all of them.
   */
  #share(): number {
    const { packetCount } = this.#buffers;
    if (this.#links.size <= 1 || packetCount === 1) return packetCount;
    let busy = 0;
    for (const link of this.#links.values()) if (link.waiting > 0 || link.inFlight > 0) busy++;
    return Math.min(packetCount - 1, Math.max(1, Math.floor(packetCount / busy)));
  }

  /** A transport that is full keeps data waiting here, where links still take turns. */
  #waitForRoom(): void {
    const { room } = this.#transport;
    if (!room) return;
    this.#isBlocked = true;
    void room.then(() => {
      this.#isBlocked = false;
      this.#pump();
    });
  }
}
