// Advertising in sets. Core Spec v5.4, Vol 4, Part E, 7.8.52 to 7.8.60.

import * as hci from '../../../hci/index.ts';
import { areSetParameters, carriesData, DataInParts, hasRoomFor } from '../advertising-set.ts';
import type { Core } from '../core.ts';
import { enableSets } from '../enable-sets.ts';
import { complete, type Entry } from '../entry.ts';
import { isPrimaryPhy, isSecondaryPhy } from '../phys.ts';

const {
  success,
  commandDisallowed,
  unsupportedFeature,
  invalidParameters,
  unknownAdvertisingIdentifier,
} = hci.HciStatus;

export const advertisingExtended: readonly Entry[] = [
  complete(hci.leSetAdvertisingSetRandomAddress, ({ linkLayer }, parameters) =>
    linkLayer.setAdvertisingRandomAddress(parameters.advertisingHandle, parameters.randomAddress),
  ),

  complete(
    hci.leSetExtendedAdvertisingParameters,
    ({ linkLayer, settings }, { advertisingHandle, ...parameters }) => {
      if (linkLayer.isAdvertising(advertisingHandle)) return commandDisallowed;
      const before = settings.advertisingSets.get(advertisingHandle);
      const hasRoom = hasRoomFor(
        parameters.advertisingEventProperties,
        before?.advertisingData.length ?? 0,
      );
      if (!hasRoom || !areSetParameters(advertisingHandle, parameters)) return invalidParameters;
      if (
        !isPrimaryPhy(linkLayer.features, parameters.primaryAdvertisingPhy) ||
        !isSecondaryPhy(linkLayer.features, parameters)
      ) {
        return unsupportedFeature;
      }
      const { status, selectedTxPower } = linkLayer.setAdvertisingParameters(
        advertisingHandle,
        parameters,
      );
      if (status !== success) return status;
      settings.advertisingSets.set(advertisingHandle, {
        properties: parameters.advertisingEventProperties,
        advertisingData: before?.advertisingData ?? new DataInParts(),
        scanResponseData: before?.scanResponseData ?? new DataInParts(),
      });
      return { selectedTxPower };
    },
  ),

  complete(
    hci.leSetExtendedAdvertisingData,
    (core, { advertisingHandle, operation, advertisingData: data }) => {
      const { linkLayer, settings } = core;
      const set = settings.advertisingSets.get(advertisingHandle);
      if (!set) return unknownAdvertisingIdentifier;
      if (operation === hci.DataOperation.unchanged)
        return renewData(core, advertisingHandle, data);
      if (!carriesData(set.properties) && data.length > 0) return invalidParameters;
      return set.advertisingData.take(
        { operation, data },
        limitsOf(core, advertisingHandle, set.properties.legacy),
        (whole) => linkLayer.setAdvertisingData(advertisingHandle, whole),
      );
    },
  ),

  complete(
    hci.leSetExtendedScanResponseData,
    (core, { advertisingHandle, operation, scanResponseData: data }) => {
      const { linkLayer, settings } = core;
      const set = settings.advertisingSets.get(advertisingHandle);
      if (!set) return unknownAdvertisingIdentifier;
      const { legacy, scannable } = set.properties;
      if (!scannable && data.length > 0) return invalidParameters;
      return set.scanResponseData.take(
        { operation, data },
        limitsOf(core, advertisingHandle, legacy),
        (whole) => linkLayer.setScanResponseData(advertisingHandle, whole),
      );
    },
  ),

  complete(hci.leSetExtendedAdvertisingEnable, ({ linkLayer, settings }, { enable, sets }) =>
    enableSets({ linkLayer, settings, enable, sets }),
  ),

  complete(hci.leReadMaximumAdvertisingDataLength, ({ linkLayer }) => ({
    maxAdvertisingDataLength: linkLayer.maxAdvertisingDataLength,
  })),

  complete(hci.leReadNumberOfSupportedAdvertisingSets, ({ linkLayer }) => ({
    numSupportedAdvertisingSets: linkLayer.maxAdvertisingSets,
  })),

  complete(hci.leRemoveAdvertisingSet, ({ linkLayer, settings }, { advertisingHandle }) => {
    const status = linkLayer.removeAdvertisingSet(advertisingHandle);
    if (status === success) settings.advertisingSets.delete(advertisingHandle);
    return status;
  }),

  complete(hci.leClearAdvertisingSets, ({ linkLayer, settings }) => {
    const status = linkLayer.clearAdvertisingSets();
    if (status === success) settings.advertisingSets.clear();
    return status;
  }),
];

function limitsOf({ linkLayer }: Core, advertisingHandle: number, legacy: boolean) {
  return {
    legacy,
    isEnabled: linkLayer.isAdvertising(advertisingHandle),
    longest: linkLayer.maxAdvertisingDataLength,
  };
}

/** The same data under a new number: of sets that are on the air, and not of legacy ones. 7.8.54. */
function renewData({ linkLayer, settings }: Core, advertisingHandle: number, data: Uint8Array) {
  const set = settings.advertisingSets.get(advertisingHandle);
  const canBe =
    set !== undefined &&
    set.advertisingData.length > 0 &&
    !set.properties.legacy &&
    data.length === 0 &&
    linkLayer.isAdvertising(advertisingHandle);
  return canBe ? linkLayer.renewAdvertisingData(advertisingHandle) : invalidParameters;
}
