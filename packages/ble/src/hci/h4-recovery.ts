// Gets back in step on a serial line, where octets are lost or noise comes in. H4 has no mark of its own to
// look for: what can be no packet is dropped, octet by octet, until something can. Core Spec v5.4, Vol 4, Part A.

import { Reader } from '../codec/index.ts';
import type { Cancel, Clock } from '../core/index.ts';
import { MAX_CONNECTION_HANDLE, PacketBoundary } from './acl-data.ts';
import { LE_META_EVENT } from './advertising-reports.ts';
import { KNOWN_EVENT_CODES } from './event-packet.ts';
import { copyOf, joined, PacketIndicator, sizeOfPacket } from './h4.ts';
import type { Plausible, StreamRecovery } from './transport.ts';

/** A packet whose octets take longer than this has lost some. */
const MAX_PACKET_MS = 500;

/** So many dropped octets in so much time are no accident any more. */
const MAX_DROPPED = 64;
const DROPPED_WITHIN_MS = 1000;

/** The Command Complete of a Reset; the controller chooses the octets left open. 7.7.14. */
const RESET_COMPLETE = [0x04, 0x0e, 0x04, undefined, 0x03, 0x0c, undefined] as const;

/** Until the host says otherwise there are no links. */
const NO_LINKS: Plausible = { isConnected: () => false, longestAcl: 0 };

/** Cuts a stream of a controller into packets, and finds the next one when it is out of step. */
export class RecoveringFramer implements StreamRecovery {
  onOutOfStep: (() => void) | undefined;
  readonly #onPacket: (packet: Uint8Array) => void;
  readonly #clock: Clock;
  #pending: Uint8Array = new Uint8Array(0);
  /** When the first octet that is pending came. */
  #sinceMs = 0;
  #isHunting = false;
  #plausible = NO_LINKS;
  #dropped = 0;
  /** When octets were dropped, the last `MAX_DROPPED` of them. */
  readonly #droppedMs: number[] = [];
  #cancelTimer: Cancel | undefined;

  /** @param onPacket called with each packet as it is whole, before the next one is looked for. */
  constructor(onPacket: (packet: Uint8Array) => void, { clock }: { readonly clock: Clock }) {
    this.#onPacket = onPacket;
    this.#clock = clock;
  }

  get dropped(): number {
    return this.#dropped;
  }

  hunt(): void {
    this.#isHunting = true;
    this.#pending = this.#pending.subarray(0, 0);
    this.#droppedMs.length = 0;
  }

  expect(plausible: Plausible): void {
    this.#plausible = plausible;
  }

  /** Takes the next octets of the stream. */
  push(chunk: Uint8Array): void {
    if (this.#pending.length === 0) this.#sinceMs = this.#clock.steady();
    this.#pending = joined(this.#pending, chunk);
    this.#cut();
  }

  /** Stops its timer; what is pending is dropped. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#pending = this.#pending.subarray(0, 0);
  }

  #cut(): void {
    while (this.#pending.length > 0) {
      const size = this.#isHunting ? sizeOfAnswer(this.#pending) : this.#sizeOfPacket();
      if (size === 'unfinished') break;
      if (size === 'noise') this.#drop();
      else this.#deliver(size);
    }
    if (this.#pending.length > 0 && !this.#isHunting) this.#watch();
  }

  #deliver(size: number): void {
    const packet = copyOf(this.#pending, 0, size);
    this.#advance(size);
    this.#isHunting = false;
    // Last, since it may hunt, or tell of another link.
    this.#onPacket(packet);
  }

  #drop(): void {
    this.#advance(1);
    if (this.#isHunting) return;
    this.#dropped++;
    const nowMs = this.#clock.steady();
    this.#droppedMs.push(nowMs);
    if (this.#droppedMs.length <= MAX_DROPPED) return;
    const firstMs = this.#droppedMs.shift() ?? nowMs;
    if (nowMs - firstMs > DROPPED_WITHIN_MS) return;
    this.#droppedMs.length = 0;
    this.onOutOfStep?.();
  }

  #advance(size: number): void {
    this.#pending = this.#pending.subarray(size);
    this.#sinceMs = this.#clock.steady();
  }

  #sizeOfPacket(): number | 'unfinished' | 'noise' {
    if (!isPlausible(this.#pending, this.#plausible)) return 'noise';
    const size = sizeOfPacket(this.#pending, 0);
    return size === 'outOfStep' ? 'noise' : size;
  }

  /** Looks again when the packet that has begun should be whole. */
  #watch(): void {
    if (this.#cancelTimer) return;
    const leftMs = Math.max(0, this.#sinceMs + MAX_PACKET_MS - this.#clock.steady());
    this.#cancelTimer = this.#clock.after(leftMs, () => {
      this.#cancelTimer = undefined;
      if (this.#pending.length === 0 || this.#isHunting) return;
      if (this.#clock.steady() - this.#sinceMs >= MAX_PACKET_MS) this.#drop();
      this.#cut();
    });
  }
}

/** Whether a packet can begin so; what is not there yet could be anything. */
function isPlausible(bytes: Uint8Array, plausible: Plausible): boolean {
  const from = new Reader(bytes);
  switch (from.u8()) {
    case PacketIndicator.event:
      return isPlausibleEvent(from);
    // Isochronous data has a handle of a link, too: of none that we make.
    case PacketIndicator.aclData:
    case PacketIndicator.isoData:
      return isPlausibleAcl(from, plausible);
    default:
      return false;
  }
}

function isPlausibleEvent(from: Reader): boolean {
  if (from.left < 2) return true;
  const code = from.u8();
  const length = from.u8();
  return KNOWN_EVENT_CODES.has(code) && (code !== LE_META_EVENT || length >= 1);
}

/** Where the flags begin in the first two bytes, and how many values the lower one has. */
const HANDLE_RANGE = 0x1000;
const FLAG_RANGE = 4;

function isPlausibleAcl(from: Reader, { isConnected, longestAcl }: Plausible): boolean {
  if (from.left < 4) return true;
  const word = from.u16();
  const handle = word % HANDLE_RANGE;
  const boundary = Math.floor(word / HANDLE_RANGE) % FLAG_RANGE;
  const isLink = handle <= MAX_CONNECTION_HANDLE && isConnected(handle);
  return isLink && boundary !== PacketBoundary.complete && from.u16() <= longestAcl;
}

/** The size of an answer to Reset at the start of these bytes. */
function sizeOfAnswer(bytes: Uint8Array): number | 'unfinished' | 'noise' {
  const from = new Reader(bytes);
  for (const octet of RESET_COMPLETE) {
    if (from.left === 0) return 'unfinished';
    const value = from.u8();
    if (octet !== undefined && octet !== value) return 'noise';
  }
  return RESET_COMPLETE.length;
}
