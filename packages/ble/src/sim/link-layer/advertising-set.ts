// One advertising set: what it says, and when. Core Spec v5.4, Vol 6, Part B, 4.4.2.

import type { AddressValue } from '../../core/index.ts';
import { HciStatus } from '../../hci/index.ts';
import { Coding, DATA_CHANNELS, Phy } from '../../ll/index.ts';
import type { AirTimer } from '../air/index.ts';
import type { AdvertisingHost, AdvertisingRunner } from './advertising-host.ts';
import type { ConnectRequest } from './connect-request.ts';
import {
  addressOf,
  addressTypeOf,
  type DeviceAddress,
  deviceAddress,
  peerOf,
} from './device-address.ts';
import { ExtendedEvent } from './extended-event.ts';
import { type ExtendedContent, roomForData } from './extended-pdus.ts';
import { LegacyEvent } from './legacy-event.ts';
import { legacyPdus } from './legacy-pdus.ts';
import type { AdvertisingParameters, AdvertisingSpan } from './parameters.ts';
import { targetOf } from './resolving-list.ts';
import type { Shared } from './shared.ts';

/** What a set tells of its end. */
export interface SetEnd {
  readonly status: number;
  readonly connectionHandle: number;
  readonly events: number;
}

/** What stands around a set. */
export interface SetSurroundings {
  readonly shared: Shared;
  /** Makes a link; `undefined` when there is no room for one. */
  readonly accept: (request: ConnectRequest) => number | undefined;
  readonly onEnd: (set: AdvertisingSet, end: SetEnd) => void;
}

/** 4.4.2.2.1: added to every interval so that two advertisers do not meet for ever, in microseconds. */
const MAX_ADV_DELAY_US = 10_000;

const UNIT_US = 625;
const SPAN_UNIT_US = 10_000;

/** 4.4.2.4.3: the time between high-duty directed events, and the time they go on for. */
const HIGH_DUTY_INTERVAL_US = 3_000;
const HIGH_DUTY_SPAN_US = 1_280_000;

/** How long an event waits for a busy radio before it is left out, and how often it looks. */
const PATIENCE_US = 10_000;
const RETRY_US = 1_250;

/** After so many events left out in a row the next one is more urgent than any link. */
const MISSES_UNTIL_URGENT = 4;
const URGENT = 1000;

/** Chosen where the host leaves the power to us. Vol 4, Part E, 7.8.53 */
const NO_PREFERENCE_DBM = 127;

const NOTHING = new Uint8Array(0);

/** A set by its handle. It advertises once it is enabled, until its time is up or somebody connects. */
export class AdvertisingSet implements AdvertisingHost {
  readonly handle: number;
  readonly shared: Shared;
  readonly #around: SetSurroundings;
  #parameters: AdvertisingParameters;
  #data: Uint8Array = NOTHING;
  #scanResponse: Uint8Array = NOTHING;
  #randomAddress: DeviceAddress | undefined;
  #did = 0;
  #ownAddress: DeviceAddress = 0;
  #targetAddress: DeviceAddress = 0;
  /** Sends what is said now; made anew when that changes. */
  #runner: AdvertisingRunner | undefined;
  #isRunnerStale = true;
  readonly #timer: AirTimer;
  #isEnabled = false;
  #plannedUs = 0;
  #endUs = Number.POSITIVE_INFINITY;
  #maxEvents = 0;
  #events = 0;
  #misses = 0;

  constructor(handle: number, parameters: AdvertisingParameters, around: SetSurroundings) {
    this.handle = handle;
    this.shared = around.shared;
    this.#around = around;
    this.#parameters = parameters;
    this.#timer = this.shared.radio.air.timeline.timer((atUs) => this.#onTime(atUs));
    this.renew();
  }

  get parameters(): AdvertisingParameters {
    return this.#parameters;
  }

  set parameters(parameters: AdvertisingParameters) {
    this.#parameters = parameters;
    this.#isRunnerStale = true;
  }

  get isEnabled(): boolean {
    return this.#isEnabled;
  }

  get hasRandomAddress(): boolean {
    return this.#randomAddress !== undefined;
  }

  set randomAddress(address: AddressValue) {
    this.#randomAddress = deviceAddress(true, address);
  }

  set data(data: Uint8Array) {
    this.#data = data;
    this.renew();
  }

  set scanResponse(data: Uint8Array) {
    this.#scanResponse = data;
    this.renew();
  }

  /** A new data identifier: scanners take the data for new. */
  renew(): void {
    this.#did = this.shared.radio.random.below(2 ** 12);
    this.#isRunnerStale = true;
  }

  get urgency(): number {
    return this.#misses >= MISSES_UNTIL_URGENT ? URGENT : 0;
  }

  get ownAddress(): DeviceAddress {
    return this.#ownAddress;
  }

  get powerDbm(): number {
    const { advertisingTxPower } = this.#parameters;
    const { txPowerDbm } = this.shared.radio;
    return advertisingTxPower === NO_PREFERENCE_DBM
      ? txPowerDbm
      : Math.min(advertisingTxPower, txPowerDbm);
  }

  get primaryCoding(): Coding {
    return this.#parameters.primaryAdvertisingPhy === Phy.leCoded ? Coding.leCodedS8 : Coding.le1M;
  }

  get secondaryCoding(): Coding {
    const { secondaryAdvertisingPhy } = this.#parameters;
    if (secondaryAdvertisingPhy === Phy.leCoded) return Coding.leCodedS8;
    return secondaryAdvertisingPhy === Phy.le2M ? Coding.le2M : Coding.le1M;
  }

  /** Whether its data can be sent in the way it is to advertise; else a status. */
  get dataStatus(): number {
    const { legacy, connectable } = this.#parameters.advertisingEventProperties;
    if (legacy || !connectable) return HciStatus.success;
    const fits = this.#data.length <= roomForData(this.#extendedContent());
    return fits ? HciStatus.success : HciStatus.packetTooLong;
  }

  enable({ duration, maxExtendedAdvertisingEvents }: AdvertisingSpan): void {
    const { nowUs, random } = this.shared.radio;
    const spanUs = this.#isHighDuty ? HIGH_DUTY_SPAN_US : duration * SPAN_UNIT_US;
    this.#isEnabled = true;
    this.#endUs = spanUs > 0 ? nowUs + spanUs : Number.POSITIVE_INFINITY;
    this.#maxEvents = maxExtendedAdvertisingEvents;
    this.#events = 0;
    this.#misses = 0;
    this.#runner?.stop();
    this.#plan(nowUs + random.below(this.#isHighDuty ? UNIT_US : MAX_ADV_DELAY_US));
  }

  disable(): void {
    this.#isEnabled = false;
    this.#timer.clear();
    this.#runner?.stop();
  }

  onEventOver(): void {
    if (!this.#isEnabled) return;
    this.#events++;
    this.#misses = 0;
    if (this.#events === this.#maxEvents) this.#end(HciStatus.limitReached);
    else this.#planNext();
  }

  onScanRequest(scanner: DeviceAddress): void {
    if (!this.#parameters.scanRequestNotificationEnable) return;
    const entry = this.shared.resolvingList.resolve(scanner);
    const shown = entry?.identity ?? scanner;
    this.shared.events.onScanRequest(
      this.handle,
      addressTypeOf(shown, entry !== undefined),
      addressOf(shown),
    );
  }

  onConnected(request: ConnectRequest): void {
    const connectionHandle = this.#around.accept(request);
    if (connectionHandle === undefined) this.#planNext();
    else this.#end(HciStatus.success, connectionHandle);
  }

  get #isHighDuty(): boolean {
    return this.#parameters.advertisingEventProperties.highDutyCycle;
  }

  #onTime(atUs: number): void {
    if (atUs >= this.#endUs) {
      this.#end(HciStatus.advertisingTimeout);
      return;
    }
    const runner = this.#upToDate();
    const isClear = this.shared.nextLinkUs() >= atUs + runner.firstPacketUs;
    if ((isClear || this.urgency === URGENT) && runner.begin()) return;
    if (atUs < this.#plannedUs + PATIENCE_US) {
      this.#set(atUs + RETRY_US);
      return;
    }
    this.#misses++;
    this.#planNext();
  }

  #planNext(): void {
    const { random, nowUs } = this.shared.radio;
    const intervalUs = this.#isHighDuty
      ? HIGH_DUTY_INTERVAL_US
      : this.#parameters.primaryAdvertisingIntervalMin * UNIT_US +
        random.below(MAX_ADV_DELAY_US + 1);
    // An event that took longer than the interval is followed by the next one at once.
    this.#plan(Math.max(this.#plannedUs + intervalUs, nowUs));
  }

  #plan(atUs: number): void {
    this.#plannedUs = atUs;
    this.#set(atUs);
  }

  #set(atUs: number): void {
    const { timeline } = this.shared.radio.air;
    timeline.set(this.#timer, Math.min(atUs, this.#endUs), true);
  }

  #end(status: number, connectionHandle = 0): void {
    this.disable();
    this.#around.onEnd(this, { status, connectionHandle, events: this.#events });
  }

  /** The runner for what is said now, under the addresses of now. */
  #upToDate(): AdvertisingRunner {
    const { own, resolvingList } = this.shared;
    const peer = this.#peer;
    const ownAddress = own.addressFor(this.#parameters.ownAddressType, peer, this.#randomAddress);
    const entry = resolvingList.entryOf(peer);
    const targetAddress = entry ? targetOf(entry) : peer;
    if (
      this.#runner &&
      !this.#isRunnerStale &&
      ownAddress === this.#ownAddress &&
      targetAddress === this.#targetAddress
    ) {
      return this.#runner;
    }
    this.#ownAddress = ownAddress;
    this.#targetAddress = targetAddress;
    this.#isRunnerStale = false;
    this.#runner = this.#newRunner();
    return this.#runner;
  }

  get #peer(): DeviceAddress {
    return peerOf(this.#parameters.peerAddressType, this.#parameters.peerAddress);
  }

  #newRunner(): AdvertisingRunner {
    const { advertisingEventProperties: properties, primaryAdvertisingChannelMap } =
      this.#parameters;
    const channels = PRIMARY_CHANNELS.filter(
      (_, bit) => Math.floor(primaryAdvertisingChannelMap / 2 ** bit) % 2 === 1,
    );
    const target = properties.directed ? this.#peer : undefined;
    if (!properties.legacy) {
      return new ExtendedEvent(this, this.#extendedContent(), channels, SECONDARY_CHANNELS, target);
    }
    const pdus = legacyPdus(
      {
        properties,
        own: this.#ownAddress,
        target: this.#targetAddress,
        data: this.#data,
        scanResponse: this.#scanResponse,
      },
      this.shared.features,
    );
    return new LegacyEvent(this, pdus, channels, target);
  }

  #extendedContent(): ExtendedContent {
    const { advertisingEventProperties, advertisingSid, primaryAdvertisingChannelMap } =
      this.#parameters;
    return {
      properties: advertisingEventProperties,
      own: this.#ownAddress,
      target: this.#targetAddress,
      data: this.#data,
      scanResponse: this.#scanResponse,
      adi: { did: this.#did, sid: advertisingSid },
      powerDbm: this.powerDbm,
      primaryCoding: this.primaryCoding,
      secondaryCoding: this.secondaryCoding,
      primaryChannels: PRIMARY_CHANNELS.filter(
        (_, bit) => Math.floor(primaryAdvertisingChannelMap / 2 ** bit) % 2 === 1,
      ).length,
    };
  }
}

/** The channels of the bits of an advertising channel map. */
const PRIMARY_CHANNELS: readonly number[] = [37, 38, 39];

const SECONDARY_CHANNELS: readonly number[] = Array.from(
  { length: DATA_CHANNELS },
  (_, channel) => channel,
);
