// Private addresses that the link layer makes and resolves. Core Spec v5.4, Vol 4, Part E, 7.8.38 to 7.8.45, 7.8.77.

import * as hci from '../../../hci/index.ts';
import type { PeerAddress } from '../../link-layer/index.ts';
import { complete, type Entry } from '../entry.ts';
import { isPlainAddressType, isWithin } from '../ranges.ts';

const { unknownConnection, invalidParameters } = hci.HciStatus;

/** One second to one hour. */
const MAX_RPA_TIMEOUT = 3600;

/** As the commands name a peer. */
interface Identity {
  readonly peerIdentityAddressType: number;
  readonly peerIdentityAddress: number;
}

export const privacy: readonly Entry[] = [
  complete(hci.leAddDeviceToResolvingList, ({ linkLayer }, entry) =>
    isPlainAddressType(entry.peerIdentityAddressType)
      ? linkLayer.addToResolvingList(entry)
      : invalidParameters,
  ),

  complete(hci.leRemoveDeviceFromResolvingList, ({ linkLayer }, identity) =>
    isPlainAddressType(identity.peerIdentityAddressType)
      ? linkLayer.removeFromResolvingList(peerOf(identity))
      : invalidParameters,
  ),

  complete(hci.leClearResolvingList, ({ linkLayer }) => linkLayer.clearResolvingList()),

  complete(hci.leReadResolvingListSize, ({ linkLayer }) => ({
    resolvingListSize: linkLayer.resolvingListSize,
  })),

  complete(hci.leReadPeerResolvableAddress, ({ linkLayer }, identity) => {
    if (!isPlainAddressType(identity.peerIdentityAddressType)) return invalidParameters;
    const address = linkLayer.peerResolvableAddress(peerOf(identity));
    return address === undefined ? unknownConnection : { peerResolvableAddress: address };
  }),

  complete(hci.leReadLocalResolvableAddress, ({ linkLayer }, identity) => {
    if (!isPlainAddressType(identity.peerIdentityAddressType)) return invalidParameters;
    const address = linkLayer.localResolvableAddress(peerOf(identity));
    return address === undefined ? unknownConnection : { localResolvableAddress: address };
  }),

  complete(hci.leSetAddressResolutionEnable, ({ linkLayer }, { addressResolutionEnable }) =>
    linkLayer.setAddressResolution(addressResolutionEnable),
  ),

  complete(hci.leSetResolvablePrivateAddressTimeout, ({ linkLayer }, { rpaTimeout }) =>
    isWithin(rpaTimeout, 1, MAX_RPA_TIMEOUT)
      ? linkLayer.setRpaTimeout(rpaTimeout)
      : invalidParameters,
  ),
];

/** Since 5.0. */
export const privacyMode: readonly Entry[] = [
  complete(hci.leSetPrivacyMode, ({ linkLayer }, { privacyMode: mode, ...identity }) =>
    isPlainAddressType(identity.peerIdentityAddressType) && isWithin(mode, 0, 1)
      ? linkLayer.setPrivacyMode(peerOf(identity), mode)
      : invalidParameters,
  ),
];

function peerOf({ peerIdentityAddressType, peerIdentityAddress }: Identity): PeerAddress {
  return { addressType: peerIdentityAddressType, address: peerIdentityAddress };
}
