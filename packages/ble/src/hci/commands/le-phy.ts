// Longer packets and faster PHYs. Core Spec v5.4, Vol 4, Part E, 7.8.33 to 7.8.35, 7.8.46 to 7.8.49.

import { optional, u8, u16 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const le = commandGroup(0x08);

/** 7.8.33 */
export const leSetDataLength = le.complete(
  'leSetDataLength',
  0x0022,
  [33, 6],
  {
    connectionHandle: u16,
    txOctets: u16,
    /** Microseconds. */
    txTime: u16,
  },
  { connectionHandle: optional(u16) },
);

/** What new links begin with. */
const suggested = {
  suggestedMaxTxOctets: u16,
  /** Microseconds. */
  suggestedMaxTxTime: u16,
};

/** 7.8.34 */
export const leReadSuggestedDefaultDataLength = le.complete(
  'leReadSuggestedDefaultDataLength',
  0x0023,
  [33, 7],
  {},
  suggested,
);

/** 7.8.35 */
export const leWriteSuggestedDefaultDataLength = le.complete(
  'leWriteSuggestedDefaultDataLength',
  0x0024,
  [34, 0],
  suggested,
);

/** 7.8.46 */
export const leReadMaximumDataLength = le.complete(
  'leReadMaximumDataLength',
  0x002f,
  [35, 3],
  {},
  {
    supportedMaxTxOctets: u16,
    /** Microseconds. */
    supportedMaxTxTime: u16,
    supportedMaxRxOctets: u16,
    /** Microseconds. */
    supportedMaxRxTime: u16,
  },
);

/** 7.8.47. PHYs are those of `LePhy`. */
export const leReadPhy = le.complete(
  'leReadPhy',
  0x0030,
  [35, 4],
  { connectionHandle: u16 },
  { connectionHandle: u16, txPhy: u8, rxPhy: u8 },
);

/** What the host prefers: bit 0 is 1M, bit 1 is 2M, bit 2 is Coded. */
const preferred = {
  /** Bit 0: no preference to send; bit 1: none to receive. */
  allPhys: u8,
  txPhys: u8,
  rxPhys: u8,
};

/** 7.8.48 */
export const leSetDefaultPhy = le.complete('leSetDefaultPhy', 0x0031, [35, 5], preferred);

/** 7.8.49 */
export const leSetPhy = le.status('leSetPhy', 0x0032, [35, 6], {
  connectionHandle: u16,
  ...preferred,
  /** On Coded: 0 no preference, 1 S=2, 2 S=8. */
  phyOptions: u16,
});
