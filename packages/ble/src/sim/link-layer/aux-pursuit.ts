// Following an ADV_EXT_IND to what it points to. Core Spec v5.4, Vol 6, Part B, 4.4.3.

import { Coding, codingOf, type ExtendedHeader, Phy, phyOf, T_IFS_US } from '../../ll/index.ts';
import type { AirTimer, Transmission } from '../air/index.ts';
import { type ExtendedAdvert, type ExtendedFacts, NO_TARGET } from './advert-report.ts';
import { type DeviceAddress, deviceAddress } from './device-address.ts';
import type { Initiator } from './initiator.ts';
import { ADVERTISING, type Radio, type RadioUser } from './radio.ts';
import { scanRequest } from './scan-exchange.ts';
import type { Scanner } from './scanner.ts';

type AuxPtr = NonNullable<ExtendedHeader['auxPtr']>;

/** Units of AuxPtr offsets, in microseconds. 2.3.4.5 */
const OFFSET_UNIT_US = { short: 30, long: 300 } as const;

/** The radio listens a little before and after the time announced, in microseconds. */
const MARGIN_US = 10;

/** All that a chain may bring before it is cut off: hostile ones have no end. */
const MAX_DATA = 1650;

/** What it does. */
type Stage = 'waiting' | 'advert' | 'request' | 'response';

/** One pursuit at a time: another begins when this one is over. */
export class AuxPursuit implements RadioUser {
  readonly urgency = 0;
  readonly isRelaxed = true;
  readonly #radio: Radio;
  readonly #scanner: Scanner;
  readonly #initiator: Initiator;
  readonly #timer: AirTimer;
  #stage: Stage = 'waiting';
  #isBusy = false;
  #next: AuxPtr = NOWHERE;
  #nextUs = 0;
  #coding: Coding = Coding.le1M;
  #primaryPhy: Phy = Phy.le1M;
  #advertiser: DeviceAddress | undefined;
  #facts: ExtendedFacts | undefined;
  #adi: number | undefined;
  #pieces: Uint8Array[] = [];

  constructor(radio: Radio, scanner: Scanner, initiator: Initiator) {
    this.#radio = radio;
    this.#scanner = scanner;
    this.#initiator = initiator;
    this.#timer = radio.air.timeline.timer((atUs) => this.#arrive(atUs));
  }

  /** Goes where an ADV_EXT_IND points to, unless it is under way elsewhere. */
  begin({ header }: ExtendedAdvert, { startUs, coding }: Transmission): void {
    if (this.#isBusy || !header.auxPtr || header.auxPtr.auxPhy > Phy.leCoded - 1) return;
    this.#isBusy = true;
    this.#stage = 'waiting';
    this.#primaryPhy = phyOf(coding);
    this.#facts = undefined;
    this.#pieces = [];
    this.#aim(header.auxPtr, startUs);
    const { timeline } = this.#radio.air;
    timeline.set(this.#timer, this.#nextUs - MARGIN_US, this.isRelaxed);
  }

  stop(): void {
    this.#isBusy = false;
    this.#timer.clear();
    this.#radio.release(this);
  }

  onTurn(atUs: number): void {
    if (this.#stage === 'request') this.#ask();
    else this.#listen(atUs);
  }

  onSent(endUs: number): void {
    this.#stage = 'response';
    const { channelIndex } = this.#next;
    const { accessAddress } = ADVERTISING;
    this.#radio.listenForAnswer(this, channelIndex, phyOf(this.#coding), accessAddress, endUs);
  }

  onHeard(transmission: Transmission, rssiDbm: number, isIntact: boolean): void {
    const advert = isIntact ? transmission.pdu.advertising : undefined;
    if (advert?.kind !== 'extendedAdvertising') {
      this.#lose();
      return;
    }
    if (this.#stage === 'advert' && this.#facts === undefined) {
      this.#onFirst(advert, transmission, rssiDbm);
    } else {
      this.#onMore(advert, transmission);
    }
  }

  onSilence(): void {
    this.#lose();
  }

  onPreempted(): void {
    this.#lose();
  }

  #aim(pointer: AuxPtr, fromUs: number): void {
    const unitUs = OFFSET_UNIT_US[pointer.offsetUnits ? 'long' : 'short'];
    this.#next = pointer;
    this.#nextUs = fromUs + pointer.auxOffset * unitUs;
  }

  #arrive(atUs: number): void {
    if (this.#radio.take(this)) this.#listen(atUs);
    else this.#isBusy = false;
  }

  #listen(atUs: number): void {
    const { channelIndex, auxPhy, offsetUnits } = this.#next;
    if (this.#stage === 'waiting') this.#stage = 'advert';
    const untilUs =
      Math.max(atUs, this.#nextUs) + OFFSET_UNIT_US[offsetUnits ? 'long' : 'short'] + MARGIN_US;
    // The cast holds since pointers to no PHY are not followed.
    const phy = (auxPhy + 1) as Phy;
    this.#coding = codingOf(phy);
    this.#radio.listen(this, channelIndex, phy, ADVERTISING.accessAddress, untilUs);
  }

  /** AUX_ADV_IND: somebody may want to connect, or to know more. */
  #onFirst(advert: ExtendedAdvert, transmission: Transmission, rssi: number): void {
    const { header } = advert;
    const onAir = header.advA === undefined ? undefined : deviceAddress(advert.txAdd, header.advA);
    this.#advertiser = onAir;
    if (this.#initiator.onAuxiliary(advert, transmission, () => this.stop())) return;
    const sender = this.#scanner.senderOf(onAir);
    const target =
      header.targetA === undefined
        ? NO_TARGET
        : this.#scanner.targetOf(deviceAddress(advert.rxAdd, header.targetA));
    if (!this.#scanner.isScanning || sender === undefined || target === undefined) {
      this.stop();
      return;
    }
    this.#adi = header.adi && header.adi.sid * 2 ** 12 + header.adi.did;
    this.#facts = {
      sender,
      target,
      isDirected: header.targetA !== undefined,
      advMode: header.advMode,
      isResponse: false,
      isTruncated: false,
      primaryPhy: this.#primaryPhy,
      secondaryPhy: phyOf(transmission.coding),
      sid: header.adi?.sid,
      txPower: header.txPower,
      rssi,
      data: advert.advData,
    };
    const isAsked = header.advMode === 2 && onAir !== undefined;
    if (isAsked && this.#scanner.isActive(this.#primaryPhy) && this.#scanner.backoff.isTurn()) {
      this.#scanner.onExtended(this.#facts, this.#adi);
      this.#stage = 'request';
      this.#radio.wakeAt(this, transmission.endUs + T_IFS_US);
      return;
    }
    this.#collect(advert, transmission);
  }

  #ask(): void {
    if (this.#advertiser === undefined) return;
    const own = this.#scanner.ownFor(this.#facts?.sender.device ?? this.#advertiser);
    const request = scanRequest(own, this.#advertiser);
    this.#radio.send(this, this.#next.channelIndex, this.#coding, ADVERTISING, request);
  }

  /** AUX_SCAN_RSP or AUX_CHAIN_IND. */
  #onMore(advert: ExtendedAdvert, transmission: Transmission): void {
    if (this.#stage === 'response') {
      this.#scanner.backoff.settle(true);
      this.#stage = 'advert';
      this.#pieces = [];
      if (this.#facts) this.#facts = { ...this.#facts, isResponse: true };
    }
    this.#collect(advert, transmission);
  }

  #collect({ header, advData }: ExtendedAdvert, { startUs }: Transmission): void {
    this.#pieces.push(advData);
    const soFar = this.#pieces.reduce((sum, { length }) => sum + length, 0);
    if (header.auxPtr && header.auxPtr.auxPhy < Phy.leCoded && soFar < MAX_DATA) {
      this.#aim(header.auxPtr, startUs);
      this.#radio.wakeAt(this, this.#nextUs - MARGIN_US);
      return;
    }
    this.#finish(header.auxPtr !== undefined);
  }

  /** What was to come did not: what did is all there is. */
  #lose(): void {
    if (this.#stage === 'response') this.#scanner.backoff.settle(false);
    else if (this.#stage === 'advert' && this.#pieces.length > 0) {
      this.#finish(true);
      return;
    }
    this.stop();
  }

  #finish(isTruncated: boolean): void {
    const facts = this.#facts;
    this.stop();
    if (facts) {
      this.#scanner.onExtended({ ...facts, isTruncated, data: joined(this.#pieces) }, this.#adi);
    }
  }
}

const NOWHERE: AuxPtr = {
  channelIndex: 0,
  ca: false,
  offsetUnits: false,
  auxOffset: 0,
  auxPhy: 0,
};

/** One piece stays the same array, so that the host can know it again. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (first && pieces.length === 1) return first;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
