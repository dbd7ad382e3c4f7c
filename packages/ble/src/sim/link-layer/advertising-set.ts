// One advertising set: when it advertises, and how it ends. Core Spec v5.4, Vol 6, Part B, 4.4.2.

import { HciStatus } from '../../hci/index.ts';
import type { Coding } from '../../ll/index.ts';
import type { AirTimer } from '../air/index.ts';
import type { AdvertisingHost } from './advertising-host.ts';
import type { ConnectRequest } from './connect-request.ts';
import { addressOf, addressTypeOf, type DeviceAddress } from './device-address.ts';
import type { AdvertisingParameters, AdvertisingSpan } from './parameters.ts';
import { SetContent } from './set-content.ts';
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

/** A set by its handle. It advertises once it is enabled, until its time is up or somebody connects. */
export class AdvertisingSet implements AdvertisingHost {
  readonly handle: number;
  readonly shared: Shared;
  readonly content: SetContent;
  readonly #around: SetSurroundings;
  readonly #timer: AirTimer;
  #isEnabled = false;
  #plannedUs = 0;
  #endUs = Number.POSITIVE_INFINITY;
  #maxEvents = 0;
  #events = 0;
  /** Events that were left out for others, in a row. */
  #misses = 0;

  constructor(handle: number, parameters: AdvertisingParameters, around: SetSurroundings) {
    this.handle = handle;
    this.shared = around.shared;
    this.content = new SetContent(parameters, around.shared);
    this.#around = around;
    this.#timer = this.shared.radio.air.timeline.timer((atUs) => this.#onTime(atUs));
  }

  get isEnabled(): boolean {
    return this.#isEnabled;
  }

  get parameters(): AdvertisingParameters {
    return this.content.parameters;
  }

  get ownAddress(): DeviceAddress {
    return this.content.ownAddress;
  }

  get powerDbm(): number {
    return this.content.powerDbm;
  }

  get primaryCoding(): Coding {
    return this.content.primaryCoding;
  }

  get secondaryCoding(): Coding {
    return this.content.secondaryCoding;
  }

  get urgency(): number {
    return this.isUrgent ? URGENT : 0;
  }

  get isUrgent(): boolean {
    return this.#misses >= MISSES_UNTIL_URGENT;
  }

  enable({ duration, maxExtendedAdvertisingEvents }: AdvertisingSpan): void {
    const { nowUs, random } = this.shared.radio;
    const spanUs = this.#isHighDuty ? HIGH_DUTY_SPAN_US : duration * SPAN_UNIT_US;
    this.#isEnabled = true;
    this.#endUs = spanUs > 0 ? nowUs + spanUs : Number.POSITIVE_INFINITY;
    this.#maxEvents = maxExtendedAdvertisingEvents;
    this.#events = 0;
    this.#misses = 0;
    this.content.stop();
    this.#plan(nowUs + random.below(this.#isHighDuty ? UNIT_US : MAX_ADV_DELAY_US));
  }

  disable(): void {
    this.#isEnabled = false;
    this.#timer.clear();
    this.content.stop();
  }

  onEventOver(): void {
    if (!this.#isEnabled) return;
    this.#events++;
    this.#misses = 0;
    if (this.#events === this.#maxEvents) this.#end(HciStatus.limitReached);
    else this.#planNext();
  }

  onScanRequest(scanner: DeviceAddress): void {
    if (!this.parameters.scanRequestNotificationEnable) return;
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
    return this.parameters.advertisingEventProperties.highDutyCycle;
  }

  #onTime(atUs: number): void {
    if (atUs >= this.#endUs) {
      this.#end(HciStatus.advertisingTimeout);
      return;
    }
    const runner = this.content.runnerFor(this);
    const isClear = this.shared.nextLinkUs() >= atUs + runner.firstPacketUs;
    if ((isClear || this.isUrgent) && runner.begin()) return;
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
      : this.parameters.primaryAdvertisingIntervalMin * UNIT_US +
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
}
