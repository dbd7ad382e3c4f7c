// What a link has to send, and whether it arrived. Core Spec v5.4, Vol 6, Part B, 4.5.9.

import { encode } from '../../codec/index.ts';
import { type DataPdu, dataPdu, Llid } from '../../ll/index.ts';
import { AirPdu } from '../air/index.ts';
import type { LinkCipher } from './link-cipher.ts';

/** A packet of the host, and how much of it was sent. */
interface HostPacket {
  readonly isStart: boolean;
  readonly data: Uint8Array;
  sent: number;
}

/** A control PDU that waits. */
interface ControlPacket {
  readonly payload: Uint8Array;
  /** Called when the peer has it. */
  readonly onArrived: (() => void) | undefined;
}

/** What is sent again and again until it arrives. */
interface Current {
  readonly llid: number;
  /** As it goes on the air. */
  readonly payload: Uint8Array;
  /** As it was before it was sealed; `undefined` where it goes in the clear. */
  readonly unsealed: Uint8Array | undefined;
  readonly control: ControlPacket | undefined;
  /** Whether a packet of the host is complete with it. */
  readonly isLast: boolean;
}

/** What a link layer sends when it has nothing to say: by NESN, SN and MD. */
const EMPTY: readonly AirPdu[] = Array.from({ length: 8 }, (_, flags) => {
  const [nesn, sn, md] = [flags % 2 === 1, Math.floor(flags / 2) % 2 === 1, flags >= 4];
  const header = { llid: Llid.continuation, nesn, sn, md, cp: false };
  return new AirPdu(encode(dataPdu, { header, payload: new Uint8Array(0) }));
});

/** Octets in front of a payload. */
export const HEADER_OCTETS = 2;

/** Sends in order, each thing until it is acknowledged; control PDUs before data. */
export class LinkQueue {
  readonly #data: HostPacket[] = [];
  readonly #control: ControlPacket[] = [];
  readonly #onPacketDone: () => void;
  #current: Current | undefined;
  #sn = false;
  #nesn = false;
  /** Whether what was sent last was `current`, and not an empty PDU in front of it. */
  #isCurrentSent = false;
  /** Whether an empty PDU waits for its acknowledgement: nothing new goes out before. */
  #isEmptyPending = false;
  /** Seals what goes out from now on. */
  cipher: LinkCipher | undefined;
  /** No data while encryption changes. 5.1.3.1 */
  isPaused = false;
  /** The MD bit of what went out last. */
  isMoreAnnounced = false;

  constructor(onPacketDone: () => void) {
    this.#onPacketDone = onPacketDone;
  }

  /** Whether there is anything to send but an empty PDU. */
  get hasMore(): boolean {
    return (
      this.#current !== undefined ||
      this.#control.length > 0 ||
      (!this.isPaused && this.#data.length > 0)
    );
  }

  pushData(isStart: boolean, data: Uint8Array): void {
    this.#data.push({ isStart, data, sent: 0 });
  }

  pushControl(payload: Uint8Array, onArrived?: () => void): void {
    this.#control.push({ payload, onArrived });
  }

  /**
   * How many octets of payload the next PDU has.
   *
   * @param maxOctets what one PDU may carry now, without integrity check.
   */
  nextLength(maxOctets: number): number {
    if (this.#isEmptyPending) return 0;
    this.#current ??= this.#take(maxOctets);
    return this.#current?.payload.length ?? 0;
  }

  /**
   * Whether the next PDU can only be the last one again: the peer may have it, and would take an empty
   * one in its place for the same.
   */
  get mustRepeat(): boolean {
    return this.#isCurrentSent;
  }

  /** The next PDU, empty if there is nothing to send, or no time for it. */
  next(maxOctets: number, isEmpty: boolean): AirPdu {
    const length = isEmpty && !this.mustRepeat ? 0 : this.nextLength(maxOctets);
    if (length === 0 || !this.#current) {
      this.#isCurrentSent = false;
      this.#isEmptyPending = true;
      this.isMoreAnnounced = this.hasMore;
      return this.#empty(this.isMoreAnnounced);
    }
    this.#isCurrentSent = true;
    const { llid, payload, unsealed } = this.#current;
    const md = this.#control.length > 0 || (!this.isPaused && this.#hasMoreData);
    this.isMoreAnnounced = md;
    const header = { llid, nesn: this.#nesn, sn: this.#sn, md, cp: false };
    const bytes = encode(dataPdu, { header, payload });
    if (!unsealed) return new AirPdu(bytes);
    return new AirPdu(bytes, () => encode(dataPdu, { header, payload: unsealed }));
  }

  /**
   * Takes in the header of a PDU that was heard.
   *
   * @returns whether its payload is new.
   */
  onHeader({ nesn, sn }: DataPdu['header']): boolean {
    if (nesn !== this.#sn) this.#onAcknowledged();
    const isNew = sn === this.#nesn;
    if (isNew) this.#nesn = !this.#nesn;
    return isNew;
  }

  get #hasMoreData(): boolean {
    const [first, second] = this.#data;
    if (first === undefined) return false;
    return second !== undefined || first.sent < first.data.length;
  }

  #empty(md: boolean): AirPdu {
    // The cast holds since there is one for each combination.
    return EMPTY[(this.#nesn ? 1 : 0) + (this.#sn ? 2 : 0) + (md ? 4 : 0)] as AirPdu;
  }

  #take(maxOctets: number): Current | undefined {
    const control = this.#control.shift();
    if (control) {
      const sealed = this.#sealed(Llid.control, control.payload);
      return { llid: Llid.control, ...sealed, control, isLast: false };
    }
    const [packet] = this.#data;
    if (!packet || this.isPaused) return undefined;
    const { data, isStart, sent } = packet;
    const llid = isStart && sent === 0 ? Llid.start : Llid.continuation;
    const piece = data.subarray(sent, sent + maxOctets);
    packet.sent += piece.length;
    const isLast = packet.sent === data.length;
    return { llid, ...this.#sealed(llid, piece), control: undefined, isLast };
  }

  #sealed(llid: number, plain: Uint8Array): Pick<Current, 'payload' | 'unsealed'> {
    if (!this.cipher || plain.length === 0) return { payload: plain, unsealed: undefined };
    return { payload: this.cipher.seal(llid, plain), unsealed: plain };
  }

  #onAcknowledged(): void {
    this.#sn = !this.#sn;
    this.#isEmptyPending = false;
    const done = this.#current;
    if (!this.#isCurrentSent || done === undefined) return;
    this.#current = undefined;
    this.#isCurrentSent = false;
    done.control?.onArrived?.();
    if (!done.isLast) return;
    this.#data.shift();
    this.#onPacketDone();
  }
}
