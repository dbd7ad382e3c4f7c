// Making links. Core Spec v5.4, Vol 4, Part E, 7.8.12, 7.8.13, 7.8.66.

import * as hci from '../../../hci/index.ts';
import type { ConnectOnPhy } from '../../link-layer/index.ts';
import { complete, type Entry, status } from '../entry.ts';
import { hasPhy } from '../phys.ts';
import { areConnectionWishes, isOwnAddressType, isScanTiming, isWithin } from '../ranges.ts';

const { commandDisallowed, unsupportedFeature, invalidParameters } = hci.HciStatus;

/** The longest interval of extended commands. */
const ANY_INTERVAL = 0xffff;

/** Of peers: public, random, and either as an identity of the resolving list. */
const MAX_PEER_TYPE = 3;

interface Addresses {
  readonly initiatorFilterPolicy: boolean;
  readonly peerAddressType: number;
  readonly ownAddressType: number;
}

export const connectingLegacy: readonly Entry[] = [
  status(hci.leCreateConnection, ({ linkLayer }, parameters) => {
    if (linkLayer.isInitiating) return commandDisallowed;
    const { leScanInterval, leScanWindow, ...wishes } = parameters;
    const onPhy = { ...wishes, scanInterval: leScanInterval, scanWindow: leScanWindow };
    if (!areAddresses(parameters) || !isConnect(onPhy)) return invalidParameters;
    return linkLayer.connect({ ...parameters, phys: { le1M: onPhy } });
  }),
];

export const connectingCancel: readonly Entry[] = [
  complete(hci.leCreateConnectionCancel, ({ linkLayer }) => linkLayer.cancelConnect()),
];

export const connectingExtended: readonly Entry[] = [
  status(hci.leExtendedCreateConnection, ({ linkLayer }, parameters) => {
    if (linkLayer.isInitiating) return commandDisallowed;
    const { le1M, le2M, leCoded } = parameters.phys;
    const { features } = linkLayer;
    const isMissing =
      (le2M && !hasPhy(features, hci.LePhy.le2M)) ||
      (leCoded && !hasPhy(features, hci.LePhy.leCoded));
    if (isMissing) return unsupportedFeature;
    const asked = [le1M, le2M, leCoded].filter((onPhy) => onPhy !== undefined);
    const canBe =
      (le1M ?? leCoded) !== undefined && asked.every((onPhy) => isConnect(onPhy, ANY_INTERVAL));
    if (!canBe || !areAddresses(parameters)) return invalidParameters;
    return linkLayer.connect(parameters);
  }),
];

function areAddresses({ initiatorFilterPolicy, ...types }: Addresses): boolean {
  return (
    isOwnAddressType(types.ownAddressType) &&
    // With the accept list nobody looks at it.
    (initiatorFilterPolicy || isWithin(types.peerAddressType, 0, MAX_PEER_TYPE))
  );
}

function isConnect(onPhy: ConnectOnPhy, longest?: number): boolean {
  return isScanTiming(onPhy.scanInterval, onPhy.scanWindow, longest) && areConnectionWishes(onPhy);
}
