// Advertising in sets, by the commands of 5.0. Core Spec v5.4, Vol 4, Part E, 7.8.52 to 7.8.60.

import {
  type Controller,
  DataOperation,
  HciError,
  HciStatus,
  LePhy,
  leRemoveAdvertisingSet,
  leSetAdvertisingSetRandomAddress,
  leSetExtendedAdvertisingData,
  leSetExtendedAdvertisingEnable,
  leSetExtendedAdvertisingParameters,
  leSetExtendedScanResponseData,
  MAX_ADVERTISING_FRAGMENT,
} from '../hci/index.ts';
import type { Phy } from '../radio/index.ts';
import type { AdvertisingPlan } from './advertising-plan.ts';
import type { AdvertisingSet } from './advertising-set.ts';
import type { OwnAddress } from './own-address.ts';

const ALL_CHANNELS = 7;
const NO_PREFERRED_POWER = 127;
const RANDOM = 1;

/** The controller should not cut what we send. */
const NO_FRAGMENTS = 1;

const PHY: Readonly<Record<Phy, number>> = {
  '1M': LePhy.le1M,
  '2M': LePhy.le2M,
  Coded: LePhy.leCoded,
};

/** One of the sets of a controller. */
export class ExtendedAdvertising implements AdvertisingSet {
  readonly handle: number;
  readonly isLegacy = false;
  readonly #ownAddress: OwnAddress;

  constructor(handle: number, ownAddress: OwnAddress) {
    this.handle = handle;
    this.#ownAddress = ownAddress;
  }

  async start(
    controller: Controller,
    plan: AdvertisingPlan,
    ownAddressType: number,
  ): Promise<void> {
    await controller.send(leSetExtendedAdvertisingParameters, {
      advertisingHandle: this.handle,
      advertisingEventProperties: propertiesOf(plan),
      primaryAdvertisingIntervalMin: plan.interval,
      primaryAdvertisingIntervalMax: plan.interval,
      primaryAdvertisingChannelMap: ALL_CHANNELS,
      ownAddressType,
      peerAddressType: 0,
      peerAddress: 0,
      advertisingFilterPolicy: 0,
      advertisingTxPower: plan.txPowerDbm ?? NO_PREFERRED_POWER,
      // Adverts begin on 1M or Coded; 2M is for what follows.
      primaryAdvertisingPhy: plan.phy === 'Coded' ? LePhy.leCoded : LePhy.le1M,
      secondaryAdvertisingMaxSkip: 0,
      secondaryAdvertisingPhy: PHY[plan.phy],
      // Sets of one sender are told apart by it; there are 16.
      advertisingSid: this.handle % 16,
      scanRequestNotificationEnable: false,
    });
    if (ownAddressType === RANDOM) {
      const randomAddress = this.#ownAddress.current.address;
      const parameters = { advertisingHandle: this.handle, randomAddress };
      await controller.send(leSetAdvertisingSetRandomAddress, parameters);
    }
    await this.setData(controller, plan);
    await this.#enable(controller, true);
  }

  /** What takes several commands is taken by sets that rest alone. 7.8.54 */
  mustRestFor({ data, scanResponse }: AdvertisingPlan): boolean {
    return Math.max(data.length, scanResponse.length) > MAX_ADVERTISING_FRAGMENT;
  }

  async setData(controller: Controller, plan: AdvertisingPlan): Promise<void> {
    const common = { advertisingHandle: this.handle, fragmentPreference: NO_FRAGMENTS };
    // A set takes data, a scan response, or both, as its properties say; what it does not take it refuses.
    if (!isScannableAlone(plan)) {
      for (const [operation, advertisingData] of fragments(plan.data)) {
        await controller.send(leSetExtendedAdvertisingData, {
          ...common,
          operation,
          advertisingData,
        });
      }
    }
    if (!isScannable(plan)) return;
    for (const [operation, scanResponseData] of fragments(plan.scanResponse)) {
      const parameters = { ...common, operation, scanResponseData };
      await controller.send(leSetExtendedScanResponseData, parameters);
    }
  }

  async stop(controller: Controller): Promise<void> {
    await this.#enable(controller, false);
  }

  async remove(controller: Controller): Promise<void> {
    try {
      await controller.send(leRemoveAdvertisingSet, { advertisingHandle: this.handle });
    } catch (error) {
      // It was never set up, as on a controller that has begun anew meanwhile.
      const isUnknown =
        error instanceof HciError && error.status === HciStatus.unknownAdvertisingIdentifier;
      if (!isUnknown) throw error;
    }
  }

  async #enable(controller: Controller, isOn: boolean): Promise<void> {
    const endless = { duration: 0, maxExtendedAdvertisingEvents: 0 };
    const sets = [{ advertisingHandle: this.handle, ...endless }];
    await controller.send(leSetExtendedAdvertisingEnable, { enable: isOn, sets });
  }
}

function propertiesOf(plan: AdvertisingPlan) {
  return {
    connectable: plan.isConnectable,
    scannable: isScannable(plan),
    directed: false,
    highDutyCycle: false,
    legacy: !plan.isExtended,
    anonymous: false,
    includeTxPower: plan.isExtended && plan.txPowerDbm !== undefined,
  };
}

/** Connectable legacy PDUs are scannable; extended ones are one or the other. 7.8.53 */
function isScannable({ isExtended, isConnectable, scanResponse }: AdvertisingPlan): boolean {
  return isExtended
    ? isScannableOnly(isConnectable, scanResponse)
    : isConnectable || scanResponse.length > 0;
}

/** Extended and scannable: all that there is stands in the scan response. */
function isScannableAlone({ isExtended, isConnectable, scanResponse }: AdvertisingPlan): boolean {
  return isExtended && isScannableOnly(isConnectable, scanResponse);
}

function isScannableOnly(isConnectable: boolean, scanResponse: Uint8Array): boolean {
  return !isConnectable && scanResponse.length > 0;
}

/** Data in as many commands as it takes, each with its operation. 7.8.54 */
function* fragments(data: Uint8Array): Generator<readonly [operation: number, part: Uint8Array]> {
  if (data.length <= MAX_ADVERTISING_FRAGMENT) {
    yield [DataOperation.complete, data];
    return;
  }
  for (let from = 0; from < data.length; from += MAX_ADVERTISING_FRAGMENT) {
    const to = from + MAX_ADVERTISING_FRAGMENT;
    const isLast = to >= data.length;
    const middle = isLast ? DataOperation.last : DataOperation.intermediate;
    yield [from === 0 ? DataOperation.first : middle, data.subarray(from, to)];
  }
}
