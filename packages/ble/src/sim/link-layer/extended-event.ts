// Advertising events of extended PDUs. Core Spec v5.4, Vol 6, Part B, 4.4.2.

import { encode } from '../../codec/index.ts';
import {
  type AdvertisingPdu,
  advertisingPdu,
  airtimeUs,
  NO_EXTENDED_FIELDS,
  phyOf,
  T_IFS_US,
  T_MAFS_US,
} from '../../ll/index.ts';
import { AirPdu, type Transmission } from '../air/index.ts';
import {
  type AdvertisingHost,
  type AdvertisingRunner,
  canEnd,
  mayConnect,
  maySeeMore,
} from './advertising-host.ts';
import { type ConnectRequest, TRANSMIT_WINDOW_DELAY_US } from './connect-request.ts';
import { addressOf, type DeviceAddress, deviceAddress, isRandom } from './device-address.ts';
import {
  type ExtendedContent,
  type ExtendedPdus,
  extendedPdus,
  PRIMARY_GAP_US,
} from './extended-pdus.ts';
import { ADVERTISING, type RadioUser } from './radio.ts';

/** What it is about to do, or waits for. */
type Stage = 'primary' | 'chain' | 'request' | 'connectResponse';

/** Points to a packet on a data channel from the primary ones, then sends it and what hangs on it. */
export class ExtendedEvent implements AdvertisingRunner, RadioUser {
  readonly isRelaxed = true;
  readonly firstPacketUs: number;
  readonly #host: AdvertisingHost;
  readonly #content: ExtendedContent;
  readonly #channels: readonly number[];
  readonly #target: DeviceAddress | undefined;
  /** Written when a channel is first drawn. */
  readonly #byChannel = new Map<number, ExtendedPdus>();
  readonly #secondaryChannels: readonly number[];
  #pdus: ExtendedPdus;
  #secondaryChannel = 0;
  #stage: Stage = 'primary';
  /** What is being sent on the secondary channel, and how far it got. */
  #chain: readonly AirPdu[] = [];
  #at = 0;
  #auxAtUs = 0;
  #accepted: ConnectRequest | undefined;

  constructor(
    host: AdvertisingHost,
    content: ExtendedContent,
    channels: readonly number[],
    secondaryChannels: readonly number[],
    target: DeviceAddress | undefined,
  ) {
    this.#host = host;
    this.#content = content;
    this.#channels = channels;
    this.#secondaryChannels = secondaryChannels;
    this.#target = target;
    this.#pdus = this.#drawChannel();
    // The cast holds since there is a packet for each primary channel, of which there is one at least.
    const [first] = this.#pdus.primaries as readonly [AirPdu];
    this.firstPacketUs = airtimeUs(content.primaryCoding, first.bytes.length);
  }

  get urgency(): number {
    return this.#host.urgency;
  }

  begin(): boolean {
    const { radio } = this.#host.shared;
    if (!radio.take(this)) return false;
    this.#pdus = this.#drawChannel();
    this.#stage = 'primary';
    this.#at = 0;
    this.#auxAtUs = radio.nowUs + this.#pdus.auxAfterUs;
    this.#accepted = undefined;
    this.#sendPrimary();
    return true;
  }

  stop(): void {
    this.#host.shared.radio.release(this);
  }

  onTurn(atUs: number): void {
    if (this.#stage === 'connectResponse') {
      this.#sendConnectResponse();
      return;
    }
    const isPrimary = this.#stage === 'primary';
    // The casts hold since `at` stays below the number of packets.
    const pdu = (isPrimary ? this.#pdus.primaries : this.#chain)[this.#at] as AirPdu;
    const { primaryCoding, secondaryCoding } = this.#content;
    const coding = isPrimary ? primaryCoding : secondaryCoding;
    if (!canEnd(this.#host, atUs, coding, pdu)) this.#finish(atUs);
    else if (isPrimary) this.#sendPrimary();
    else this.#sendChained();
  }

  onSent(endUs: number): void {
    if (this.#stage === 'primary') this.#afterPrimary(endUs);
    else if (this.#stage === 'connectResponse') this.#connect();
    else this.#afterChained(endUs);
  }

  onHeard({ pdu, endUs }: Transmission, _rssiDbm: number, isIntact: boolean): void {
    const request = isIntact ? pdu.advertising : undefined;
    if (request?.kind === 'scanReq' && this.#isScannedBy(request)) {
      this.#begin(this.#pdus.scanResponses, endUs + T_IFS_US);
      this.#host.onScanRequest(deviceAddress(request.txAdd, request.scanA));
    } else if (request?.kind === 'connectInd' && this.#isConnectedBy(request)) {
      this.#accept(request, endUs);
    } else {
      this.#finish(endUs);
    }
  }

  onSilence(atUs: number): void {
    this.#finish(atUs);
  }

  onPreempted(): void {
    this.#host.onEventOver(this.#host.shared.radio.nowUs);
  }

  #drawChannel(): ExtendedPdus {
    const { random } = this.#host.shared.radio;
    const among = this.#secondaryChannels;
    // The cast holds since a channel map leaves one channel at least.
    this.#secondaryChannel = among[random.below(among.length)] as number;
    let pdus = this.#byChannel.get(this.#secondaryChannel);
    if (!pdus) {
      pdus = extendedPdus(this.#content, this.#secondaryChannel);
      this.#byChannel.set(this.#secondaryChannel, pdus);
    }
    return pdus;
  }

  #sendPrimary(): void {
    const { shared, powerDbm, primaryCoding } = this.#host;
    // The casts hold since there is a packet for each channel, and `at` stays below their number.
    const pdu = this.#pdus.primaries[this.#at] as AirPdu;
    const channel = this.#channels[this.#at] as number;
    shared.radio.send(this, channel, primaryCoding, ADVERTISING, pdu, powerDbm);
  }

  #afterPrimary(endUs: number): void {
    this.#at++;
    if (this.#at < this.#channels.length) {
      this.#host.shared.radio.wakeAt(this, endUs + PRIMARY_GAP_US);
    } else {
      this.#begin(this.#pdus.chain, this.#auxAtUs);
    }
  }

  #begin(chain: readonly AirPdu[], atUs: number): void {
    this.#stage = 'chain';
    this.#chain = chain;
    this.#at = 0;
    this.#host.shared.radio.wakeAt(this, atUs);
  }

  #sendChained(): void {
    // The cast holds since `at` stays below the length of the chain.
    this.#sendSecondary(this.#chain[this.#at] as AirPdu);
  }

  #sendSecondary(pdu: AirPdu): void {
    const { shared, powerDbm, secondaryCoding } = this.#host;
    shared.radio.send(this, this.#secondaryChannel, secondaryCoding, ADVERTISING, pdu, powerDbm);
  }

  #afterChained(endUs: number): void {
    const { radio } = this.#host.shared;
    const { connectable, scannable } = this.#content.properties;
    this.#at++;
    if (this.#at < this.#chain.length) {
      radio.wakeAt(this, endUs + T_MAFS_US);
    } else if (this.#chain === this.#pdus.chain && (connectable || scannable)) {
      this.#stage = 'request';
      const phy = phyOf(this.#content.secondaryCoding);
      radio.listenForAnswer(this, this.#secondaryChannel, phy, ADVERTISING.accessAddress, endUs);
    } else {
      this.#finish(endUs);
    }
  }

  #finish(atUs: number): void {
    this.stop();
    this.#host.onEventOver(atUs);
  }

  #isScannedBy(request: Extract<AdvertisingPdu, { kind: 'scanReq' }>): boolean {
    const scanner = deviceAddress(request.txAdd, request.scanA);
    return (
      this.#pdus.scanResponses.length > 0 &&
      this.#isForUs(request) &&
      maySeeMore(this.#host, scanner)
    );
  }

  #isConnectedBy(request: Extract<AdvertisingPdu, { kind: 'connectInd' }>): boolean {
    const peer = deviceAddress(request.txAdd, request.initA);
    return (
      this.#content.properties.connectable &&
      this.#isForUs(request) &&
      mayConnect(this.#host, peer, this.#target)
    );
  }

  #accept(request: Extract<AdvertisingPdu, { kind: 'connectInd' }>, endUs: number): void {
    const phy = phyOf(this.#content.secondaryCoding);
    this.#accepted = {
      llData: request.llData,
      // Links that are made by AUX_CONNECT_REQ always use it. 4.5.8.1
      hasAlgorithm2: true,
      phy,
      endUs,
      transmitWindowDelayUs: TRANSMIT_WINDOW_DELAY_US[phy],
      peer: deviceAddress(request.txAdd, request.initA),
      own: this.#host.ownAddress,
    };
    this.#stage = 'connectResponse';
    this.#host.shared.radio.wakeAt(this, endUs + T_IFS_US);
  }

  #sendConnectResponse(): void {
    if (!this.#accepted) return;
    const { own, peer } = this.#accepted;
    this.#sendSecondary(connectResponse(own, peer));
  }

  #connect(): void {
    this.stop();
    if (this.#accepted) this.#host.onConnected(this.#accepted);
  }

  #isForUs(request: { readonly rxAdd: boolean; readonly advA: number }): boolean {
    const { ownAddress } = this.#host;
    return request.advA === addressOf(ownAddress) && request.rxAdd === isRandom(ownAddress);
  }
}

/** 2.3.3.3 */
function connectResponse(own: DeviceAddress, peer: DeviceAddress): AirPdu {
  return new AirPdu(
    encode(advertisingPdu, {
      kind: 'auxConnectRsp',
      chSel: false,
      txAdd: isRandom(own),
      rxAdd: isRandom(peer),
      header: {
        ...NO_EXTENDED_FIELDS,
        advMode: 0,
        advA: addressOf(own),
        targetA: addressOf(peer),
      },
      advData: new Uint8Array(0),
    }),
  );
}
