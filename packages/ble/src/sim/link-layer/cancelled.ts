// What a host is told when it stops looking for a peer. Core Spec v5.4, Vol 4, Part E, 7.8.13.

import { HciStatus } from '../../hci/index.ts';
import type { ConnectionResult } from './events.ts';

/** No link was made. */
export const CANCELLED: ConnectionResult = {
  status: HciStatus.unknownConnection,
  connectionHandle: 0,
  role: 0,
  peerAddressType: 0,
  peerAddress: 0,
  localResolvablePrivateAddress: 0,
  peerResolvablePrivateAddress: 0,
  connectionInterval: 0,
  peripheralLatency: 0,
  supervisionTimeout: 0,
  centralClockAccuracy: 0,
  channelSelectionAlgorithm: 0,
};
