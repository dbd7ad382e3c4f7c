// Two ways to controllers between which data takes a short cut: hosts are measured, not the air.

import { decode } from '@bluebell/ble/codec';
import type { TransportError } from '@bluebell/ble/core';
import {
  aclData,
  aclPacket,
  eventPacket,
  type HciTransport,
  hciEvent,
  PacketBoundary,
  PacketIndicator,
} from '@bluebell/ble/hci';

const INDICATOR_SIZE = 1;

/**
 * Joins two hosts: commands and events go to their own controllers and come from there, so that the
 * hosts start and connect as they always do; data goes from one host to the other.
 */
export function shortCircuit(
  one: HciTransport,
  other: HciTransport,
): readonly [HciTransport, HciTransport] {
  const ends = [new ShortCircuitEnd(one), new ShortCircuitEnd(other)] as const;
  ends[0].far = ends[1];
  ends[1].far = ends[0];
  return ends;
}

class ShortCircuitEnd implements HciTransport {
  readonly name: string;
  readonly room: undefined;
  onPacket: ((packet: Uint8Array) => void) | undefined;
  onClose: ((error: TransportError) => void) | undefined;
  far: ShortCircuitEnd | undefined;
  readonly #controller: HciTransport;
  /** What the link is called at this end. */
  #connectionHandle: number | undefined;

  constructor(controller: HciTransport) {
    this.name = controller.name;
    this.#controller = controller;
    controller.onPacket = (packet) => this.#fromController(packet);
    controller.onClose = (error) => this.onClose?.(error);
  }

  send(packet: Uint8Array): void {
    if (packet[0] !== PacketIndicator.aclData) this.#controller.send(packet);
    else queueMicrotask(() => this.#carry(packet));
  }

  async close(): Promise<void> {
    await this.#controller.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Data of the far host, under the handle of this end. */
  deliver(packet: Uint8Array): void {
    const acl = decode(aclData, packet.subarray(INDICATOR_SIZE));
    const isFirst = acl.packetBoundary === PacketBoundary.firstFromHost;
    this.onPacket?.(
      aclPacket({
        ...acl,
        connectionHandle: this.#connectionHandle ?? 0,
        packetBoundary: isFirst ? PacketBoundary.first : PacketBoundary.continuing,
      }),
    );
  }

  #carry(packet: Uint8Array): void {
    this.far?.deliver(packet);
    const connectionHandle = this.#connectionHandle ?? 0;
    const handles = [{ connectionHandle, numCompletedPackets: 1 }];
    this.onPacket?.(eventPacket({ kind: 'numberOfCompletedPackets', handles }));
  }

  #fromController(packet: Uint8Array): void {
    if (this.#connectionHandle === undefined && packet[0] === PacketIndicator.event) {
      const event = decode(hciEvent, packet.subarray(INDICATOR_SIZE));
      const subevent = event.kind === 'leMeta' ? event.subevent : undefined;
      const isLink =
        subevent?.kind === 'leConnectionComplete' ||
        subevent?.kind === 'leEnhancedConnectionComplete';
      if (isLink) this.#connectionHandle = subevent.connectionHandle;
    }
    this.onPacket?.(packet);
  }
}
