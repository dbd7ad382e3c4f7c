// All links of a controller: making them, and sharing the radio among them.

import { HciStatus } from '../../hci/index.ts';
import { ALL_CHANNELS, ChannelMap, codingOf, newAccessAddress, T_IFS_US } from '../../ll/index.ts';
import { type ConnectRequest, HOPS, isSound } from './connect-request.ts';
import { ChannelMapUpdate } from './connection-update.ts';
import { LengthExchange } from './data-length.ts';
import { addressOf, addressTypeOf, type DeviceAddress, isRandom } from './device-address.ts';
import type { DataLengthLimits } from './events.ts';
import { Link } from './link.ts';
import type { LinkAround } from './link-around.ts';
import { INITIAL, LinkLimits, SUPPORTED } from './link-limits.ts';
import { CONNECTION_UNIT_US, LinkTiming } from './link-timing.ts';
import type { ConnectionWishes, PhyPreference } from './parameters.ts';
import type { Shared } from './shared.ts';

/** Handles are given out again only when all were. */
const HANDLES = 0x0eff;

/** Our sleep clock is right to 20 ppm: `sca` of PDUs. 2.3.3.1 */
const SCA = 7;
const CLOCK_PPM = 20;

/** While adverts are listened for, a link leaves them so much of its interval. */
const SHARE_OF_LINK = 0.75;

/** What a short connection event takes, and the share of the radio's time from which links are a crowd. */
const EVENT_US = 500;
const SHARE_OF_CROWD = 0.5;

/** A crowd stands back for a while now and then, so that adverts are heard at all. */
const BREATHER = { everyUs: 100_000, lengthUs: 10_000 } as const;

/** How much two clocks may differ over an interval, in microseconds; far less than T_IFS. */
const CLOCK_TOLERANCE_US = 16;

/** No preference. */
const ANY_PHY = { allPhys: 3, txPhys: 7, rxPhys: 7 } as const;

/** The links by handle. */
export class Links implements LinkAround {
  readonly shared: Shared;
  readonly #maxLinks: number;
  readonly #byHandle = new Map<number, Link>();
  /** The same, for what is done often. */
  #all: readonly Link[] = [];
  /** Whether they leave next to no time for anything else. */
  #isCrowded = false;
  readonly #ppm: number;
  #nextHandle = 0;
  defaultPhy: Omit<PhyPreference, 'phyOptions'> = ANY_PHY;
  /** What is told the peer of a new link. */
  #suggested: DataLengthLimits = SUGGESTED;
  #channelMap = new ChannelMap(ALL_CHANNELS);

  constructor(shared: Shared, maxLinks: number) {
    this.shared = shared;
    this.#maxLinks = maxLinks;
    this.#ppm = (2 * shared.radio.random.fraction() - 1) * CLOCK_PPM;
  }

  get isFull(): boolean {
    return this.#byHandle.size >= this.#maxLinks;
  }

  of(connectionHandle: number): Link | undefined {
    return this.#byHandle.get(connectionHandle);
  }

  hasPeer(peer: DeviceAddress): boolean {
    return this.#all.some((link) => link.peer === peer);
  }

  get channelMap(): ChannelMap {
    return this.#channelMap;
  }

  /** Tells the peers of links that we are central of. */
  set channelMap(map: ChannelMap) {
    this.#channelMap = map;
    for (const link of this.#all) {
      if (link.isCentral) link.control.start(new ChannelMapUpdate(link));
    }
  }

  setSuggestedDataLength(maxTxOctets: number, maxTxTime: number): void {
    this.#suggested = { ...SUGGESTED, maxTxOctets, maxTxTime };
  }

  /** Forgets all links and all that the host said of them, and tells nobody. */
  reset(): void {
    for (const link of this.#all) link.abandon();
    this.#byHandle.clear();
    this.#refresh();
    this.defaultPhy = ANY_PHY;
    this.#suggested = SUGGESTED;
    this.#channelMap = new ChannelMap(ALL_CHANNELS);
  }

  /** When the next link needs the radio, in microseconds. */
  nextUs(): number {
    let nextUs = Number.POSITIVE_INFINITY;
    for (const { claimUs } of this.#all) if (claimUs < nextUs) nextUs = claimUs;
    return nextUs;
  }

  limitUs(link: Link, isFirst: boolean): number {
    const { timing } = link;
    let limitUs = Number.POSITIVE_INFINITY;
    if (!isFirst) {
      const share = this.shared.radio.hasBackground ? SHARE_OF_LINK : 1;
      limitUs = timing.anchorUs + share * (timing.nextAnchorUs - timing.anchorUs);
      // By the clock of the central there may be more time than by ours.
      if (!link.isCentral) limitUs += CLOCK_TOLERANCE_US;
    }
    if (this.#isCrowded && this.shared.radio.hasBackground) {
      limitUs = Math.min(limitUs, breatherUs(this.shared.radio.nowUs));
    }
    for (const other of this.#all) {
      const counts = other !== link && (!isFirst || other.urgency > link.urgency);
      if (counts && other.claimUs < limitUs) limitUs = other.claimUs;
    }
    return limitUs - T_IFS_US;
  }

  freeOffset(link: Link, interval: number): number {
    return this.#freeOffset(link.timing.anchorUs, interval, link);
  }

  onEnd(link: Link, reason: number): void {
    this.#byHandle.delete(link.connectionHandle);
    this.#refresh();
    this.shared.events.onDisconnection(link.connectionHandle, reason);
  }

  /** How a link would begin: what CONNECT_IND says. 2.3.3.1 */
  propose(wishes: ConnectionWishes, windowFromUs: number): ConnectRequest['llData'] {
    const { random } = this.shared.radio;
    const interval = wishes.connectionIntervalMin;
    return {
      aa: newAccessAddress(() => random.word()),
      crcInit: random.below(2 ** 24),
      winSize: 1,
      winOffset: this.#freeOffset(windowFromUs, interval),
      interval,
      latency: wishes.maxLatency,
      timeout: wishes.supervisionTimeout,
      chM: this.#channelMap.chM,
      hopAndSca: { hop: HOPS.least + random.below(1 + HOPS.most - HOPS.least), sca: SCA },
    };
  }

  /**
   * Begins a link.
   *
   * @returns its handle; `undefined` when there is no room for it, or it could not run like that.
   */
  open(request: ConnectRequest, isCentral: boolean): number | undefined {
    if (this.isFull || !isSound(request)) return undefined;
    const { llData, phy, peer, own } = request;
    const { resolvingList, events } = this.shared;
    const entry = resolvingList.resolve(peer);
    const identity = entry?.identity ?? peer;
    const connectionHandle = this.#freeHandle();
    const link = new Link({
      connectionHandle,
      isCentral,
      peer: identity,
      accessAddress: llData.aa,
      crcInit: llData.crcInit,
      timing: this.#timingOf(request, isCentral),
      limits: new LinkLimits(this.#suggested, codingOf(phy)),
      around: this,
    });
    this.#byHandle.set(connectionHandle, link);
    this.#refresh();
    const isOwnPrivate = resolvingList.isOurs(own);
    events.onConnection({
      status: HciStatus.success,
      connectionHandle,
      role: isCentral ? 0 : 1,
      peerAddressType: addressTypeOf(identity, entry !== undefined),
      peerAddress: addressOf(identity),
      localResolvablePrivateAddress: isOwnPrivate ? addressOf(own) : 0,
      peerResolvablePrivateAddress: entry && isRandom(peer) ? addressOf(peer) : 0,
      connectionInterval: llData.interval,
      peripheralLatency: llData.latency,
      supervisionTimeout: llData.timeout,
      centralClockAccuracy: isCentral ? 0 : llData.hopAndSca.sca,
      channelSelectionAlgorithm: request.hasAlgorithm2 ? 1 : 0,
    });
    if (this.#suggested.maxTxOctets > INITIAL.maxTxOctets) {
      link.control.start(new LengthExchange(link));
    }
    return connectionHandle;
  }

  /** Links came or went. */
  #refresh(): void {
    this.#all = [...this.#byHandle.values()];
    const share = this.#all.reduce((sum, { timing }) => sum + EVENT_US / timing.intervalUs, 0);
    this.#isCrowded = share > SHARE_OF_CROWD;
  }

  #timingOf(request: ConnectRequest, isCentral: boolean): LinkTiming {
    const { llData, endUs, transmitWindowDelayUs, hasAlgorithm2 } = request;
    const startUs = endUs + transmitWindowDelayUs + llData.winOffset * CONNECTION_UNIT_US;
    const { interval, latency, timeout } = llData;
    return new LinkTiming(
      { interval, latency, timeout },
      {
        accessAddress: llData.aa,
        hasAlgorithm2,
        hop: llData.hopAndSca.hop,
        chM: llData.chM,
        sca: llData.hopAndSca.sca,
      },
      // The central begins as soon as it may; the peripheral does not know that.
      { startUs, lengthUs: isCentral ? 0 : llData.winSize * CONNECTION_UNIT_US },
      { ppm: this.#ppm, sca: SCA },
    );
  }

  /** Of the places in an interval the one that is farthest from the anchors of others. */
  #freeOffset(fromUs: number, interval: number, self?: Link): number {
    const others = this.#all.filter((link) => link !== self);
    if (others.length === 0) return 0;
    let best = 0;
    let bestUs = -1;
    for (let offset = 0; offset < interval; offset++) {
      const atUs = fromUs + offset * CONNECTION_UNIT_US;
      let nearestUs = Number.POSITIVE_INFINITY;
      for (const { timing } of others) {
        const periodUs = commonUnits(interval, timing.parameters.interval) * CONNECTION_UNIT_US;
        const behindUs = modulo(atUs - timing.anchorUs, periodUs);
        nearestUs = Math.min(nearestUs, behindUs, periodUs - behindUs);
      }
      if (nearestUs > bestUs) {
        best = offset;
        bestUs = nearestUs;
      }
    }
    return best;
  }

  #freeHandle(): number {
    while (this.#byHandle.has(this.#nextHandle))
      this.#nextHandle = (this.#nextHandle + 1) % HANDLES;
    const handle = this.#nextHandle;
    this.#nextHandle = (handle + 1) % HANDLES;
    return handle;
  }
}

/** 7.8.35: before the host says more, links send as little as those of Bluetooth 4.0. */
const SUGGESTED: DataLengthLimits = {
  ...INITIAL,
  maxRxOctets: SUPPORTED.maxRxOctets,
  maxRxTime: SUPPORTED.maxRxTime,
};

/** When the breather begins, or began, that is not over at a time. */
function breatherUs(nowUs: number): number {
  const { everyUs, lengthUs } = BREATHER;
  return Math.ceil((nowUs + 1 - lengthUs) / everyUs) * everyUs;
}

function modulo(value: number, modulus: number): number {
  return ((value % modulus) + modulus) % modulus;
}

/** The greatest common divisor. */
function commonUnits(a: number, b: number): number {
  return b === 0 ? a : commonUnits(b, a % b);
}
