// Making links, and changing them. Core Spec v5.4, Vol 4, Part E, 7.8.12 to 7.8.21, 7.8.31 to 7.8.32.

import { bitSet, flag, optional, u8, u16, u48 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const le = commandGroup(0x08);

/** What a host wishes of a link. */
const wishes = {
  /** Units of 1.25 ms. */
  connectionIntervalMin: u16,
  /** Units of 1.25 ms. */
  connectionIntervalMax: u16,
  /** Connection events that a peripheral may leave out. */
  maxLatency: u16,
  /** Units of 10 ms. */
  supervisionTimeout: u16,
  /** Units of 0.625 ms. */
  minCeLength: u16,
  /** Units of 0.625 ms. */
  maxCeLength: u16,
};

/** 7.8.12 */
export const leCreateConnection = le.status('leCreateConnection', 0x000d, [26, 4], {
  /** Units of 0.625 ms. */
  leScanInterval: u16,
  /** Units of 0.625 ms. */
  leScanWindow: u16,
  /** Whether anyone on the accept list will do: the peer's address is then not looked at. */
  initiatorFilterPolicy: flag,
  peerAddressType: u8,
  peerAddress: u48,
  ownAddressType: u8,
  ...wishes,
});

/** 7.8.13. A Connection Complete with status 0x02 follows. */
export const leCreateConnectionCancel = le.complete(
  'leCreateConnectionCancel',
  0x000e,
  [26, 5],
  {},
);

/** 7.8.18 */
export const leConnectionUpdate = le.status('leConnectionUpdate', 0x0013, [27, 2], {
  connectionHandle: u16,
  ...wishes,
});

/** 7.8.19. Bits are data channels, 0 to 36; set where a channel is not known to be bad. */
export const leSetHostChannelClassification = le.complete(
  'leSetHostChannelClassification',
  0x0014,
  [27, 3],
  { channelMap: bitSet(5) },
);

/** 7.8.20 */
export const leReadChannelMap = le.complete(
  'leReadChannelMap',
  0x0015,
  [27, 4],
  { connectionHandle: u16 },
  { connectionHandle: u16, channelMap: bitSet(5) },
);

/** 7.8.21 */
export const leReadRemoteFeatures = le.status('leReadRemoteFeatures', 0x0016, [27, 5], {
  connectionHandle: u16,
});

/** 7.8.31. Some controllers leave the handle out of their answer. */
export const leRemoteConnectionParameterRequestReply = le.complete(
  'leRemoteConnectionParameterRequestReply',
  0x0020,
  [33, 4],
  {
    connectionHandle: u16,
    /** Units of 1.25 ms. */
    intervalMin: u16,
    /** Units of 1.25 ms. */
    intervalMax: u16,
    maxLatency: u16,
    /** Units of 10 ms. */
    timeout: u16,
    /** Units of 0.625 ms. */
    minCeLength: u16,
    /** Units of 0.625 ms. */
    maxCeLength: u16,
  },
  { connectionHandle: optional(u16) },
);

/** 7.8.32. As above. */
export const leRemoteConnectionParameterRequestNegativeReply = le.complete(
  'leRemoteConnectionParameterRequestNegativeReply',
  0x0021,
  [33, 5],
  { connectionHandle: u16, reason: u8 },
  { connectionHandle: optional(u16) },
);
