// LE credit-based channels: SDUs of any size, sent no faster than the peer grants.
// Core Spec v5.4, Vol 3, Part A, 4.22 to 4.24 and 10.1.

import { type BleError, type Log, type Tally, UsageError } from '../core/index.ts';
import { L2capError } from './l2cap-error.ts';
import { SduJoiner, segmentsOf } from './sdu-joiner.ts';
import type { L2capViolation } from './violation.ts';

/** The most credits that a device may hold. 4.24 */
const MAX_CREDITS = 65_535;

/** One end of a channel, as it was told to the other. */
export interface ChannelEnd {
  readonly cid: number;
  /** The longest SDU it takes. */
  readonly mtu: number;
  /** The longest K-frame payload it takes. */
  readonly mps: number;
  /** Frames that it takes before it grants more. */
  readonly initialCredits: number;
}

/** How a channel reaches its link. */
export interface CreditChannelOptions {
  readonly spsm: number;
  readonly local: ChannelEnd;
  readonly remote: ChannelEnd;
  readonly violations: Tally<L2capViolation>;
  readonly log: Log | undefined;
  /** Sends one K-frame to the peer; a promise where there is no room at the moment. */
  readonly send: (payload: Uint8Array) => void | Promise<void>;
  /** Grants the peer more frames. */
  readonly grant: (credits: number) => void;
  /** Asks the peer to close; resolves when it has, or cannot any more. */
  readonly disconnect: () => Promise<void>;
}

/** A channel that is open, or was. */
export interface CreditChannel {
  readonly spsm: number;
  /** The longest SDU that the peer takes. */
  readonly mtu: number;
  /** Whether SDUs can still be sent. */
  readonly isOpen: boolean;

  /**
   * Takes each SDU, in order; those that came before it was set wait for it. While a promise that it
   * returns is not settled, the peer is granted no credit for that SDU: so a slow reader slows the
   * sender down. What it throws is logged, and stops nothing.
   */
  onReceive: ((sdu: Uint8Array) => void | Promise<void>) | undefined;
  /** Called once when the channel is closed: with the reason where it was not closed in peace. */
  onClose: ((reason?: BleError) => void) | undefined;

  /**
   * Sends an SDU behind those before it; resolves when all of it is on its way.
   *
   * @throws {UsageError} it is longer than the peer takes.
   * @throws {BleError} the channel was closed before all of it was sent; the reason of that.
   */
  send(sdu: Uint8Array): Promise<void>;

  /** Closes the channel, whatever waits; resolves when the peer agreed, or the link is gone. */
  close(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void>;
}

/** Our end of a channel, with what comes from the link. */
export class CreditChannelEnd implements CreditChannel {
  onClose: ((reason?: BleError) => void) | undefined;

  readonly spsm: number;
  readonly #options: CreditChannelOptions;
  readonly #joiner: SduJoiner;
  /** Frames that the peer may still send. */
  #granted: number;
  /** Frames that we may still send. */
  #credits: number;
  /** Frames that were taken and not granted anew. */
  #taken = 0;
  #wake: (() => void) | undefined;
  #lastSend: Promise<unknown> = Promise.resolve();
  #closed: BleError | undefined;
  #closing: Promise<void> | undefined;
  #onReceive: CreditChannel['onReceive'];
  /** SDUs that nobody took yet: no more than there are credits. */
  #held: Uint8Array[] = [];

  constructor(options: CreditChannelOptions) {
    this.spsm = options.spsm;
    this.#options = options;
    this.#joiner = new SduJoiner(options.local.mtu);
    this.#granted = options.local.initialCredits;
    this.#credits = options.remote.initialCredits;
  }

  get mtu(): number {
    return this.#options.remote.mtu;
  }

  get isOpen(): boolean {
    return this.#closed === undefined;
  }

  get onReceive(): CreditChannel['onReceive'] {
    return this.#onReceive;
  }

  set onReceive(onReceive: CreditChannel['onReceive']) {
    this.#onReceive = onReceive;
    if (!onReceive) return;
    for (const sdu of this.#held.splice(0)) void this.#deliver(sdu, onReceive);
  }

  send(sdu: Uint8Array): Promise<void> {
    // A copy: the caller may use the bytes again while they wait for credits.
    const own = new Uint8Array(sdu);
    const sending = this.#lastSend.then(() => this.#send(own));
    this.#lastSend = sending.catch(() => {});
    return sending;
  }

  close(): Promise<void> {
    this.#closing ??= this.#disconnect();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** A K-frame came. */
  receive(payload: Uint8Array): void {
    if (!this.isOpen) return;
    const { mps } = this.#options.local;
    if (this.#granted === 0) {
      this.#fail('noCredit', 'a frame without a credit');
    } else if (payload.length > mps) {
      this.#fail('oversizedSegment', `${payload.length} bytes, where MPS is ${mps}`);
    } else {
      this.#granted--;
      this.#join(payload);
    }
  }

  /** The peer grants more frames. */
  addCredits(credits: number): void {
    const sum = this.#credits + credits;
    if (credits === 0) this.#options.violations.add('badCredits', 'no credits at all');
    else if (sum > MAX_CREDITS) this.#fail('badCredits', `${sum} credits`);
    else {
      this.#credits = sum;
      this.#wake?.();
    }
  }

  /** The channel is gone; without a reason, in peace. */
  finish(reason?: BleError): void {
    if (this.#closed) return;
    this.#closed = reason ?? new L2capError('the channel is closed');
    this.#wake?.();
    this.onClose?.(reason);
  }

  async #send(sdu: Uint8Array): Promise<void> {
    const { mtu, mps } = this.#options.remote;
    if (sdu.length > mtu) {
      throw new UsageError(`an SDU of ${sdu.length} bytes, where the peer takes ${mtu}`);
    }
    for (const segment of segmentsOf(sdu, mps)) {
      await this.#credit();
      if (this.#closed) throw this.#closed;
      this.#credits--;
      await this.#options.send(segment);
    }
  }

  /** Waits for a credit, or the end. */
  async #credit(): Promise<void> {
    while (this.#credits === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #join(payload: Uint8Array): void {
    const joined = this.#joiner.push(payload);
    switch (joined.kind) {
      case 'unfinished':
        this.#giveBack();
        return;
      case 'whole':
        if (this.#onReceive) void this.#deliver(joined.sdu, this.#onReceive);
        else this.#held.push(joined.sdu);
        return;
      case 'broken':
        this.#fail('badSdu', joined.problem);
        return;
    }
  }

  async #deliver(
    sdu: Uint8Array,
    onReceive: NonNullable<CreditChannel['onReceive']>,
  ): Promise<void> {
    try {
      await onReceive(sdu);
    } catch (error) {
      this.#options.log?.error('L2CAP_LISTENER', `onReceive threw: ${String(error)}`, { error });
    }
    this.#giveBack();
  }

  /** Grants anew what was taken, half of all at a time: fewer signals, and the peer never runs dry. */
  #giveBack(): void {
    if (!this.isOpen) return;
    this.#taken++;
    if (this.#taken < Math.max(1, Math.floor(this.#options.local.initialCredits / 2))) return;
    this.#granted += this.#taken;
    this.#options.grant(this.#taken);
    this.#taken = 0;
  }

  #fail(name: L2capViolation, problem: string): void {
    this.#options.violations.add(name, problem);
    this.#closing ??= this.#disconnect(new L2capError(`the peer broke a rule: ${problem}`));
  }

  async #disconnect(reason?: BleError): Promise<void> {
    if (!this.isOpen) return;
    this.finish(reason);
    await this.#options.disconnect();
  }
}
