// One link's data in either direction. Core Spec v5.4, Vol 4, Part E, 4.1.

import { type AclData, PacketBoundary } from './acl-data.ts';
import { Gate } from './gate.ts';

/** Frames that may wait before `room` asks to stop. */
const MAX_WAITING = 8;

/** A frame on its way out, cut as it goes. */
interface Outgoing {
  readonly frame: Uint8Array;
  readonly onSent: (() => void) | undefined;
  /** How much of it has gone. */
  sent: number;
}

/** What a link asks of the flow it is part of. */
export interface AclLinkOwner {
  /** There may be something to send. */
  readonly pump: () => void;
}

/** The data of one connection. Made by `AclFlow`, which sends for it. */
export class AclLink {
  readonly connectionHandle: number;
  /** Called with each packet that comes for this link; its data is a view that nobody else uses. */
  onData: ((packet: AclData) => void) | undefined;
  readonly #owner: AclLinkOwner;
  readonly #waiting: Outgoing[] = [];
  #isOpen = true;
  #inFlight = 0;
  #room: Gate | undefined;
  #quiet: Gate | undefined;

  constructor(connectionHandle: number, owner: AclLinkOwner) {
    this.connectionHandle = connectionHandle;
    this.#owner = owner;
  }

  /** Whether the connection still stands. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Packets that the controller holds and has not told to be done with. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Frames that have not gone to the controller whole. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * While many frames wait: resolves once there is room for more, or the link is gone; never rejects.
   * `undefined` where there is room.
   */
  get room(): Promise<void> | undefined {
    if (this.#waiting.length < MAX_WAITING) return undefined;
    this.#room ??= new Gate();
    return this.#room.opened;
  }

  /**
   * While anything is on its way to the peer: resolves once it is there, or the link is gone; never
   * rejects. `undefined` where nothing is.
   */
  get quiet(): Promise<void> | undefined {
    if (this.#isQuiet) return undefined;
    this.#quiet ??= new Gate();
    return this.#quiet.opened;
  }

  /**
   * Sends an L2CAP frame, cut as the controller needs it, behind those before it. On a link that is gone
   * nothing is sent, as if it had been lost on the way.
   *
   * @param onSent called once the last of it has gone to the controller; never when the link ends before.
   */
  send(frame: Uint8Array, onSent?: () => void): void {
    if (!this.#isOpen) return;
    this.#waiting.push({ frame, onSent, sent: 0 });
    this.#owner.pump();
  }

  /** The next packet to send, of `longest` bytes or fewer; `undefined` when nothing waits. */
  takeNext(longest: number): AclData | undefined {
    const [next] = this.#waiting;
    if (!next) return undefined;
    const { connectionHandle } = this;
    const { frame, sent, onSent } = next;
    // What fits goes as it is: most frames do, and a view costs more than it seems.
    const isWhole = sent === 0 && frame.length <= longest;
    const data = isWhole ? frame : frame.subarray(sent, sent + longest);
    next.sent += data.length;
    this.#inFlight++;
    if (next.sent >= frame.length) {
      this.#waiting.shift();
      this.#offerRoom();
      onSent?.();
    }
    const packetBoundary = sent === 0 ? PacketBoundary.firstFromHost : PacketBoundary.continuing;
    return { connectionHandle, packetBoundary, broadcast: 0, data };
  }

  /** The controller is done with some packets; gives how many of them it can have meant. */
  complete(count: number): number {
    const done = Math.min(count, this.#inFlight);
    this.#inFlight -= done;
    this.#tellQuiet();
    return done;
  }

  /** The connection is gone: nothing of it is sent any more. Gives how many packets it had in flight. */
  close(): number {
    const lost = this.#inFlight;
    this.#isOpen = false;
    this.#inFlight = 0;
    this.#waiting.length = 0;
    this.#offerRoom();
    this.#tellQuiet();
    return lost;
  }

  get #isQuiet(): boolean {
    return this.#inFlight === 0 && this.#waiting.length === 0;
  }

  #tellQuiet(): void {
    if (!this.#isQuiet) return;
    this.#quiet?.open();
    this.#quiet = undefined;
  }

  #offerRoom(): void {
    if (this.#waiting.length >= MAX_WAITING) return;
    this.#room?.open();
    this.#room = undefined;
  }
}
