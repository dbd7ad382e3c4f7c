// Legacy scanning, and the list of devices to accept. Core Spec v5.4, Vol 4, Part E, 7.8.10 to 7.8.17.

import { flag, u8, u16, u48 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const le = commandGroup(0x08);

/** 7.8.10 */
export const leSetScanParameters = le.complete('leSetScanParameters', 0x000b, [26, 2], {
  /** 0 passive, 1 active. */
  leScanType: u8,
  /** Units of 0.625 ms. */
  leScanInterval: u16,
  /** Units of 0.625 ms. */
  leScanWindow: u16,
  ownAddressType: u8,
  scanningFilterPolicy: u8,
});

/** 7.8.11 */
export const leSetScanEnable = le.complete('leSetScanEnable', 0x000c, [26, 3], {
  leScanEnable: flag,
  filterDuplicates: flag,
});

/** 7.8.14 */
export const leReadFilterAcceptListSize = le.complete(
  'leReadFilterAcceptListSize',
  0x000f,
  [26, 6],
  {},
  { filterAcceptListSize: u8 },
);

/** 7.8.15 */
export const leClearFilterAcceptList = le.complete('leClearFilterAcceptList', 0x0010, [26, 7], {});

/** Whom an entry of the list stands for; an address type of 0xFF is "any anonymous advert". */
const device = { addressType: u8, address: u48 };

/** 7.8.16 */
export const leAddDeviceToFilterAcceptList = le.complete(
  'leAddDeviceToFilterAcceptList',
  0x0011,
  [27, 0],
  device,
);

/** 7.8.17 */
export const leRemoveDeviceFromFilterAcceptList = le.complete(
  'leRemoveDeviceFromFilterAcceptList',
  0x0012,
  [27, 1],
  device,
);
