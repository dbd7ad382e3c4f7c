// SMP PDUs. Core Spec v5.4, Vol 3, Part H, 3.5. Integers are little-endian; keys and other long values
// are turned round, so that they stand here most significant byte first.

import {
  bits,
  choice,
  type Infer,
  type PduValue,
  pdu,
  pduTable,
  rest,
  reversedBytes,
  struct,
  u8,
  u16,
  u48,
  u64,
} from '../codec/index.ts';

/** 3.5.1: what a device can show and take in. */
const ioCapability = choice(u8, {
  0: 'displayOnly',
  1: 'displayYesNo',
  2: 'keyboardOnly',
  3: 'noInputNoOutput',
  4: 'keyboardDisplay',
});
export type IoCapability = Infer<typeof ioCapability>;

/** 3.5.1: whether the sender has authentication data of the other that came by another way. */
const oobData = choice(u8, { 0: 'absent', 1: 'present' });

/** 3.5.1 */
const authReq = bits(u8, { bondingFlags: 2, mitm: 1, sc: 1, keypress: 1, ct2: 1, _: 2 });

/** 3.6.1 */
const keyDistribution = bits(u8, { encKey: 1, idKey: 1, signKey: 1, linkKey: 1, _: 4 });
export type KeyDistribution = Infer<typeof keyDistribution>;

const features = {
  ioCapability,
  oobData,
  authReq,
  maximumKeySize: u8,
  initiatorKeys: keyDistribution,
  responderKeys: keyDistribution,
};

/** 3.5.1 */
export const pairingRequest = pdu('pairingRequest', 0x01, features);

/** 3.5.2 */
export const pairingResponse = pdu('pairingResponse', 0x02, features);

/** 3.5.3 */
export const pairingConfirm = pdu('pairingConfirm', 0x03, { confirmValue: reversedBytes(16) });

/** 3.5.4 */
export const pairingRandom = pdu('pairingRandom', 0x04, { randomValue: reversedBytes(16) });

/** 3.5.5; what `reason` means: `SmpReason`. */
export const pairingFailed = pdu('pairingFailed', 0x05, { reason: u8 });

/** 3.6.2 */
export const encryptionInformation = pdu('encryptionInformation', 0x06, {
  longTermKey: reversedBytes(16),
});

/** 3.6.3 */
export const centralIdentification = pdu('centralIdentification', 0x07, { ediv: u16, rand: u64 });

/** 3.6.4 */
export const identityInformation = pdu('identityInformation', 0x08, {
  identityResolvingKey: reversedBytes(16),
});

/** 3.6.5 */
export const identityAddressInformation = pdu('identityAddressInformation', 0x09, {
  addressType: choice(u8, { 0: 'public', 1: 'random' }),
  address: u48,
});

/** 3.6.6 */
export const signingInformation = pdu('signingInformation', 0x0a, {
  signatureKey: reversedBytes(16),
});

/** 3.6.7 */
export const securityRequest = pdu('securityRequest', 0x0b, { authReq });

/** 3.5.6 */
export const pairingPublicKey = pdu('pairingPublicKey', 0x0c, {
  x: reversedBytes(32),
  y: reversedBytes(32),
});

/** 3.5.7 */
export const pairingDhKeyCheck = pdu('pairingDhKeyCheck', 0x0d, {
  dhKeyCheck: reversedBytes(16),
});

/** 3.5.8 */
export const pairingKeypressNotification = pdu('pairingKeypressNotification', 0x0e, {
  notificationType: u8,
});

export const smpPdu = pduTable(
  u8,
  pairingRequest,
  pairingResponse,
  pairingConfirm,
  pairingRandom,
  pairingFailed,
  encryptionInformation,
  centralIdentification,
  identityInformation,
  identityAddressInformation,
  signingInformation,
  securityRequest,
  pairingPublicKey,
  pairingDhKeyCheck,
  pairingKeypressNotification,
);
export type SmpPdu = Infer<typeof smpPdu>;

/** 3.3: what every PDU begins with, for those that go on wrongly. */
export const smpCode = struct({ code: u8, parameters: rest });

/** The names of all PDUs of the table. */
export type SmpKind = Exclude<SmpPdu['kind'], 'unknown'>;

/** One of them. */
export type SmpPduOf<Kind extends SmpKind> = Extract<SmpPdu, { readonly kind: Kind }>;

/** What both sides say of themselves before they pair. */
export type PairingFeatures = Omit<PduValue<typeof pairingRequest>, 'kind'>;
