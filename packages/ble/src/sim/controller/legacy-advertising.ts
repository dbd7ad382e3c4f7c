// Advertising as Bluetooth 4 knew it: the one set of a host with legacy commands.
// Core Spec v5.4, Vol 4, Part E, 7.8.5 to 7.8.9.

import type { Infer } from '../../codec/index.ts';
import type { AddressValue } from '../../core/index.ts';
import { HciStatus, LePhy, type leSetAdvertisingParameters } from '../../hci/index.ts';
import type {
  AdvertisingEventProperties,
  AdvertisingParameters,
  LinkLayer,
} from '../link-layer/index.ts';
import { isOwnAddressType, isPlainAddressType, isWithin } from './ranges.ts';

/** The set of the link layer that legacy commands are about. */
export const LEGACY_SET = 0;

/** As the command has them. */
type LegacyParameters = Omit<Infer<(typeof leSetAdvertisingParameters)['body']>, 'kind'>;

/** What the host said, in whatever order; it counts when advertising begins. */
export interface LegacyAdvertising {
  parameters: AdvertisingParameters;
  advertisingData: Uint8Array;
  scanResponseData: Uint8Array;
}

const NOTHING = new Uint8Array(0);

const ADV_IND: AdvertisingEventProperties = {
  connectable: true,
  scannable: true,
  directed: false,
  highDutyCycle: false,
  legacy: true,
  anonymous: false,
  includeTxPower: false,
};

/** By `advertisingType`: ADV_IND, directed of high duty, scannable, neither, directed of low duty. */
const PROPERTIES: readonly AdvertisingEventProperties[] = [
  ADV_IND,
  { ...ADV_IND, scannable: false, directed: true, highDutyCycle: true },
  { ...ADV_IND, connectable: false },
  { ...ADV_IND, connectable: false, scannable: false },
  { ...ADV_IND, scannable: false, directed: true },
];

/** "The controller chooses." */
const ANY_POWER = 127;

/** What a host begins with that said nothing. 7.8.5. */
export function legacyAdvertising(): LegacyAdvertising {
  return {
    advertisingData: NOTHING,
    scanResponseData: NOTHING,
    parameters: {
      advertisingEventProperties: ADV_IND,
      primaryAdvertisingIntervalMin: 0x0800,
      primaryAdvertisingIntervalMax: 0x0800,
      primaryAdvertisingChannelMap: 7,
      ownAddressType: 0,
      peerAddressType: 0,
      peerAddress: 0,
      advertisingFilterPolicy: 0,
      advertisingTxPower: ANY_POWER,
      primaryAdvertisingPhy: LePhy.le1M,
      secondaryAdvertisingMaxSkip: 0,
      secondaryAdvertisingPhy: LePhy.le1M,
      advertisingSid: 0,
      scanRequestNotificationEnable: false,
    },
  };
}

/** The parameters as those of a set; `undefined` where they may not be so. 7.8.5. */
export function asSetParameters(legacy: LegacyParameters): AdvertisingParameters | undefined {
  const properties = PROPERTIES[legacy.advertisingType];
  if (!properties || !isAllowed(legacy, properties)) return undefined;
  return {
    ...legacyAdvertising().parameters,
    advertisingEventProperties: properties,
    primaryAdvertisingIntervalMin: legacy.advertisingIntervalMin,
    primaryAdvertisingIntervalMax: legacy.advertisingIntervalMax,
    primaryAdvertisingChannelMap: legacy.advertisingChannelMap,
    ownAddressType: legacy.ownAddressType,
    peerAddressType: legacy.peerAddressType,
    peerAddress: legacy.peerAddress,
    advertisingFilterPolicy: legacy.advertisingFilterPolicy,
  };
}

function isAllowed(legacy: LegacyParameters, { highDutyCycle }: AdvertisingEventProperties) {
  const { advertisingIntervalMin: shortest, advertisingIntervalMax: longest } = legacy;
  return (
    // High duty has an interval of its own.
    (highDutyCycle || (isWithin(shortest, 0x20, longest) && longest <= 0x4000)) &&
    isOwnAddressType(legacy.ownAddressType) &&
    isPlainAddressType(legacy.peerAddressType) &&
    isWithin(legacy.advertisingChannelMap, 1, 7) &&
    isWithin(legacy.advertisingFilterPolicy, 0, 3)
  );
}

/** Gives the set to the link layer as the host described it, and begins. */
export function startLegacyAdvertising(
  linkLayer: LinkLayer,
  { parameters, advertisingData, scanResponseData }: LegacyAdvertising,
  randomAddress: AddressValue | undefined,
): number {
  const { scannable, directed } = parameters.advertisingEventProperties;
  // A new set each time: the data of another type of adverts must not stay.
  if (linkLayer.hasAdvertisingSet(LEGACY_SET)) linkLayer.removeAdvertisingSet(LEGACY_SET);
  const steps = [
    () => linkLayer.setAdvertisingParameters(LEGACY_SET, parameters).status,
    () =>
      randomAddress === undefined
        ? HciStatus.success
        : linkLayer.setAdvertisingRandomAddress(LEGACY_SET, randomAddress),
    () =>
      directed ? HciStatus.success : linkLayer.setAdvertisingData(LEGACY_SET, advertisingData),
    () =>
      scannable ? linkLayer.setScanResponseData(LEGACY_SET, scanResponseData) : HciStatus.success,
    () => linkLayer.enableAdvertising(LEGACY_SET, { duration: 0, maxExtendedAdvertisingEvents: 0 }),
  ];
  return firstRefusal(steps);
}

/** Goes on until a step is refused. */
function firstRefusal(steps: readonly (() => number)[]): number {
  for (const step of steps) {
    const status = step();
    if (status !== HciStatus.success) return status;
  }
  return HciStatus.success;
}
