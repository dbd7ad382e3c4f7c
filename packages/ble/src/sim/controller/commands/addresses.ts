// Our own address, and the list of devices to accept. Core Spec v5.4, Vol 4, Part E, 7.8.4, 7.8.14 to 7.8.17.

import * as hci from '../../../hci/index.ts';
import { complete, type Entry } from '../entry.ts';
import { LEGACY_SET } from '../legacy-advertising.ts';

const { success, invalidParameters, commandDisallowed } = hci.HciStatus;

/** Of the accept list: public, random, any anonymous advert. */
const LISTED_TYPES: ReadonlySet<number> = new Set([0, 1, 0xff]);

export const addresses: readonly Entry[] = [
  complete(hci.leSetRandomAddress, ({ linkLayer, settings }, { randomAddress }) => {
    // Sets of extended advertising have addresses of their own; those of legacy commands have this one.
    const isLegacy = settings.generation === 'legacy';
    if (isLegacy && linkLayer.isAdvertising(LEGACY_SET)) return commandDisallowed;
    const status = linkLayer.setRandomAddress(randomAddress);
    if (status === success) settings.randomAddress = randomAddress;
    return status;
  }),

  complete(hci.leReadFilterAcceptListSize, ({ linkLayer }) => ({
    filterAcceptListSize: linkLayer.acceptListSize,
  })),

  complete(hci.leClearFilterAcceptList, ({ linkLayer }) => linkLayer.clearAcceptList()),

  complete(hci.leAddDeviceToFilterAcceptList, ({ linkLayer }, device) =>
    LISTED_TYPES.has(device.addressType) ? linkLayer.addToAcceptList(device) : invalidParameters,
  ),

  complete(hci.leRemoveDeviceFromFilterAcceptList, ({ linkLayer }, device) =>
    LISTED_TYPES.has(device.addressType)
      ? linkLayer.removeFromAcceptList(device)
      : invalidParameters,
  ),
];
