// A set of extended advertising as the host builds it. Core Spec v5.4, Vol 4, Part E, 7.8.53 to 7.8.55.

import { Writer } from '../../codec/index.ts';
import { DataOperation, HciStatus, LePhy } from '../../hci/index.ts';
import type { AdvertisingEventProperties, AdvertisingParameters } from '../link-layer/index.ts';
import { isOwnAddressType, isPlainAddressType, isWithin } from './ranges.ts';

/** What of a set the link layer does not know. */
export interface AdvertisingSet {
  readonly properties: AdvertisingEventProperties;
  readonly advertisingData: DataInParts;
  readonly scanResponseData: DataInParts;
}

/** The highest handle of a set. 7.8.53. */
const MAX_SET_HANDLE = 0xef;

/** All that a legacy PDU carries. */
const LEGACY_DATA = 31;

/** Whether these parameters can be. 7.8.53. */
export function areSetParameters(advertisingHandle: number, set: AdvertisingParameters): boolean {
  const {
    primaryAdvertisingIntervalMin: shortest,
    primaryAdvertisingIntervalMax: longest,
    advertisingEventProperties: properties,
  } = set;
  return (
    advertisingHandle <= MAX_SET_HANDLE &&
    (properties.legacy ? isLegacyKind(set) : isExtendedKind(properties)) &&
    (properties.highDutyCycle || isWithin(shortest, 0x20, longest)) &&
    isWithin(set.primaryAdvertisingChannelMap, 1, 7) &&
    isOwnAddressType(set.ownAddressType) &&
    (!properties.directed || isPlainAddressType(set.peerAddressType)) &&
    isWithin(set.advertisingFilterPolicy, 0, 3) &&
    (isWithin(set.advertisingTxPower, -127, 20) || set.advertisingTxPower === 127) &&
    isWithin(set.advertisingSid, 0, 15)
  );
}

/** The five kinds of Bluetooth 4, on 1M. 7.8.53, table 7.2. */
function isLegacyKind(set: AdvertisingParameters): boolean {
  const { connectable, scannable, directed, highDutyCycle, anonymous, includeTxPower } =
    set.advertisingEventProperties;
  if (anonymous || includeTxPower || set.primaryAdvertisingPhy !== LePhy.le1M) return false;
  if (directed) return connectable && !scannable;
  return !highDutyCycle && (scannable || !connectable);
}

/** Of the others none is connectable and scannable, nor is anything connectable anonymous. */
function isExtendedKind(properties: AdvertisingEventProperties): boolean {
  const { connectable, scannable, highDutyCycle, anonymous } = properties;
  const isBoth = connectable && scannable;
  return !isBoth && !highDutyCycle && !(anonymous && (connectable || scannable));
}

/** Whether adverts of this kind carry as much data as there is already. */
export function hasRoomFor(properties: AdvertisingEventProperties, length: number): boolean {
  if (length === 0) return true;
  return carriesData(properties) && (!properties.legacy || length <= LEGACY_DATA);
}

/** Whether adverts of this kind carry data. */
export function carriesData({ legacy, scannable, directed }: AdvertisingEventProperties): boolean {
  return legacy ? !directed : !scannable;
}

/** One part of data, as either command brings it. */
export interface DataPart {
  /** One of `DataOperation`. */
  readonly operation: number;
  readonly data: Uint8Array;
}

/** Data that a host hands over in several commands. 7.8.54, 7.8.55. */
export class DataInParts {
  #parts: Writer | undefined;
  #length = 0;

  /** How much there is, once it is whole. */
  get length(): number {
    return this.#length;
  }

  /** Whether the end is still to come: the set cannot be enabled then. */
  get isPartial(): boolean {
    return this.#parts !== undefined;
  }

  /**
   * Takes one part.
   *
   * @param store what takes the whole of it, and gives a status.
   */
  take(
    { operation, data }: DataPart,
    { legacy, isEnabled, longest }: DataLimits,
    store: (whole: Uint8Array) => number,
  ): number {
    if (operation !== DataOperation.complete) {
      if (isEnabled) return HciStatus.commandDisallowed;
      if (legacy || data.length === 0) return HciStatus.invalidParameters;
    }
    if (legacy && data.length > LEGACY_DATA) return HciStatus.invalidParameters;
    const parts = this.#begin(operation);
    if (!parts) return HciStatus.invalidParameters;
    if (parts.length + data.length > longest) {
      this.#parts = undefined;
      return HciStatus.memoryCapacityExceeded;
    }
    parts.write(data);
    const isLast = operation === DataOperation.last || operation === DataOperation.complete;
    this.#parts = isLast ? undefined : parts;
    if (!isLast) return HciStatus.success;
    this.#length = parts.length;
    return store(parts.finish());
  }

  /** What the part goes on with; `undefined` where the operation has no meaning here. */
  #begin(operation: number): Writer | undefined {
    switch (operation) {
      case DataOperation.first:
      case DataOperation.complete:
        return new Writer();
      case DataOperation.intermediate:
      case DataOperation.last:
        return this.#parts;
      default:
        return undefined;
    }
  }
}

/** What decides whether a part can be taken. */
export interface DataLimits {
  readonly legacy: boolean;
  readonly isEnabled: boolean;
  /** Bytes. */
  readonly longest: number;
}
