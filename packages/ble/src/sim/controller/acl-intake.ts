// Data from the host: counted against the buffers, so that a host which overruns them harms nobody.
// Core Spec v5.4, Vol 4, Part E, 4.1.1, 5.4.2, 7.7.19.

import { decode, struct, u8 } from '../../codec/index.ts';
import { DecodeError, type Tally } from '../../core/index.ts';
import { type AclBuffers, type AclData, aclData, PacketBoundary } from '../../hci/index.ts';
import type { LinkLayer } from '../link-layer/index.ts';
import type { EventGate } from './event-gate.ts';
import type { HostFault } from './host-fault.ts';

const h4Acl = struct({ indicator: u8, acl: aclData });

/** ACL data, among the kinds of links of Data Buffer Overflow. 7.7.26. */
const ACL_LINK = 1;

/** What data needs on its way to the link layer. */
export interface AclIntakeParts {
  readonly buffers: AclBuffers;
  readonly linkLayer: Pick<LinkLayer, 'hasLink' | 'send'>;
  readonly events: EventGate;
  readonly faults: Tally<HostFault>;
}

/** The buffers that a controller lends its host. */
export class AclIntake {
  readonly packetLength: number;
  readonly packetCount: number;
  readonly #linkLayer: AclIntakeParts['linkLayer'];
  readonly #events: EventGate;
  readonly #faults: Tally<HostFault>;
  /** Packets that are under way, by link. */
  readonly #underWay = new Map<number, number>();
  #total = 0;

  constructor({ buffers, linkLayer, events, faults }: AclIntakeParts) {
    this.packetLength = buffers.packetLength;
    this.packetCount = buffers.packetCount;
    this.#linkLayer = linkLayer;
    this.#events = events;
    this.#faults = faults;
  }

  /** How many packets the controller holds at this moment. */
  get held(): number {
    return this.#total;
  }

  /** Takes a packet from the host, or drops and counts it. */
  receive(packet: Uint8Array): void {
    const acl = read(packet);
    const fault = acl ? this.#faultOf(acl) : 'malformed';
    if (fault) this.#faults.add(fault);
    if (fault === 'aclOverrun') {
      this.#events.send({ kind: 'dataBufferOverflow', linkType: ACL_LINK });
    }
    if (!acl || fault) return;
    const { connectionHandle, packetBoundary, data } = acl;
    this.#total++;
    this.#underWay.set(connectionHandle, this.#countOf(connectionHandle) + 1);
    // Nothing at all needs no air.
    if (data.length === 0) this.done(connectionHandle);
    else {
      const isStart = packetBoundary !== PacketBoundary.continuing;
      this.#linkLayer.send(connectionHandle, isStart, data);
    }
  }

  /** The peer has a packet: the host may send another. */
  done(connectionHandle: number): void {
    const count = this.#countOf(connectionHandle);
    if (count === 0) return;
    this.#underWay.set(connectionHandle, count - 1);
    this.#total--;
    this.#events.send({
      kind: 'numberOfCompletedPackets',
      handles: [{ connectionHandle, numCompletedPackets: 1 }],
    });
  }

  /** A link is gone: the host knows that its packets are, too. 4.1.1. */
  forget(connectionHandle: number): void {
    this.#total -= this.#countOf(connectionHandle);
    this.#underWay.delete(connectionHandle);
  }

  #countOf(connectionHandle: number): number {
    return this.#underWay.get(connectionHandle) ?? 0;
  }

  #faultOf({ connectionHandle, packetBoundary, broadcast, data }: AclData): HostFault | undefined {
    if (!this.#linkLayer.hasLink(connectionHandle)) return 'unknownLink';
    if (packetBoundary === PacketBoundary.complete || broadcast !== 0) return 'aclFlags';
    if (data.length > this.packetLength) return 'aclTooLong';
    return this.#total >= this.packetCount ? 'aclOverrun' : undefined;
  }
}

function read(packet: Uint8Array): AclData | undefined {
  try {
    return decode(h4Acl, packet).acl;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
