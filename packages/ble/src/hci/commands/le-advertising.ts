// Legacy advertising. Core Spec v5.4, Vol 4, Part E, 7.8.5 to 7.8.9.

import { flag, i8, padded, u8, u16, u48 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const le = commandGroup(0x08);

/** All that a legacy advert carries. */
const LEGACY_DATA = 31;

/** 7.8.5 */
export const leSetAdvertisingParameters = le.complete(
  'leSetAdvertisingParameters',
  0x0006,
  [25, 5],
  {
    /** Units of 0.625 ms. */
    advertisingIntervalMin: u16,
    /** Units of 0.625 ms. */
    advertisingIntervalMax: u16,
    /** 0 ADV_IND, 1 high-duty ADV_DIRECT_IND, 2 ADV_SCAN_IND, 3 ADV_NONCONN_IND, 4 low-duty directed. */
    advertisingType: u8,
    ownAddressType: u8,
    peerAddressType: u8,
    peerAddress: u48,
    /** Bit 0 is channel 37, bit 1 channel 38, bit 2 channel 39. */
    advertisingChannelMap: u8,
    advertisingFilterPolicy: u8,
  },
);

/** 7.8.6 */
export const leReadAdvertisingPhysicalChannelTxPower = le.complete(
  'leReadAdvertisingPhysicalChannelTxPower',
  0x0007,
  [25, 6],
  {},
  {
    /** dBm */
    txPowerLevel: i8,
  },
);

/** 7.8.7 */
export const leSetAdvertisingData = le.complete('leSetAdvertisingData', 0x0008, [25, 7], {
  advertisingData: padded(u8, LEGACY_DATA),
});

/** 7.8.8 */
export const leSetScanResponseData = le.complete('leSetScanResponseData', 0x0009, [26, 0], {
  scanResponseData: padded(u8, LEGACY_DATA),
});

/** 7.8.9 */
export const leSetAdvertisingEnable = le.complete('leSetAdvertisingEnable', 0x000a, [26, 1], {
  advertisingEnable: flag,
});
