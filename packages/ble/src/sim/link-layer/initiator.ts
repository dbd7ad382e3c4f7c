// Initiating: waiting for an advertiser, and making a link with it. Vol 6, Part B, 4.4.4.

import { encode } from '../../codec/index.ts';
import { HciStatus, LeFeature } from '../../hci/index.ts';
import {
  AdvMode,
  advertisingPdu,
  airtimeUs,
  Coding,
  Phy,
  phyOf,
  T_IFS_US,
} from '../../ll/index.ts';
import { AirPdu, type Transmission } from '../air/index.ts';
import type { ExtendedAdvert, LegacyAdvert } from './advert-report.ts';
import { type ConnectRequest, TRANSMIT_WINDOW_DELAY_US } from './connect-request.ts';
import { areWishes } from './connection-ranges.ts';
import {
  addressOf,
  type DeviceAddress,
  deviceAddress,
  isRandom,
  peerOf,
} from './device-address.ts';
import type { Links } from './links.ts';
import type { ConnectionWishes, InitiatingParameters } from './parameters.ts';
import { ADVERTISING, type RadioUser } from './radio.ts';
import { CLOSED, ScanWindows } from './scan-windows.ts';
import type { Shared } from './shared.ts';

/** Octets of CONNECT_IND, header included. 2.3.3.1 */
const REQUEST_OCTETS = 36;

/** An advertiser that we are about to answer. */
interface Attempt {
  readonly advertiser: DeviceAddress;
  readonly own: DeviceAddress;
  readonly channel: number;
  readonly coding: Coding;
  readonly wishes: ConnectionWishes;
  readonly hasAlgorithm2: boolean;
  /** Whether the advertiser answers by AUX_CONNECT_RSP. */
  readonly isAuxiliary: boolean;
}

/** What is being looked for. */
interface Search {
  readonly parameters: InitiatingParameters;
  readonly windows: ScanWindows;
}

/** Looks for one peer, or for any on the accept list. */
export class Initiator implements RadioUser {
  readonly urgency = 1;
  readonly isRelaxed = true;
  readonly #shared: Shared;
  readonly #links: Links;
  readonly #onOver: () => void;
  #search: Search | undefined;
  #attempt: Attempt | undefined;
  #request: ConnectRequest | undefined;

  /** @param onOver is told when it no longer looks for anybody. */
  constructor(shared: Shared, links: Links, onOver: () => void) {
    this.#shared = shared;
    this.#links = links;
    this.#onOver = onOver;
  }

  get isInitiating(): boolean {
    return this.#search !== undefined;
  }

  get parameters(): InitiatingParameters | undefined {
    return this.#search?.parameters;
  }

  start(parameters: InitiatingParameters): number {
    if (this.#search) return HciStatus.commandDisallowed;
    if (this.#links.isFull) return HciStatus.connectionLimitExceeded;
    const { initiatorFilterPolicy, peerAddressType, peerAddress, phys } = parameters;
    const wished = [phys.le1M, phys.le2M, phys.leCoded].filter((wishes) => wishes !== undefined);
    if (wished.length === 0 || !wished.every(areWishes)) return HciStatus.invalidParameters;
    if (!initiatorFilterPolicy && this.#links.hasPeer(peerOf(peerAddressType, peerAddress))) {
      return HciStatus.connectionAlreadyExists;
    }
    const { nowUs, air } = this.#shared.radio;
    this.#search = { parameters, windows: new ScanWindows(nowUs, phys) };
    // Somebody waits for the link: what leads to it is told without delay.
    air.timeline.hurry();
    return HciStatus.success;
  }

  /** Looks for nobody any more; whether it did. */
  stop(): boolean {
    if (!this.#search) return false;
    this.#search = undefined;
    this.#attempt = undefined;
    this.#shared.radio.release(this);
    this.#shared.radio.air.timeline.relax();
    this.#onOver();
    return true;
  }

  /** Where it listens at a time; `CLOSED` when it does not. */
  channelAt(phy: Phy, atUs: number): number {
    return this.#search?.windows.channelAt(phy, atUs) ?? CLOSED;
  }

  /** A legacy advert: it may be the one. */
  onLegacy(advert: LegacyAdvert, { channel, endUs }: Transmission): void {
    if (advert.kind !== 'advInd' && advert.kind !== 'advDirectInd') return;
    const wishes = this.#search?.parameters.phys.le1M;
    const advertiser = deviceAddress(advert.txAdd, advert.advA);
    const target =
      advert.kind === 'advDirectInd' ? deviceAddress(advert.rxAdd, advert.targetA) : undefined;
    if (!wishes || !this.#isWanted(advertiser, target)) return;
    this.#try(
      {
        advertiser,
        own: this.#ownFor(advertiser),
        channel,
        coding: Coding.le1M,
        wishes,
        hasAlgorithm2:
          advert.chSel && this.#shared.features.has(LeFeature.channelSelectionAlgorithm2),
        isAuxiliary: false,
      },
      endUs,
    );
  }

  /**
   * AUX_ADV_IND: it may be the one.
   *
   * @returns whether we answer it.
   */
  onAuxiliary(
    { header, txAdd, rxAdd }: ExtendedAdvert,
    { channel, coding, endUs }: Transmission,
    giveUp: () => void,
  ): boolean {
    if (header.advMode !== AdvMode.connectable || header.advA === undefined) return false;
    const wishes = this.#wishesFor(phyOf(coding));
    const advertiser = deviceAddress(txAdd, header.advA);
    const target = header.targetA === undefined ? undefined : deviceAddress(rxAdd, header.targetA);
    if (!wishes || !this.#isWanted(advertiser, target)) return false;
    giveUp();
    const own = this.#ownFor(advertiser);
    const exchange = { channel, coding, hasAlgorithm2: true, isAuxiliary: true };
    this.#try({ advertiser, own, wishes, ...exchange }, endUs);
    return true;
  }

  onTurn(atUs: number): void {
    const { radio } = this.#shared;
    const attempt = this.#attempt;
    if (!attempt) return;
    const { advertiser, own, channel, coding, hasAlgorithm2, isAuxiliary } = attempt;
    const phy = phyOf(coding);
    const endUs = atUs + airtimeUs(coding, REQUEST_OCTETS);
    const transmitWindowDelayUs = TRANSMIT_WINDOW_DELAY_US[isAuxiliary ? phy : 'legacy'];
    const llData = this.#links.propose(attempt.wishes, endUs + transmitWindowDelayUs);
    this.#request = {
      llData,
      hasAlgorithm2,
      phy,
      endUs,
      transmitWindowDelayUs,
      peer: advertiser,
      own,
    };
    const pdu = new AirPdu(
      encode(advertisingPdu, {
        kind: 'connectInd',
        chSel: hasAlgorithm2 && !isAuxiliary,
        txAdd: isRandom(own),
        rxAdd: isRandom(advertiser),
        initA: addressOf(own),
        advA: addressOf(advertiser),
        llData,
      }),
    );
    radio.send(this, channel, coding, ADVERTISING, pdu);
  }

  onSent(endUs: number): void {
    const attempt = this.#attempt;
    if (!attempt) return;
    if (!attempt.isAuxiliary) {
      // 4.5: the initiator takes the link for made; whether it was heard will be seen.
      this.#succeed();
      return;
    }
    const { channel, coding } = attempt;
    const { accessAddress } = ADVERTISING;
    this.#shared.radio.listenForAnswer(this, channel, phyOf(coding), accessAddress, endUs);
  }

  onHeard({ pdu }: Transmission, _rssiDbm: number, isIntact: boolean): void {
    const answer = isIntact ? pdu.advertising : undefined;
    const attempt = this.#attempt;
    if (
      answer?.kind === 'auxConnectRsp' &&
      attempt !== undefined &&
      answer.header.advA === addressOf(attempt.advertiser) &&
      answer.header.targetA === addressOf(attempt.own)
    ) {
      this.#succeed();
    } else {
      this.#giveUp();
    }
  }

  onSilence(): void {
    this.#giveUp();
  }

  onPreempted(): void {
    this.#attempt = undefined;
  }

  #try(attempt: Attempt, endUs: number): void {
    const { radio } = this.#shared;
    if (this.#attempt || !radio.take(this)) return;
    this.#attempt = attempt;
    radio.wakeAt(this, endUs + T_IFS_US);
  }

  #succeed(): void {
    const request = this.#request;
    this.#attempt = undefined;
    this.stop();
    if (request) this.#links.open(request, true);
  }

  /** It was not heard, or said no: the next advert will do. */
  #giveUp(): void {
    this.#attempt = undefined;
    this.#shared.radio.release(this);
  }

  #wishesFor(phy: Phy): ConnectionWishes | undefined {
    const phys = this.#search?.parameters.phys;
    const byPhy = {
      [Phy.le1M]: phys?.le1M,
      [Phy.le2M]: phys?.le2M,
      [Phy.leCoded]: phys?.leCoded,
    };
    return byPhy[phy] ?? phys?.le1M ?? phys?.leCoded;
  }

  #isWanted(advertiser: DeviceAddress, target: DeviceAddress | undefined): boolean {
    const search = this.#search;
    if (!search) return false;
    const { resolvingList, acceptList, own } = this.#shared;
    if (resolvingList.isExposed(advertiser)) return false;
    if (target !== undefined && !own.isOurs(target) && !resolvingList.isOurs(target)) return false;
    const identity = resolvingList.resolve(advertiser)?.identity ?? advertiser;
    if (this.#links.hasPeer(identity)) return false;
    const { initiatorFilterPolicy, peerAddressType, peerAddress } = search.parameters;
    if (initiatorFilterPolicy) return acceptList.has(identity);
    const wanted = peerOf(peerAddressType, peerAddress);
    return identity === wanted || advertiser === wanted;
  }

  #ownFor(advertiser: DeviceAddress): DeviceAddress {
    const { resolvingList, own } = this.#shared;
    const identity = resolvingList.resolve(advertiser)?.identity ?? advertiser;
    return own.addressFor(this.#search?.parameters.ownAddressType ?? 0, identity);
  }
}
