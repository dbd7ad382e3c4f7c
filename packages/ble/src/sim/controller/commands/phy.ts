// Faster and farther PHYs. Core Spec v5.4, Vol 4, Part E, 7.8.47 to 7.8.49.

import * as hci from '../../../hci/index.ts';
import { complete, completeOnLink, type Entry, statusOnLink } from '../entry.ts';
import { hasPreferred } from '../phys.ts';
import { arePhysChosen, isWithin } from '../ranges.ts';

const { unknownConnection, unsupportedFeature, invalidParameters } = hci.HciStatus;

/** No preference, S=2, S=8. */
const MAX_PHY_OPTIONS = 2;

export const phy: readonly Entry[] = [
  completeOnLink(hci.leReadPhy, ({ linkLayer }, { connectionHandle }) => {
    const phys = linkLayer.physOf(connectionHandle);
    return phys ? { connectionHandle, ...phys } : unknownConnection;
  }),

  complete(hci.leSetDefaultPhy, ({ linkLayer }, preference) => {
    if (!arePhysChosen(preference)) return invalidParameters;
    if (!hasPreferred(linkLayer.features, preference)) return unsupportedFeature;
    return linkLayer.setDefaultPhy(preference);
  }),

  statusOnLink(hci.leSetPhy, ({ linkLayer }, { connectionHandle, ...preference }) => {
    const canBe = arePhysChosen(preference) && isWithin(preference.phyOptions, 0, MAX_PHY_OPTIONS);
    if (!canBe) return invalidParameters;
    if (!hasPreferred(linkLayer.features, preference)) return unsupportedFeature;
    return linkLayer.setPhy(connectionHandle, preference);
  }),
];
