// Encryption of links, and the curve that pairing needs. Core Spec v5.4, Vol 4, Part E, 7.8.24 to 7.8.37.

import { bytes, optional, u8, u16 } from '../../codec/index.ts';
import { commandGroup } from '../command.ts';

const le = commandGroup(0x08);

/** 7.8.24 */
export const leEnableEncryption = le.status('leEnableEncryption', 0x0019, [28, 0], {
  connectionHandle: u16,
  randomNumber: bytes(8),
  encryptedDiversifier: u16,
  /** Least significant byte first. */
  longTermKey: bytes(16),
});

/** 7.8.25 */
export const leLongTermKeyRequestReply = le.complete(
  'leLongTermKeyRequestReply',
  0x001a,
  [28, 1],
  {
    connectionHandle: u16,
    /** Least significant byte first. */
    longTermKey: bytes(16),
  },
  { connectionHandle: optional(u16) },
);

/** 7.8.26 */
export const leLongTermKeyRequestNegativeReply = le.complete(
  'leLongTermKeyRequestNegativeReply',
  0x001b,
  [28, 2],
  { connectionHandle: u16 },
  { connectionHandle: optional(u16) },
);

/** 7.8.36 */
export const leReadLocalP256PublicKey = le.status('leReadLocalP256PublicKey', 0x0025, [34, 1], {});

/** A point of the curve, each coordinate with its least significant byte first. */
const remoteKey = { keyXCoordinate: bytes(32), keyYCoordinate: bytes(32) };

/** 7.8.37 */
export const leGenerateDhKey = le.status('leGenerateDhKey', 0x0026, [34, 2], remoteKey);

/** 7.8.37, version 2 */
export const leGenerateDhKeyV2 = le.status('leGenerateDhKeyV2', 0x005e, [41, 2], {
  ...remoteKey,
  /** 0 the key that was generated, 1 the debug key. */
  keyType: u8,
});
