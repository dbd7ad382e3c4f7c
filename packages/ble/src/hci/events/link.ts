// Events of links and of the controller as such. Core Spec v5.4, Vol 4, Part E, 7.7.

import { counted, pdu, rest, struct, u8, u16 } from '../../codec/index.ts';

/** 7.7.5 */
export const disconnectionComplete = pdu('disconnectionComplete', 0x05, {
  status: u8,
  connectionHandle: u16,
  reason: u8,
});

/** 7.7.8 */
export const encryptionChange = pdu('encryptionChange', 0x08, {
  status: u8,
  connectionHandle: u16,
  /** 0 off; 1 AES-CCM on LE. */
  encryptionEnabled: u8,
});

/** 7.7.8, version 2 */
export const encryptionChangeV2 = pdu('encryptionChangeV2', 0x59, {
  status: u8,
  connectionHandle: u16,
  /** 0 off; 1 AES-CCM on LE. */
  encryptionEnabled: u8,
  /** Bytes. */
  encryptionKeySize: u8,
});

/** 7.7.12 */
export const readRemoteVersionInformationComplete = pdu(
  'readRemoteVersionInformationComplete',
  0x0c,
  { status: u8, connectionHandle: u16, version: u8, companyIdentifier: u16, subversion: u16 },
);

/** 7.7.14 */
export const commandComplete = pdu('commandComplete', 0x0e, {
  numHciCommandPackets: u8,
  /** 0: the event only tells how many commands may follow. */
  commandOpcode: u16,
  /** The status first; `returns` of the command reads what stands behind it. */
  returnParameters: rest,
});

/** 7.7.15 */
export const commandStatus = pdu('commandStatus', 0x0f, {
  status: u8,
  numHciCommandPackets: u8,
  /** 0: the event only tells how many commands may follow. */
  commandOpcode: u16,
});

/** 7.7.16 */
export const hardwareError = pdu('hardwareError', 0x10, { hardwareCode: u8 });

/** 7.7.19 */
export const numberOfCompletedPackets = pdu('numberOfCompletedPackets', 0x13, {
  handles: counted(u8, struct({ connectionHandle: u16, numCompletedPackets: u16 })),
});

/** 7.7.26 */
export const dataBufferOverflow = pdu('dataBufferOverflow', 0x1a, {
  /** 0 synchronous, 1 ACL, 2 isochronous. */
  linkType: u8,
});

/** 7.7.39 */
export const encryptionKeyRefreshComplete = pdu('encryptionKeyRefreshComplete', 0x30, {
  status: u8,
  connectionHandle: u16,
});

/** 7.7.75 */
export const authenticatedPayloadTimeoutExpired = pdu('authenticatedPayloadTimeoutExpired', 0x57, {
  connectionHandle: u16,
});
