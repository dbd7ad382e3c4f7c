// Advertising with the commands of Bluetooth 4. Core Spec v5.4, Vol 4, Part E, 7.8.5 to 7.8.9.

import * as hci from '../../../hci/index.ts';
import type { Core } from '../core.ts';
import { complete, type Entry } from '../entry.ts';
import { asSetParameters, LEGACY_SET, startLegacyAdvertising } from '../legacy-advertising.ts';

const { success, invalidParameters, commandDisallowed } = hci.HciStatus;

export const advertisingLegacy: readonly Entry[] = [
  complete(hci.leSetAdvertisingParameters, ({ linkLayer, settings }, legacy) => {
    if (linkLayer.isAdvertising(LEGACY_SET)) return commandDisallowed;
    const parameters = asSetParameters(legacy);
    if (!parameters) return invalidParameters;
    settings.legacyAdvertising.parameters = parameters;
    return success;
  }),

  complete(hci.leReadAdvertisingPhysicalChannelTxPower, ({ linkLayer }) => ({
    txPowerLevel: linkLayer.txPowerDbm,
  })),

  complete(hci.leSetAdvertisingData, ({ linkLayer, settings }, { advertisingData }) => {
    const { legacyAdvertising } = settings;
    legacyAdvertising.advertisingData = advertisingData;
    const { directed } = legacyAdvertising.parameters.advertisingEventProperties;
    if (directed || !linkLayer.isAdvertising(LEGACY_SET)) return success;
    return linkLayer.setAdvertisingData(LEGACY_SET, advertisingData);
  }),

  complete(hci.leSetScanResponseData, ({ linkLayer, settings }, { scanResponseData }) => {
    const { legacyAdvertising } = settings;
    legacyAdvertising.scanResponseData = scanResponseData;
    const { scannable } = legacyAdvertising.parameters.advertisingEventProperties;
    if (!scannable || !linkLayer.isAdvertising(LEGACY_SET)) return success;
    return linkLayer.setScanResponseData(LEGACY_SET, scanResponseData);
  }),

  complete(hci.leSetAdvertisingEnable, (core, { advertisingEnable }) =>
    advertisingEnable ? start(core) : stop(core),
  ),
];

function start({ linkLayer, settings }: Core): number {
  if (linkLayer.isAdvertising(LEGACY_SET)) return success;
  return startLegacyAdvertising(linkLayer, settings.legacyAdvertising, settings.randomAddress);
}

function stop({ linkLayer }: Core): number {
  if (!linkLayer.isAdvertising(LEGACY_SET)) return success;
  return linkLayer.disableAdvertising(LEGACY_SET);
}
