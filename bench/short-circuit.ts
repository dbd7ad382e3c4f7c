// Two ways to controllers between which data takes a short cut: hosts are measured, not the air.

import { decode, Reader } from '@bluebell/ble/codec';
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

/** Runs what is given to it after all that runs now. */
const SOON = Promise.resolve();

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
  /** What the link is called at this end, and how this end is told that data has gone. */
  #connectionHandle = 0;
  #completed: Uint8Array | undefined;

  constructor(controller: HciTransport) {
    this.name = controller.name;
    this.#controller = controller;
    controller.onPacket = (packet) => this.#fromController(packet);
    controller.onClose = (error) => this.onClose?.(error);
  }

  send(packet: Uint8Array): void {
    if (packet[0] !== PacketIndicator.aclData) this.#controller.send(packet);
    else void SOON.then(() => this.#carry(packet));
  }

  async close(): Promise<void> {
    await this.#controller.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Data of the far host, under the handle of this end. */
  deliver(packet: Uint8Array): void {
    const { packetBoundary, broadcast, data } = aclData.read(new Reader(packet, INDICATOR_SIZE));
    const isFirst = packetBoundary === PacketBoundary.firstFromHost;
    this.onPacket?.(
      aclPacket({
        connectionHandle: this.#connectionHandle,
        packetBoundary: isFirst ? PacketBoundary.first : PacketBoundary.continuing,
        broadcast,
        data,
      }),
    );
  }

  #carry(packet: Uint8Array): void {
    this.far?.deliver(packet);
    if (this.#completed) this.onPacket?.(this.#completed);
  }

  #fromController(packet: Uint8Array): void {
    if (!this.#completed && packet[0] === PacketIndicator.event) {
      const event = decode(hciEvent, packet.subarray(INDICATOR_SIZE));
      const subevent = event.kind === 'leMeta' ? event.subevent : undefined;
      const isLink =
        subevent?.kind === 'leConnectionComplete' ||
        subevent?.kind === 'leEnhancedConnectionComplete';
      if (isLink) this.#linked(subevent.connectionHandle);
    }
    this.onPacket?.(packet);
  }

  #linked(connectionHandle: number): void {
    const handles = [{ connectionHandle, numCompletedPackets: 1 }];
    this.#connectionHandle = connectionHandle;
    this.#completed = eventPacket({ kind: 'numberOfCompletedPackets', handles });
  }
}
