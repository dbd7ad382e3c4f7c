// Advertising by the commands of 4.0. Core Spec v5.4, Vol 4, Part E, 7.8.5 to 7.8.9.

import {
  type Controller,
  leSetAdvertisingData,
  leSetAdvertisingEnable,
  leSetAdvertisingParameters,
  leSetScanResponseData,
} from '../hci/index.ts';
import type { AdvertisingPlan } from './advertising-plan.ts';
import type { AdvertisingSet } from './advertising-set.ts';

/** Advertising types. 7.8.5 */
const ADV_IND = 0;
const ADV_SCAN_IND = 2;
const ADV_NONCONN_IND = 3;

const ALL_CHANNELS = 7;

/** Without a link, non-connectable adverts may not come more often before 5.0. Units of 0.625 ms. */
const SHORTEST_NON_CONNECTABLE = 160;

/** HCI version 5.0, from which on it may. */
const V5_0 = 9;

/** The one advertisement that legacy commands know. */
export class LegacyAdvertising implements AdvertisingSet {
  readonly handle = 0;
  readonly isLegacy = true;

  async start(
    controller: Controller,
    plan: AdvertisingPlan,
    ownAddressType: number,
  ): Promise<void> {
    const type = typeOf(plan);
    const isSlow = type !== ADV_IND && controller.capabilities.hciVersion < V5_0;
    const interval = isSlow ? Math.max(plan.interval, SHORTEST_NON_CONNECTABLE) : plan.interval;
    await controller.send(leSetAdvertisingParameters, {
      advertisingIntervalMin: interval,
      advertisingIntervalMax: interval,
      advertisingType: type,
      ownAddressType,
      peerAddressType: 0,
      peerAddress: 0,
      advertisingChannelMap: ALL_CHANNELS,
      advertisingFilterPolicy: 0,
    });
    await this.setData(controller, plan);
    await controller.send(leSetAdvertisingEnable, { advertisingEnable: true });
  }

  mustRestFor(): boolean {
    return false;
  }

  async setData(controller: Controller, { data, scanResponse }: AdvertisingPlan): Promise<void> {
    await controller.send(leSetAdvertisingData, { advertisingData: data });
    await controller.send(leSetScanResponseData, { scanResponseData: scanResponse });
  }

  async stop(controller: Controller): Promise<void> {
    await controller.send(leSetAdvertisingEnable, { advertisingEnable: false });
  }

  async remove(): Promise<void> {
    // Legacy advertising is always there.
  }
}

function typeOf({ isConnectable, scanResponse }: AdvertisingPlan): number {
  if (isConnectable) return ADV_IND;
  return scanResponse.length > 0 ? ADV_SCAN_IND : ADV_NONCONN_IND;
}
