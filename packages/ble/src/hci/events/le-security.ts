// LE events of encryption and of the curve. Core Spec v5.4, Vol 4, Part E, 7.7.65.

import { bytes, pdu, u8, u16 } from '../../codec/index.ts';

/** 7.7.65.5 */
export const leLongTermKeyRequest = pdu('leLongTermKeyRequest', 0x05, {
  connectionHandle: u16,
  randomNumber: bytes(8),
  encryptedDiversifier: u16,
});

/** 7.7.65.8. Coordinates have their least significant byte first. */
export const leReadLocalP256PublicKeyComplete = pdu('leReadLocalP256PublicKeyComplete', 0x08, {
  status: u8,
  keyXCoordinate: bytes(32),
  keyYCoordinate: bytes(32),
});

/** 7.7.65.9. Least significant byte first. */
export const leGenerateDhKeyComplete = pdu('leGenerateDhKeyComplete', 0x09, {
  status: u8,
  dhKey: bytes(32),
});
