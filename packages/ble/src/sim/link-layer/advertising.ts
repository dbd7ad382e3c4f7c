// The advertising sets of a controller. Core Spec v5.4, Vol 4, Part E, 7.8.52 to 7.8.60.

import type { AddressValue } from '../../core/index.ts';
import { HciStatus } from '../../hci/index.ts';
import { AdvertisingSet, type SetSurroundings } from './advertising-set.ts';
import type { ConnectRequest } from './connect-request.ts';
import type { AdvertisingParameters, AdvertisingSpan } from './parameters.ts';
import type { Shared } from './shared.ts';

/** The longest data of any set. 7.8.57 */
export const MAX_ADVERTISING_DATA = 1650;

/** What legacy PDUs hold. */
const MAX_LEGACY_DATA = 31;

/** Sets by handle. */
export class Advertising {
  readonly #sets = new Map<number, AdvertisingSet>();
  readonly #around: SetSurroundings;
  readonly #maxSets: number;

  constructor(
    shared: Shared,
    maxSets: number,
    accept: (request: ConnectRequest) => number | undefined,
  ) {
    this.#maxSets = maxSets;
    this.#around = {
      shared,
      accept,
      onEnd: ({ handle }, { status, connectionHandle, events }) =>
        shared.events.onAdvertisingEnded({
          status,
          advertisingHandle: handle,
          connectionHandle,
          numCompletedExtendedAdvertisingEvents: Math.min(events, 255),
        }),
    };
  }

  has(handle: number): boolean {
    return this.#sets.has(handle);
  }

  isEnabled(handle: number): boolean {
    return this.#sets.get(handle)?.isEnabled === true;
  }

  get isAnyEnabled(): boolean {
    return [...this.#sets.values()].some(({ isEnabled }) => isEnabled);
  }

  /** Parameters of sets that advertise now. */
  get enabledParameters(): readonly AdvertisingParameters[] {
    return [...this.#sets.values()].flatMap(({ isEnabled, parameters }) =>
      isEnabled ? [parameters] : [],
    );
  }

  setParameters(
    handle: number,
    parameters: AdvertisingParameters,
  ): { readonly status: number; readonly selectedTxPower: number } {
    const status = faultOf(parameters);
    if (status !== HciStatus.success) return refused(status);
    let set = this.#sets.get(handle);
    if (set?.isEnabled) return refused(HciStatus.commandDisallowed);
    if (set) {
      set.content.parameters = parameters;
    } else {
      if (this.#sets.size >= this.#maxSets) return refused(HciStatus.memoryCapacityExceeded);
      set = new AdvertisingSet(handle, parameters, this.#around);
      this.#sets.set(handle, set);
    }
    return { status: HciStatus.success, selectedTxPower: set.powerDbm };
  }

  setRandomAddress(handle: number, address: AddressValue): number {
    const set = this.#sets.get(handle);
    if (!set) return HciStatus.unknownAdvertisingIdentifier;
    const { connectable } = set.parameters.advertisingEventProperties;
    if (set.isEnabled && connectable) return HciStatus.commandDisallowed;
    set.content.randomAddress = address;
    return HciStatus.success;
  }

  setData(handle: number, data: Uint8Array): number {
    const set = this.#sets.get(handle);
    if (!set) return HciStatus.unknownAdvertisingIdentifier;
    if (data.length > roomOf(set)) return HciStatus.invalidParameters;
    set.content.data = data;
    return HciStatus.success;
  }

  setScanResponse(handle: number, data: Uint8Array): number {
    const set = this.#sets.get(handle);
    if (!set) return HciStatus.unknownAdvertisingIdentifier;
    if (data.length > roomOf(set)) return HciStatus.invalidParameters;
    set.content.scanResponse = data;
    return HciStatus.success;
  }

  renew(handle: number): number {
    const set = this.#sets.get(handle);
    if (!set) return HciStatus.unknownAdvertisingIdentifier;
    set.content.renew();
    return HciStatus.success;
  }

  /** @param hasRandomAddress whether the host set the random address that sets without one share. */
  enable(handle: number, span: AdvertisingSpan, hasRandomAddress: boolean): number {
    const set = this.#sets.get(handle);
    if (!set) return HciStatus.unknownAdvertisingIdentifier;
    const needsRandom = set.parameters.ownAddressType % 2 === 1;
    if (needsRandom && !set.content.hasRandomAddress && !hasRandomAddress) {
      return HciStatus.invalidParameters;
    }
    const { status } = set.content;
    if (status !== HciStatus.success) return status;
    set.enable(span);
    return HciStatus.success;
  }

  disable(handle: number): number {
    const set = this.#sets.get(handle);
    if (!set) return HciStatus.unknownAdvertisingIdentifier;
    set.disable();
    return HciStatus.success;
  }

  disableAll(): void {
    for (const set of this.#sets.values()) set.disable();
  }

  remove(handle: number): number {
    const set = this.#sets.get(handle);
    if (!set) return HciStatus.unknownAdvertisingIdentifier;
    if (set.isEnabled) return HciStatus.commandDisallowed;
    this.#sets.delete(handle);
    return HciStatus.success;
  }

  clear(): number {
    if (this.isAnyEnabled) return HciStatus.commandDisallowed;
    this.#sets.clear();
    return HciStatus.success;
  }
}

function roomOf({ parameters }: AdvertisingSet): number {
  return parameters.advertisingEventProperties.legacy ? MAX_LEGACY_DATA : MAX_ADVERTISING_DATA;
}

function refused(status: number): { readonly status: number; readonly selectedTxPower: number } {
  return { status, selectedTxPower: 0 };
}

/** What can never be advertised. 7.8.53 */
function faultOf(parameters: AdvertisingParameters): number {
  const { connectable, scannable, legacy, anonymous } = parameters.advertisingEventProperties;
  const isWrong =
    (!legacy && connectable && (scannable || anonymous)) ||
    parameters.primaryAdvertisingChannelMap % 8 === 0 ||
    parameters.primaryAdvertisingIntervalMin > parameters.primaryAdvertisingIntervalMax;
  return isWrong ? HciStatus.invalidParameters : HciStatus.success;
}
