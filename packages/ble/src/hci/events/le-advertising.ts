// LE events of advertising and scanning but the reports themselves. Core Spec v5.4, Vol 4, Part E, 7.7.65.

import { counted, i8, pdu, struct, u8, u16, u48 } from '../../codec/index.ts';

/** 7.7.65.11 */
export const leDirectedAdvertisingReport = pdu('leDirectedAdvertisingReport', 0x0b, {
  reports: counted(
    u8,
    struct({
      eventType: u8,
      addressType: u8,
      address: u48,
      directAddressType: u8,
      directAddress: u48,
      /** dBm; 127 is "not known". */
      rssi: i8,
    }),
  ),
});

/** 7.7.65.17 */
export const leScanTimeout = pdu('leScanTimeout', 0x11, {});

/** 7.7.65.18 */
export const leAdvertisingSetTerminated = pdu('leAdvertisingSetTerminated', 0x12, {
  /** 0 a link was made of it, 0x3C its time was up, 0x43 its events were. */
  status: u8,
  advertisingHandle: u8,
  connectionHandle: u16,
  numCompletedExtendedAdvertisingEvents: u8,
});

/** 7.7.65.19 */
export const leScanRequestReceived = pdu('leScanRequestReceived', 0x13, {
  advertisingHandle: u8,
  scannerAddressType: u8,
  scannerAddress: u48,
});
