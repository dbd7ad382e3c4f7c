// What an advertising set says, under which addresses, and on which PHYs. Vol 4, Part E, 7.8.52 to 7.8.55.

import type { AddressValue } from '../../core/index.ts';
import { HciStatus } from '../../hci/index.ts';
import { Coding, DATA_CHANNELS, Phy } from '../../ll/index.ts';
import type { AdvertisingHost, AdvertisingRunner } from './advertising-host.ts';
import { type DeviceAddress, deviceAddress, peerOf } from './device-address.ts';
import { ExtendedEvent } from './extended-event.ts';
import { type ExtendedContent, roomForData } from './extended-pdus.ts';
import { LegacyEvent } from './legacy-event.ts';
import { legacyPdus } from './legacy-pdus.ts';
import type { AdvertisingParameters } from './parameters.ts';
import { targetOf } from './resolving-list.ts';
import type { Shared } from './shared.ts';

/** The channels of the bits of an advertising channel map. */
const PRIMARY_CHANNELS: readonly number[] = [37, 38, 39];

const SECONDARY_CHANNELS: readonly number[] = Array.from(
  { length: DATA_CHANNELS },
  (_, channel) => channel,
);

/** Chosen where the host leaves the power to us. 7.8.53 */
const NO_PREFERENCE_DBM = 127;

/** Data identifiers have 12 bits. Vol 6, Part B, 2.3.4.4 */
const IDENTIFIERS = 2 ** 12;

const NOTHING = new Uint8Array(0);

/** All that a set is told by the host, and what sends it. */
export class SetContent {
  readonly #shared: Shared;
  #parameters: AdvertisingParameters;
  #data: Uint8Array = NOTHING;
  #scanResponse: Uint8Array = NOTHING;
  #randomAddress: DeviceAddress | undefined;
  #did = 0;
  #ownAddress: DeviceAddress = 0;
  #targetAddress: DeviceAddress = 0;
  /** Sends what is said now; made anew when that changes. */
  #runner: AdvertisingRunner | undefined;
  #isStale = true;

  constructor(parameters: AdvertisingParameters, shared: Shared) {
    this.#parameters = parameters;
    this.#shared = shared;
    this.renew();
  }

  get parameters(): AdvertisingParameters {
    return this.#parameters;
  }

  set parameters(parameters: AdvertisingParameters) {
    this.#parameters = parameters;
    this.#isStale = true;
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
    this.#did = this.#shared.radio.random.below(IDENTIFIERS);
    this.#isStale = true;
  }

  /** The address that the PDUs show. */
  get ownAddress(): DeviceAddress {
    return this.#ownAddress;
  }

  get powerDbm(): number {
    const { advertisingTxPower } = this.#parameters;
    const { txPowerDbm } = this.#shared.radio;
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

  /** Whether the data can be sent in the way it is to be; else a status. */
  get status(): number {
    const { legacy, connectable } = this.#parameters.advertisingEventProperties;
    if (legacy || !connectable) return HciStatus.success;
    const fits = this.#data.length <= roomForData(this.#extended());
    return fits ? HciStatus.success : HciStatus.packetTooLong;
  }

  /** Stops what is being sent. */
  stop(): void {
    this.#runner?.stop();
  }

  /** What sends this, under the addresses of now. */
  runnerFor(host: AdvertisingHost): AdvertisingRunner {
    const { own, resolvingList } = this.#shared;
    const peer = this.#peer;
    const ownAddress = own.addressFor(this.#parameters.ownAddressType, peer, this.#randomAddress);
    const entry = resolvingList.entryOf(peer);
    const targetAddress = entry ? targetOf(entry) : peer;
    const isSame = ownAddress === this.#ownAddress && targetAddress === this.#targetAddress;
    if (this.#runner && !this.#isStale && isSame) return this.#runner;
    this.#ownAddress = ownAddress;
    this.#targetAddress = targetAddress;
    this.#isStale = false;
    this.#runner = this.#newRunner(host);
    return this.#runner;
  }

  get #peer(): DeviceAddress {
    return peerOf(this.#parameters.peerAddressType, this.#parameters.peerAddress);
  }

  get #channels(): readonly number[] {
    const { primaryAdvertisingChannelMap: map } = this.#parameters;
    return PRIMARY_CHANNELS.filter((_, bit) => Math.floor(map / 2 ** bit) % 2 === 1);
  }

  #newRunner(host: AdvertisingHost): AdvertisingRunner {
    const { advertisingEventProperties: properties } = this.#parameters;
    const channels = this.#channels;
    const target = properties.directed ? this.#peer : undefined;
    if (!properties.legacy) {
      return new ExtendedEvent(host, this.#extended(), channels, SECONDARY_CHANNELS, target);
    }
    const content = {
      properties,
      own: this.#ownAddress,
      target: this.#targetAddress,
      data: this.#data,
      scanResponse: this.#scanResponse,
    };
    return new LegacyEvent(host, legacyPdus(content, this.#shared.features), channels, target);
  }

  #extended(): ExtendedContent {
    const { advertisingEventProperties, advertisingSid } = this.#parameters;
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
      primaryChannels: this.#channels.length,
    };
  }
}
