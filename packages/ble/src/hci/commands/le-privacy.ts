// Private addresses that the controller makes and resolves. Core Spec v5.4, Vol 4, Part E, 7.8.38 to 7.8.45, 7.8.77.

import { bytes, flag, u8, u16, u48 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const le = commandGroup(0x08);

/** Whom an entry of the resolving list stands for: 0 a public, 1 a random static identity. */
const peer = { peerIdentityAddressType: u8, peerIdentityAddress: u48 };

/** 7.8.38. Keys have their least significant byte first. */
export const leAddDeviceToResolvingList = le.complete(
  'leAddDeviceToResolvingList',
  0x0027,
  [34, 3],
  { ...peer, peerIrk: bytes(16), localIrk: bytes(16) },
);

/** 7.8.39 */
export const leRemoveDeviceFromResolvingList = le.complete(
  'leRemoveDeviceFromResolvingList',
  0x0028,
  [34, 4],
  peer,
);

/** 7.8.40 */
export const leClearResolvingList = le.complete('leClearResolvingList', 0x0029, [34, 5], {});

/** 7.8.41 */
export const leReadResolvingListSize = le.complete(
  'leReadResolvingListSize',
  0x002a,
  [34, 6],
  {},
  { resolvingListSize: u8 },
);

/** 7.8.42 */
export const leReadPeerResolvableAddress = le.complete(
  'leReadPeerResolvableAddress',
  0x002b,
  [34, 7],
  peer,
  { peerResolvableAddress: u48 },
);

/** 7.8.43 */
export const leReadLocalResolvableAddress = le.complete(
  'leReadLocalResolvableAddress',
  0x002c,
  [35, 0],
  peer,
  { localResolvableAddress: u48 },
);

/** 7.8.44 */
export const leSetAddressResolutionEnable = le.complete(
  'leSetAddressResolutionEnable',
  0x002d,
  [35, 1],
  { addressResolutionEnable: flag },
);

/** 7.8.45 */
export const leSetResolvablePrivateAddressTimeout = le.complete(
  'leSetResolvablePrivateAddressTimeout',
  0x002e,
  [35, 2],
  {
    /** Seconds. */
    rpaTimeout: u16,
  },
);

/** 7.8.77 */
export const leSetPrivacyMode = le.complete('leSetPrivacyMode', 0x004e, [39, 2], {
  ...peer,
  /** 0 network privacy, 1 device privacy: the peer may also show its identity address. */
  privacyMode: u8,
});
