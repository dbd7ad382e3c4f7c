// Under which address we send. Core Spec v5.4, Vol 6, Part B, 6.

import type { AddressValue } from '../../core/index.ts';
import type { AirTimer, Timeline } from '../air/index.ts';
import { type DeviceAddress, deviceAddress } from './device-address.ts';
import type { ResolvingList } from './resolving-list.ts';

/** Seconds for which a private address of ours stays, where the host gives no other. 7.8.45 */
const DEFAULT_RPA_TIMEOUT_S = 900;

const US_PER_S = 1_000_000;

/** Our addresses: public, random as the host sets it, private ones by the resolving list. */
export class OwnAddresses {
  readonly publicAddress: DeviceAddress;
  #randomAddress: DeviceAddress | undefined;
  readonly #list: ResolvingList;
  readonly #timeline: Timeline;
  readonly #timer: AirTimer;
  #rpaTimeoutS = DEFAULT_RPA_TIMEOUT_S;

  constructor(publicAddress: AddressValue, list: ResolvingList, timeline: Timeline) {
    this.publicAddress = publicAddress;
    this.#list = list;
    this.#timeline = timeline;
    this.#timer = timeline.timer((atUs) => {
      list.rotate();
      this.#restart(atUs);
    });
  }

  set randomAddress(address: AddressValue) {
    this.#randomAddress = deviceAddress(true, address);
  }

  get hasRandomAddress(): boolean {
    return this.#randomAddress !== undefined;
  }

  /** Whether an address on the air is our public or random one. */
  isOurs(onAir: DeviceAddress): boolean {
    return onAir === this.publicAddress || onAir === this.#randomAddress;
  }

  /** Forgets what the host set. */
  reset(): void {
    this.#randomAddress = undefined;
    this.#rpaTimeoutS = DEFAULT_RPA_TIMEOUT_S;
    this.#timer.clear();
  }

  set rpaTimeoutS(seconds: number) {
    this.#rpaTimeoutS = seconds;
    if (this.#timer.isSet) this.#restart(this.#timeline.nowUs);
  }

  /** Private addresses change from now on, or no more. */
  set rotates(isOn: boolean) {
    if (!isOn) this.#timer.clear();
    else if (!this.#timer.isSet) this.#restart(this.#timeline.nowUs);
  }

  /**
   * The address for a purpose.
   *
   * @param ownAddressType as in HCI: 0 public, 1 random, 2 and 3 private, else public or random.
   * @param peer whom it is shown to, by identity: its entry has the key for private addresses.
   * @param randomAddress the random address of an advertising set, where it has one of its own.
   */
  addressFor(
    ownAddressType: number,
    peer: DeviceAddress | undefined,
    randomAddress: DeviceAddress | undefined = this.#randomAddress,
  ): DeviceAddress {
    if (ownAddressType >= 2 && peer !== undefined) {
      const entry = this.#list.entryOf(peer);
      if (entry?.localIrk) return deviceAddress(true, entry.localRpa);
    }
    return ownAddressType % 2 === 1 ? (randomAddress ?? this.publicAddress) : this.publicAddress;
  }

  #restart(atUs: number): void {
    this.#timeline.set(this.#timer, atUs + this.#rpaTimeoutS * US_PER_S, true);
  }
}
