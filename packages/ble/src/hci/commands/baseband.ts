// Commands to the controller as such. Core Spec v5.4, Vol 4, Part E, 7.3.

import { bitSet, counted, flag, i8, optional, struct, u8, u16 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const baseband = commandGroup(0x03);

/** 7.3.1. Bits are event codes less 1. */
export const setEventMask = baseband.complete('setEventMask', 0x0001, [5, 6], {
  eventMask: bitSet(8),
});

/** 7.3.2 */
export const reset = baseband.complete('reset', 0x0003, [5, 7], {});

/** 7.3.35 */
export const readTransmitPowerLevel = baseband.complete(
  'readTransmitPowerLevel',
  0x002d,
  [10, 2],
  {
    connectionHandle: u16,
    /** 0 the present level, 1 the highest. */
    type: u8,
  },
  {
    connectionHandle: u16,
    /** dBm */
    txPowerLevel: i8,
  },
);

/** 7.3.38 */
export const setControllerToHostFlowControl = baseband.complete(
  'setControllerToHostFlowControl',
  0x0031,
  [10, 5],
  {
    /** 0 off, 1 for ACL data, 2 for synchronous data, 3 for both. */
    flowControlEnable: u8,
  },
);

/** 7.3.39 */
export const hostBufferSize = baseband.complete('hostBufferSize', 0x0033, [10, 6], {
  hostAclDataPacketLength: u16,
  hostSynchronousDataPacketLength: u8,
  hostTotalNumAclDataPackets: u16,
  hostTotalNumSynchronousDataPackets: u16,
});

/** 7.3.40. Answered only when it is wrong. */
export const hostNumberOfCompletedPackets = baseband.unanswered(
  'hostNumberOfCompletedPackets',
  0x0035,
  [10, 7],
  { handles: counted(u8, struct({ connectionHandle: u16, hostNumCompletedPackets: u16 })) },
);

/** 7.3.69. Bits are numbered from those of the first page on, less 64. */
export const setEventMaskPage2 = baseband.complete('setEventMaskPage2', 0x0063, [22, 2], {
  eventMaskPage2: bitSet(8),
});

/** 7.3.79. For controllers that also know BR/EDR. */
export const writeLeHostSupport = baseband.complete('writeLeHostSupport', 0x006d, [24, 6], {
  leSupportedHost: flag,
  /** Written as 0. */
  unused: u8,
});

/** 7.3.93 */
export const readAuthenticatedPayloadTimeout = baseband.complete(
  'readAuthenticatedPayloadTimeout',
  0x007b,
  [32, 4],
  { connectionHandle: u16 },
  {
    connectionHandle: u16,
    /** Units of 10 ms. */
    authenticatedPayloadTimeout: u16,
  },
);

/** 7.3.94 */
export const writeAuthenticatedPayloadTimeout = baseband.complete(
  'writeAuthenticatedPayloadTimeout',
  0x007c,
  [32, 5],
  {
    connectionHandle: u16,
    /** Units of 10 ms. */
    authenticatedPayloadTimeout: u16,
  },
  { connectionHandle: optional(u16) },
);
