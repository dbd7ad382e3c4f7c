// One end of a link: its connection events. Core Spec v5.4, Vol 6, Part B, 4.5.

import { decode } from '../../codec/index.ts';
import { DecodeError } from '../../core/index.ts';
import { HciStatus } from '../../hci/index.ts';
import { airtimeUs, Coding, type DataPdu, dataPdu, Llid, phyOf, T_IFS_US } from '../../ll/index.ts';
import type { AirPdu, Transmission } from '../air/index.ts';
import type { DeviceAddress } from './device-address.ts';
import type { ParameterRequest } from './events.ts';
import { LinkAgenda } from './link-agenda.ts';
import type { LinkAround } from './link-around.ts';
import { LinkControl } from './link-control.ts';
import type { LinkLimits } from './link-limits.ts';
import { HEADER_OCTETS, LinkQueue } from './link-queue.ts';
import { LinkSecurity } from './link-security.ts';
import type { LinkTiming } from './link-timing.ts';
import type { PhyPreference } from './parameters.ts';
import type { Carrier, RadioUser } from './radio.ts';
import { RemoteFacts } from './remote-facts.ts';
import { Supervision } from './supervision.ts';

/** What a link is made of. */
export interface LinkOptions extends Carrier {
  readonly connectionHandle: number;
  readonly isCentral: boolean;
  /** The peer by identity, or by address where that is not known. */
  readonly peer: DeviceAddress;
  readonly timing: LinkTiming;
  readonly limits: LinkLimits;
  readonly around: LinkAround;
}

/** Links are more urgent than adverts; each event left out for another link makes it more so. */
const BASE_URGENCY = 1;
const MOST_URGENT = 100;

/** Nothing was heard on the link yet. Vol 4, Part E, 7.5.4 */
const RSSI_UNKNOWN = 127;

/** Takes turns with the peer, from one connection event to the next. */
export class Link implements RadioUser, Carrier {
  readonly connectionHandle: number;
  readonly isCentral: boolean;
  readonly peer: DeviceAddress;
  readonly accessAddress: number;
  readonly crcInit: number;
  readonly timing: LinkTiming;
  readonly limits: LinkLimits;
  readonly around: LinkAround;
  readonly queue: LinkQueue;
  readonly remote: RemoteFacts;
  readonly control: LinkControl;
  readonly security: LinkSecurity;
  readonly isRelaxed = false;
  /** What the host wants of this link; `undefined` where it said nothing. */
  phyPreference: PhyPreference | undefined;
  /** What the peer asks for and the host has not answered. */
  asks: ParameterRequest | undefined;
  rssiDbm: number = RSSI_UNKNOWN;

  readonly #agenda: LinkAgenda;
  readonly #supervision: Supervision;
  #isOver = false;
  /** Events that this link lost to others, in a row. */
  #misses = 0;
  /** The reason for which it ends as soon as the next packet is out. */
  #lastWord: number | undefined;

  // Of the event under way.
  #isInEvent = false;
  #isHeard = false;
  #isFirstExchange = true;
  /** Packets that came broken, in a row. */
  #broken = 0;
  #heardMore = false;
  /** How long the last answer with something in it took. */
  #answerUs = 0;

  constructor(options: LinkOptions) {
    const { connectionHandle, timing, around } = options;
    const { radio, features, events } = around.shared;
    const { timeline } = radio.air;
    this.connectionHandle = connectionHandle;
    this.isCentral = options.isCentral;
    this.peer = options.peer;
    this.accessAddress = options.accessAddress;
    this.crcInit = options.crcInit;
    this.timing = timing;
    this.limits = options.limits;
    this.around = around;
    this.queue = new LinkQueue(() => events.onPacketDone(connectionHandle));
    this.remote = new RemoteFacts(features);
    this.control = new LinkControl(this);
    this.security = new LinkSecurity(this);
    this.#supervision = new Supervision(timing, timeline, (reason) => this.end(reason));
    this.#agenda = new LinkAgenda(timing, this.isCentral, timeline, (atUs) => this.#begin(atUs));
  }

  /** When it wants the radio next. */
  get claimUs(): number {
    return this.#agenda.claimUs;
  }

  get urgency(): number {
    return Math.min(MOST_URGENT, BASE_URGENCY + this.#misses);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What is preferred on LE Coded: 0 nothing, 1 S=2, 2 S=8. */
  get phyOptions(): number {
    return this.phyPreference?.phyOptions ?? 0;
  }

  /** There is something to send: a sleeping peripheral wakes up for it. */
  rouse(): void {
    if (!this.#isInEvent) this.#agenda.rouse();
  }

  /** Changes something at an instant that is still to come. 5.5 */
  changeAt(instant: number, apply: () => void): void {
    this.#agenda.changeAt(instant, apply);
  }

  /** Tells the peer, and ends when it knows. 5.1.6 */
  terminate(errorCode: number): void {
    this.#supervision.isTerminating = true;
    this.control.send({ kind: 'terminateInd', errorCode }, () =>
      this.end(HciStatus.localHostTerminated),
    );
  }

  /** Ends once the packet that acknowledges what was heard is out. */
  endAfterAnswer(reason: number): void {
    this.#lastWord = reason;
  }

  /** Ends now, without a word. */
  end(reason: number): void {
    if (this.#isOver) return;
    this.abandon();
    this.around.onEnd(this, reason);
  }

  /** Ends now, and nobody is told. */
  abandon(): void {
    this.#isOver = true;
    this.#agenda.close();
    this.#supervision.stop();
    this.control.close();
    this.security.close();
    this.around.shared.radio.release(this);
  }

  /** The supervision timeout is another one now. */
  restartSupervision(): void {
    this.#supervision.restart();
  }

  onTurn(): void {
    this.#send();
  }

  onSent(endUs: number): void {
    if (this.#lastWord !== undefined) {
      this.end(this.#lastWord);
      return;
    }
    const { queue, timing, limits } = this;
    // A peripheral that could not read what it heard does not know whether there is more.
    const expectsMore = queue.isMoreAnnounced || this.#heardMore || this.#broken > 0;
    if (!this.isCentral && !(expectsMore && this.#fitsExchange(endUs + T_IFS_US))) {
      this.#close();
      return;
    }
    const { radio } = this.around.shared;
    const phy = phyOf(limits.rxCoding);
    radio.listenForAnswer(this, timing.channel, phy, this.accessAddress, endUs);
  }

  onHeard({ startUs, endUs, pdu }: Transmission, rssiDbm: number, isIntact: boolean): void {
    this.rssiDbm = rssiDbm;
    if (!this.isCentral && !this.#isHeard) this.timing.synchronize(startUs);
    this.#isFirstExchange = !this.isCentral && !this.#isHeard;
    this.#isHeard = true;
    this.#misses = 0;
    const data = isIntact ? read(pdu) : undefined;
    if (data) {
      this.#broken = 0;
      this.#supervision.onHeard(endUs);
      this.#onData(data, endUs - startUs);
      if (this.#isOver) return;
    } else {
      this.#broken++;
    }
    if (this.#goesOn(endUs)) this.around.shared.radio.wakeAt(this, endUs + T_IFS_US);
    else this.#close();
  }

  onSilence(): void {
    this.#close();
  }

  onPreempted(): void {
    this.#isInEvent = false;
    this.#miss();
  }

  #begin(atUs: number): void {
    const { radio } = this.around.shared;
    const isBeaten = atUs + EMPTY_EXCHANGE_US > this.around.limitUs(this, true);
    if (isBeaten || !radio.take(this)) {
      this.#miss();
      return;
    }
    this.#isInEvent = true;
    this.#isHeard = false;
    this.#isFirstExchange = true;
    this.#broken = 0;
    this.#heardMore = false;
    if (this.isCentral) {
      this.#send();
      return;
    }
    const { anchorUs, windowUs, wideningUs, channel } = this.timing;
    const untilUs = anchorUs + windowUs + wideningUs;
    radio.listen(this, channel, phyOf(this.limits.rxCoding), this.accessAddress, untilUs);
  }

  #send(): void {
    const { queue, limits, timing } = this;
    const { radio } = this.around.shared;
    const length = queue.nextLength(limits.maxOctets);
    const isTooLong = length > 0 && !this.#fits(radio.nowUs, length);
    const pdu = queue.next(limits.maxOctets, isTooLong);
    radio.send(this, timing.channel, limits.txCoding, this, pdu);
  }

  /** Whether the event goes on with a packet of ours. 4.5.6 */
  #goesOn(endUs: number): boolean {
    if (this.#broken > 1) return false;
    const { queue } = this;
    // Without either a peripheral does not listen any more.
    if (this.isCentral && !queue.isMoreAnnounced && !this.#heardMore) return false;
    const least = queue.mustRepeat ? queue.nextLength(this.limits.maxOctets) : 0;
    const atUs = endUs + T_IFS_US;
    if (this.#fits(atUs, least)) {
      // An empty packet is of use to a central only where the peripheral has more to say.
      if (!this.isCentral || this.#heardMore) return true;
      return this.#fits(atUs, queue.nextLength(this.limits.maxOctets));
    }
    return false;
  }

  /** Whether there is time for a packet of ours and, as central, the answer to it. */
  #fits(atUs: number, length: number): boolean {
    const { txCoding, rxCoding } = this.limits;
    const ownUs = airtimeUs(txCoding, HEADER_OCTETS + length);
    const emptyUs = airtimeUs(rxCoding, HEADER_OCTETS);
    const answerUs = this.#heardMore ? Math.max(this.#answerUs, emptyUs) : emptyUs;
    const endUs = atUs + ownUs + (this.isCentral ? T_IFS_US + answerUs : 0);
    return endUs <= this.around.limitUs(this, this.#isFirstExchange);
  }

  /** As peripheral: whether the central has time for another exchange before the next event. */
  #fitsExchange(atUs: number): boolean {
    const { txCoding, rxCoding } = this.limits;
    const exchangeUs =
      airtimeUs(rxCoding, HEADER_OCTETS) + T_IFS_US + airtimeUs(txCoding, HEADER_OCTETS);
    return atUs + exchangeUs <= this.around.limitUs(this, false);
  }

  #onData({ header, payload }: DataPdu, lengthUs: number): void {
    this.#heardMore = header.md;
    if (payload.length > 0) this.#answerUs = lengthUs;
    // What it acknowledges may have been our last word.
    if (!this.queue.onHeader(header) || payload.length === 0 || this.#isOver) return;
    const plain = this.security.opened(header.llid, payload);
    if (plain === undefined) {
      this.end(HciStatus.micFailure);
    } else if (header.llid === Llid.control) {
      this.control.onPayload(plain);
    } else if (header.llid !== Llid.reserved) {
      const { events } = this.around.shared;
      events.onData(this.connectionHandle, header.llid === Llid.start, plain);
    }
  }

  #close(): void {
    this.around.shared.radio.release(this);
    this.#isInEvent = false;
    this.#misses = 0;
    this.#plan();
  }

  /** Another one has the radio: next time this link is more urgent. */
  #miss(): void {
    this.#misses++;
    this.#isHeard = false;
    this.#plan();
  }

  /** 4.5.1: a peripheral that has nothing to say may sleep. */
  #plan(): void {
    const maySleep =
      !this.isCentral &&
      this.#isHeard &&
      this.timing.windowUs === 0 &&
      !this.queue.hasMore &&
      !this.#agenda.isChanging;
    this.#agenda.plan(maySleep);
  }
}

/** The shortest event, on 1M: an empty packet and its answer. */
const EMPTY_EXCHANGE_US = 2 * airtimeUs(Coding.le1M, HEADER_OCTETS) + T_IFS_US;

/** What makes no sense is taken for broken. */
function read({ bytes }: AirPdu): DataPdu | undefined {
  try {
    return decode(dataPdu, bytes);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
