// What an Error Response says. Core Spec v5.4, Vol 3, Part F, 3.4.1.1; Supplement, Part B, 1.

import { hex8, type ValueOf } from '../core/index.ts';

/** Error codes by name. 0x80 to 0x9F are the application's own. */
export const AttErrorCode = {
  invalidHandle: 0x01,
  readNotPermitted: 0x02,
  writeNotPermitted: 0x03,
  invalidPdu: 0x04,
  insufficientAuthentication: 0x05,
  requestNotSupported: 0x06,
  invalidOffset: 0x07,
  insufficientAuthorization: 0x08,
  prepareQueueFull: 0x09,
  attributeNotFound: 0x0a,
  attributeNotLong: 0x0b,
  encryptionKeySizeTooShort: 0x0c,
  invalidAttributeValueLength: 0x0d,
  unlikelyError: 0x0e,
  insufficientEncryption: 0x0f,
  unsupportedGroupType: 0x10,
  insufficientResources: 0x11,
  databaseOutOfSync: 0x12,
  valueNotAllowed: 0x13,
  writeRequestRejected: 0xfc,
  cccdImproperlyConfigured: 0xfd,
  procedureAlreadyInProgress: 0xfe,
  outOfRange: 0xff,
} as const;

/** One of the codes that have a name. */
export type AttErrorCode = ValueOf<typeof AttErrorCode>;

const NAMES: Readonly<Record<AttErrorCode, string>> = {
  [AttErrorCode.invalidHandle]: 'Invalid Handle',
  [AttErrorCode.readNotPermitted]: 'Read Not Permitted',
  [AttErrorCode.writeNotPermitted]: 'Write Not Permitted',
  [AttErrorCode.invalidPdu]: 'Invalid PDU',
  [AttErrorCode.insufficientAuthentication]: 'Insufficient Authentication',
  [AttErrorCode.requestNotSupported]: 'Request Not Supported',
  [AttErrorCode.invalidOffset]: 'Invalid Offset',
  [AttErrorCode.insufficientAuthorization]: 'Insufficient Authorization',
  [AttErrorCode.prepareQueueFull]: 'Prepare Queue Full',
  [AttErrorCode.attributeNotFound]: 'Attribute Not Found',
  [AttErrorCode.attributeNotLong]: 'Attribute Not Long',
  [AttErrorCode.encryptionKeySizeTooShort]: 'Encryption Key Size Too Short',
  [AttErrorCode.invalidAttributeValueLength]: 'Invalid Attribute Value Length',
  [AttErrorCode.unlikelyError]: 'Unlikely Error',
  [AttErrorCode.insufficientEncryption]: 'Insufficient Encryption',
  [AttErrorCode.unsupportedGroupType]: 'Unsupported Group Type',
  [AttErrorCode.insufficientResources]: 'Insufficient Resources',
  [AttErrorCode.databaseOutOfSync]: 'Database Out Of Sync',
  [AttErrorCode.valueNotAllowed]: 'Value Not Allowed',
  [AttErrorCode.writeRequestRejected]: 'Write Request Rejected',
  [AttErrorCode.cccdImproperlyConfigured]: 'CCCD Improperly Configured',
  [AttErrorCode.procedureAlreadyInProgress]: 'Procedure Already In Progress',
  [AttErrorCode.outOfRange]: 'Out Of Range',
};

/** Names for codes that stand in no table of their own. */
const RANGES = [
  { first: 0x80, last: 0x9f, name: 'application error' },
  { first: 0xe0, last: 0xff, name: 'common profile and service error' },
  { first: 0x00, last: 0xff, name: 'reserved error' },
] as const;

/** The specification's name of an error code with its number: `Read Not Permitted (0x02)`. */
export function nameOfAttError(errorCode: number): string {
  const named: Readonly<Record<number, string>> = NAMES;
  const range = RANGES.find(({ first, last }) => errorCode >= first && errorCode <= last);
  return `${named[errorCode] ?? range?.name ?? 'no error code'} (${hex8(errorCode)})`;
}
