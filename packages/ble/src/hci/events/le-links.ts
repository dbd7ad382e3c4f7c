// LE events of links. Core Spec v5.4, Vol 4, Part E, 7.7.65.

import { bitSet, pdu, u8, u16, u48 } from '../../codec/index.ts';

/** How a link runs. */
const timing = {
  /** Units of 1.25 ms. */
  connectionInterval: u16,
  /** Connection events that the peripheral may leave out. */
  peripheralLatency: u16,
  /** Units of 10 ms. */
  supervisionTimeout: u16,
};

/** 7.7.65.1 */
export const leConnectionComplete = pdu('leConnectionComplete', 0x01, {
  status: u8,
  connectionHandle: u16,
  /** Ours: 0 central, 1 peripheral. */
  role: u8,
  peerAddressType: u8,
  peerAddress: u48,
  ...timing,
  centralClockAccuracy: u8,
});

/** 7.7.65.3 */
export const leConnectionUpdateComplete = pdu('leConnectionUpdateComplete', 0x03, {
  status: u8,
  connectionHandle: u16,
  ...timing,
});

/** 7.7.65.4 */
export const leReadRemoteFeaturesComplete = pdu('leReadRemoteFeaturesComplete', 0x04, {
  status: u8,
  connectionHandle: u16,
  /** Bits are those of `LeFeature`. */
  leFeatures: bitSet(8),
});

/** 7.7.65.6 */
export const leRemoteConnectionParameterRequest = pdu('leRemoteConnectionParameterRequest', 0x06, {
  connectionHandle: u16,
  /** Units of 1.25 ms. */
  intervalMin: u16,
  /** Units of 1.25 ms. */
  intervalMax: u16,
  maxLatency: u16,
  /** Units of 10 ms. */
  timeout: u16,
});

/** 7.7.65.7 */
export const leDataLengthChange = pdu('leDataLengthChange', 0x07, {
  connectionHandle: u16,
  maxTxOctets: u16,
  /** Microseconds. */
  maxTxTime: u16,
  maxRxOctets: u16,
  /** Microseconds. */
  maxRxTime: u16,
});

/** 7.7.65.10 */
export const leEnhancedConnectionComplete = pdu('leEnhancedConnectionComplete', 0x0a, {
  status: u8,
  connectionHandle: u16,
  /** Ours: 0 central, 1 peripheral. */
  role: u8,
  peerAddressType: u8,
  peerAddress: u48,
  /** 0 where none was used. */
  localResolvablePrivateAddress: u48,
  /** 0 where none was used. */
  peerResolvablePrivateAddress: u48,
  ...timing,
  centralClockAccuracy: u8,
});

/** 7.7.65.12. PHYs are those of `LePhy`. */
export const lePhyUpdateComplete = pdu('lePhyUpdateComplete', 0x0c, {
  status: u8,
  connectionHandle: u16,
  txPhy: u8,
  rxPhy: u8,
});

/** 7.7.65.20 */
export const leChannelSelectionAlgorithm = pdu('leChannelSelectionAlgorithm', 0x14, {
  connectionHandle: u16,
  /** 0 is algorithm 1, 1 is algorithm 2. */
  channelSelectionAlgorithm: u8,
});
