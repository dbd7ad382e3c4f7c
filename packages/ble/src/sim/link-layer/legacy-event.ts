// Advertising events of legacy PDUs. Core Spec v5.4, Vol 6, Part B, 4.4.2.

import { type AdvertisingPdu, airtimeUs, Coding, Phy, T_IFS_US } from '../../ll/index.ts';
import type { Transmission } from '../air/index.ts';
import {
  type AdvertisingHost,
  type AdvertisingRunner,
  canEnd,
  mayConnect,
  maySeeMore,
} from './advertising-host.ts';
import { TRANSMIT_WINDOW_DELAY_US } from './connect-request.ts';
import { addressOf, type DeviceAddress, deviceAddress, isRandom } from './device-address.ts';
import type { LegacyPdus } from './legacy-pdus.ts';
import { ADVERTISING, type RadioUser } from './radio.ts';

/** How long the radio takes to change channels, in microseconds. */
const RETUNING_US = 60;

/** What it waits for. */
type Stage = 'idle' | 'advert' | 'request' | 'response';

/** Sends one PDU on each channel, and answers those who ask. */
export class LegacyEvent implements AdvertisingRunner, RadioUser {
  readonly isRelaxed = true;
  readonly firstPacketUs: number;
  readonly #host: AdvertisingHost;
  readonly #pdus: LegacyPdus;
  readonly #channels: readonly number[];
  /** Whom a directed advert is for, by identity. */
  readonly #target: DeviceAddress | undefined;
  #stage: Stage = 'idle';
  #at = 0;

  constructor(
    host: AdvertisingHost,
    pdus: LegacyPdus,
    channels: readonly number[],
    target: DeviceAddress | undefined,
  ) {
    this.#host = host;
    this.#pdus = pdus;
    this.#channels = channels;
    this.#target = target;
    this.firstPacketUs = airtimeUs(Coding.le1M, pdus.advert.bytes.length);
  }

  get urgency(): number {
    return this.#host.urgency;
  }

  begin(): boolean {
    if (!this.#host.shared.radio.take(this)) return false;
    this.#at = 0;
    this.#sendAdvert();
    return true;
  }

  stop(): void {
    this.#stage = 'idle';
    this.#host.shared.radio.release(this);
  }

  onTurn(): void {
    if (this.#stage === 'response') this.#sendResponse();
    else this.#sendAdvert();
  }

  onSent(endUs: number): void {
    const { scanResponse, isConnectable } = this.#pdus;
    if (this.#stage === 'response' || (!scanResponse && !isConnectable)) {
      this.#next(endUs);
      return;
    }
    this.#stage = 'request';
    const { radio } = this.#host.shared;
    radio.listenForAnswer(this, this.#channel, Phy.le1M, ADVERTISING.accessAddress, endUs);
  }

  onHeard({ pdu, endUs }: Transmission, _rssiDbm: number, isIntact: boolean): void {
    const request = isIntact ? pdu.advertising : undefined;
    if (request?.kind === 'scanReq' && this.#isScannedBy(request)) this.#answer(request, endUs);
    else if (request?.kind === 'connectInd') this.#consider(request, endUs);
    else this.#next(endUs);
  }

  onSilence(atUs: number): void {
    this.#next(atUs);
  }

  onPreempted(): void {
    this.#stage = 'idle';
    this.#host.onEventOver(this.#host.shared.radio.nowUs);
  }

  get #channel(): number {
    // The cast holds since an event ends behind its last channel.
    return this.#channels[this.#at] as number;
  }

  #sendAdvert(): void {
    this.#stage = 'advert';
    this.#send(this.#pdus.advert);
  }

  #send(pdu: LegacyPdus['advert']): void {
    const { shared, powerDbm } = this.#host;
    shared.radio.send(this, this.#channel, Coding.le1M, ADVERTISING, pdu, powerDbm);
  }

  #sendResponse(): void {
    if (this.#pdus.scanResponse) this.#send(this.#pdus.scanResponse);
  }

  #next(atUs: number): void {
    this.#at++;
    const nextUs = atUs + RETUNING_US;
    if (
      this.#at < this.#channels.length &&
      canEnd(this.#host, nextUs, Coding.le1M, this.#pdus.advert)
    ) {
      this.#stage = 'advert';
      this.#host.shared.radio.wakeAt(this, nextUs);
      return;
    }
    this.stop();
    this.#host.onEventOver(atUs);
  }

  /** 4.4.2.4 and 4.4.2.5 */
  #isScannedBy(request: Extract<AdvertisingPdu, { kind: 'scanReq' }>): boolean {
    return (
      this.#pdus.scanResponse !== undefined &&
      this.#isForUs(request) &&
      maySeeMore(this.#host, deviceAddress(request.txAdd, request.scanA))
    );
  }

  #answer(request: Extract<AdvertisingPdu, { kind: 'scanReq' }>, endUs: number): void {
    const answerUs = endUs + T_IFS_US;
    const { scanResponse } = this.#pdus;
    if (scanResponse && !canEnd(this.#host, answerUs, Coding.le1M, scanResponse)) {
      this.#next(endUs);
      return;
    }
    this.#stage = 'response';
    this.#host.shared.radio.wakeAt(this, answerUs);
    this.#host.onScanRequest(deviceAddress(request.txAdd, request.scanA));
  }

  #consider(request: Extract<AdvertisingPdu, { kind: 'connectInd' }>, endUs: number): void {
    const peer = deviceAddress(request.txAdd, request.initA);
    const isWelcome =
      this.#pdus.isConnectable &&
      this.#isForUs(request) &&
      mayConnect(this.#host, peer, this.#target);
    if (!isWelcome) {
      this.#next(endUs);
      return;
    }
    this.stop();
    this.#host.onConnected({
      llData: request.llData,
      hasAlgorithm2: request.chSel && this.#pdus.advert.advertising?.chSel === true,
      phy: Phy.le1M,
      endUs,
      transmitWindowDelayUs: TRANSMIT_WINDOW_DELAY_US.legacy,
      peer,
      own: this.#host.ownAddress,
    });
  }

  #isForUs(request: { readonly rxAdd: boolean; readonly advA: number }): boolean {
    const { ownAddress } = this.#host;
    return request.advA === addressOf(ownAddress) && request.rxAdd === isRandom(ownAddress);
  }
}
