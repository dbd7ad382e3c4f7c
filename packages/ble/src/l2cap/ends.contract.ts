// What the tests of this layer stand on: two ends of a link, joined without a controller between.

import { encode } from '../codec/index.ts';
import { fromHex, TransportError, toHex, VirtualClock } from '../core/index.ts';
import { type AclData, PacketBoundary } from '../hci/index.ts';
import { basicFrame, FixedCid } from './frame.ts';
import { L2cap, type L2capOptions } from './l2cap.ts';
import type { AclLink } from './link.ts';
import { type Signal, signal } from './signal.ts';

/** How long a fragment is on its way. */
export const DELAY_MS = 10;

/** Data in a packet of the controller. */
const PACKET_LENGTH = 27;

/** One end of a link; what it sends arrives at `peer` 10 ms later, in fragments of 27 bytes. */
export class LinkEnd implements AclLink {
  onData: ((packet: AclData) => void) | undefined;
  room: Promise<void> | undefined;
  peer: LinkEnd | undefined;
  /** All frames that were sent from here. */
  readonly sent: Uint8Array[] = [];
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  send(frame: Uint8Array): void {
    this.sent.push(frame);
    for (let at = 0; at < frame.length; at += PACKET_LENGTH) {
      const data = new Uint8Array(frame.subarray(at, at + PACKET_LENGTH));
      const packetBoundary = at === 0 ? PacketBoundary.first : PacketBoundary.continuing;
      this.#clock.after(DELAY_MS, () => this.peer?.hearBytes(packetBoundary, data));
    }
  }

  /** As if this fragment came from the peer. */
  hear(packetBoundary: PacketBoundary, hex: string): void {
    this.hearBytes(packetBoundary, fromHex(hex));
  }

  hearBytes(packetBoundary: PacketBoundary, data: Uint8Array): void {
    this.onData?.({ connectionHandle: 0x40, packetBoundary, broadcast: 0, data });
  }

  /** As if this frame came from the peer. */
  hearFrame(channelId: number, informationPayload: Uint8Array): void {
    const data = encode(basicFrame, { channelId, informationPayload });
    this.hearBytes(PacketBoundary.first, data);
  }

  /** As if this signal came from the peer. */
  hearSignal(command: Signal): void {
    this.hearFrame(FixedCid.leSignalling, encode(signal, command));
  }

  /** What was sent since the last call, as hex without the frame's length. */
  takeSent(): readonly string[] {
    return this.sent.splice(0).map((frame) => toHex(frame.subarray(2)));
  }
}

/** A central and a peripheral on one link. */
export function joinLinks(options: Partial<L2capOptions> = {}) {
  const clock = new VirtualClock();
  const [near, far] = [new LinkEnd(clock), new LinkEnd(clock)];
  near.peer = far;
  far.peer = near;
  const central = new L2cap(near, { clock, role: 'central', ...options });
  const peripheral = new L2cap(far, { clock, role: 'peripheral' });
  return { clock, near, far, central, peripheral };
}

/** One end, and nobody at the other. */
export function openEnd(options: Partial<L2capOptions> = {}) {
  const clock = new VirtualClock();
  const end = new LinkEnd(clock);
  return { clock, end, l2cap: new L2cap(end, { clock, role: 'central', ...options }) };
}

/** Why links end in tests. */
export const GONE = new TransportError('the link is gone');

/** `count` bytes that can be told apart. */
export function numbered(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => index % 251);
}
