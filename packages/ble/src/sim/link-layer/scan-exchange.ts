// Asking an advertiser for more: SCAN_REQ and SCAN_RSP. Core Spec v5.4, Vol 6, Part B, 4.4.3.2.

import { encode } from '../../codec/index.ts';
import { advertisingPdu, Coding, Phy, T_IFS_US } from '../../ll/index.ts';
import { AirPdu, type Transmission } from '../air/index.ts';
import type { ScanResponse } from './advert-report.ts';
import { addressOf, type DeviceAddress, isRandom } from './device-address.ts';
import { ADVERTISING, type Radio, type RadioUser } from './radio.ts';

/** Writes the request. On secondary channels it is called AUX_SCAN_REQ. */
export function scanRequest(own: DeviceAddress, advertiser: DeviceAddress): AirPdu {
  return new AirPdu(
    encode(advertisingPdu, {
      kind: 'scanReq',
      chSel: false,
      txAdd: isRandom(own),
      rxAdd: isRandom(advertiser),
      scanA: addressOf(own),
      advA: addressOf(advertiser),
    }),
  );
}

/** Tells how an exchange ended: `undefined` when no answer came. */
type OnOver = (
  advertiser: DeviceAddress,
  isConnectable: boolean,
  response: ScanResponse | undefined,
  rssiDbm: number,
) => void;

/** One request at a time, on the channel of the advert. */
export class ScanExchange implements RadioUser {
  readonly urgency = 0;
  readonly isRelaxed = true;
  readonly #radio: Radio;
  readonly #onOver: OnOver;
  #channel = 0;
  #own: DeviceAddress = 0;
  #advertiser: DeviceAddress = 0;
  #isConnectable = false;

  constructor(radio: Radio, onOver: OnOver) {
    this.#radio = radio;
    this.#onOver = onOver;
  }

  /** @param advert the packet that the request follows. */
  begin(
    advert: Transmission,
    own: DeviceAddress,
    advertiser: DeviceAddress,
    isConnectable: boolean,
  ): void {
    if (!this.#radio.take(this)) return;
    this.#channel = advert.channel;
    this.#own = own;
    this.#advertiser = advertiser;
    this.#isConnectable = isConnectable;
    this.#radio.wakeAt(this, advert.endUs + T_IFS_US);
  }

  stop(): void {
    this.#radio.release(this);
  }

  onTurn(): void {
    const request = scanRequest(this.#own, this.#advertiser);
    this.#radio.send(this, this.#channel, Coding.le1M, ADVERTISING, request);
  }

  onSent(endUs: number): void {
    const { accessAddress } = ADVERTISING;
    this.#radio.listenForAnswer(this, this.#channel, Phy.le1M, accessAddress, endUs);
  }

  onHeard({ pdu }: Transmission, rssiDbm: number, isIntact: boolean): void {
    const answer = isIntact ? pdu.advertising : undefined;
    const isOurs =
      answer?.kind === 'scanRsp' &&
      answer.advA === addressOf(this.#advertiser) &&
      answer.txAdd === isRandom(this.#advertiser);
    this.#finish(isOurs ? answer : undefined, rssiDbm);
  }

  onSilence(): void {
    this.#finish(undefined, 0);
  }

  onPreempted(): void {}

  #finish(response: ScanResponse | undefined, rssiDbm: number): void {
    this.#radio.release(this);
    this.#onOver(this.#advertiser, this.#isConnectable, response, rssiDbm);
  }
}
