// Scanning and connecting on several PHYs. Core Spec v5.4, Vol 4, Part E, 7.8.64 to 7.8.66.

import { flag, flagged, struct, u8, u16, u48 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const le = commandGroup(0x08);

/** How to scan on one PHY. */
const scanOnPhy = struct({
  /** 0 passive, 1 active. */
  scanType: u8,
  /** Units of 0.625 ms. */
  scanInterval: u16,
  /** Units of 0.625 ms. */
  scanWindow: u16,
});

/** 7.8.64. Adverts begin on 1M and Coded alone: `le2M` keeps the place of its bit. */
export const leSetExtendedScanParameters = le.complete(
  'leSetExtendedScanParameters',
  0x0041,
  [37, 5],
  {
    ownAddressType: u8,
    scanningFilterPolicy: u8,
    phys: flagged(u8, { le1M: scanOnPhy, le2M: scanOnPhy, leCoded: scanOnPhy }),
  },
);

/** 7.8.65 */
export const leSetExtendedScanEnable = le.complete('leSetExtendedScanEnable', 0x0042, [37, 6], {
  enable: flag,
  /** 0 off, 1 on, 2 on and forgetful at each period. */
  filterDuplicates: u8,
  /** Units of 10 ms; 0 without end. */
  duration: u16,
  /** Units of 1.28 s; 0 scans without a pause. */
  period: u16,
});

/** How to look for the peer on one PHY, and the link wished for if it is found there. */
const connectOnPhy = struct({
  /** Units of 0.625 ms. */
  scanInterval: u16,
  /** Units of 0.625 ms. */
  scanWindow: u16,
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
});

/** 7.8.66 */
export const leExtendedCreateConnection = le.status('leExtendedCreateConnection', 0x0043, [37, 7], {
  /** Whether anyone on the accept list will do: the peer's address is then not looked at. */
  initiatorFilterPolicy: flag,
  ownAddressType: u8,
  peerAddressType: u8,
  peerAddress: u48,
  phys: flagged(u8, { le1M: connectOnPhy, le2M: connectOnPhy, leCoded: connectOnPhy }),
});
