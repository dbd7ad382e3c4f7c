// ATT PDUs. Core Spec v5.4, Vol 3, Part F, 3.4. All integers are little-endian.

import {
  atLeast,
  bytes,
  choice,
  cuttable,
  type Infer,
  list,
  type PduValue,
  pdu,
  pduTable,
  records,
  rest,
  restBut,
  sized,
  struct,
  u8,
  u16,
} from '../codec/index.ts';
import { informationData, uuid, uuid16 } from './uuid.ts';

const handle = u16;
const twoOrMoreHandles = atLeast(2, list(handle));

/** 3.4.1.1 */
export const errorResponse = pdu('errorResponse', 0x01, {
  requestOpcodeInError: u8,
  attributeHandleInError: handle,
  /** Compare with `AttErrorCode`. */
  errorCode: u8,
});

/** 3.4.2.1 */
export const exchangeMtuRequest = pdu('exchangeMtuRequest', 0x02, { clientRxMtu: u16 });

/** 3.4.2.2 */
export const exchangeMtuResponse = pdu('exchangeMtuResponse', 0x03, { serverRxMtu: u16 });

/** 3.4.3.1 */
export const findInformationRequest = pdu('findInformationRequest', 0x04, {
  startingHandle: handle,
  endingHandle: handle,
});

/** 3.4.3.2. The format is not named here: it follows from the UUIDs. */
export const findInformationResponse = pdu('findInformationResponse', 0x05, { informationData });

/** 3.4.3.3 */
export const findByTypeValueRequest = pdu('findByTypeValueRequest', 0x06, {
  startingHandle: handle,
  endingHandle: handle,
  attributeType: uuid16,
  attributeValue: rest,
});

/** 3.4.3.4 */
export const findByTypeValueResponse = pdu('findByTypeValueResponse', 0x07, {
  handlesInformationList: atLeast(
    1,
    list(struct({ foundAttributeHandle: handle, groupEndHandle: handle })),
  ),
});

/** 3.4.4.1 */
export const readByTypeRequest = pdu('readByTypeRequest', 0x08, {
  startingHandle: handle,
  endingHandle: handle,
  attributeType: uuid,
});

/** 3.4.4.2. All values have one length; none is longer than ATT_MTU - 4, or 253. */
export const readByTypeResponse = pdu('readByTypeResponse', 0x09, {
  attributeDataList: atLeast(
    1,
    records(u8, struct({ attributeHandle: handle, attributeValue: rest })),
  ),
});

/** 3.4.4.3 */
export const readRequest = pdu('readRequest', 0x0a, { attributeHandle: handle });

/** 3.4.4.4. The value is cut at ATT_MTU - 1 bytes: read on with `readBlobRequest`. */
export const readResponse = pdu('readResponse', 0x0b, { attributeValue: rest });

/** 3.4.4.5 */
export const readBlobRequest = pdu('readBlobRequest', 0x0c, {
  attributeHandle: handle,
  valueOffset: u16,
});

/** 3.4.4.6 */
export const readBlobResponse = pdu('readBlobResponse', 0x0d, { partAttributeValue: rest });

/** 3.4.4.7 */
export const readMultipleRequest = pdu('readMultipleRequest', 0x0e, {
  setOfHandles: twoOrMoreHandles,
});

/** 3.4.4.8. The values simply joined, cut at ATT_MTU - 1 bytes. */
export const readMultipleResponse = pdu('readMultipleResponse', 0x0f, { setOfValues: rest });

/** 3.4.4.9 */
export const readByGroupTypeRequest = pdu('readByGroupTypeRequest', 0x10, {
  startingHandle: handle,
  endingHandle: handle,
  attributeGroupType: uuid,
});

/** 3.4.4.10. All values have one length; none is longer than ATT_MTU - 6, or 251. */
export const readByGroupTypeResponse = pdu('readByGroupTypeResponse', 0x11, {
  attributeDataList: atLeast(
    1,
    records(u8, struct({ attributeHandle: handle, endGroupHandle: handle, attributeValue: rest })),
  ),
});

/** 3.4.5.1 */
export const writeRequest = pdu('writeRequest', 0x12, {
  attributeHandle: handle,
  attributeValue: rest,
});

/** 3.4.5.2 */
export const writeResponse = pdu('writeResponse', 0x13, {});

/** 3.4.6.1 */
export const prepareWriteRequest = pdu('prepareWriteRequest', 0x16, {
  attributeHandle: handle,
  valueOffset: u16,
  partAttributeValue: rest,
});

/** 3.4.6.2. An echo of the request. */
export const prepareWriteResponse = pdu('prepareWriteResponse', 0x17, {
  attributeHandle: handle,
  valueOffset: u16,
  partAttributeValue: rest,
});

/** 3.4.6.3 */
export const executeWriteRequest = pdu('executeWriteRequest', 0x18, {
  flags: choice(u8, { 0: 'cancel', 1: 'write' }),
});

/** 3.4.6.4 */
export const executeWriteResponse = pdu('executeWriteResponse', 0x19, {});

/** 3.4.7.1. The value is cut at ATT_MTU - 3 bytes. */
export const handleValueNotification = pdu('handleValueNotification', 0x1b, {
  attributeHandle: handle,
  attributeValue: rest,
});

/** 3.4.7.2. The value is cut at ATT_MTU - 3 bytes. */
export const handleValueIndication = pdu('handleValueIndication', 0x1d, {
  attributeHandle: handle,
  attributeValue: rest,
});

/** 3.4.7.3 */
export const handleValueConfirmation = pdu('handleValueConfirmation', 0x1e, {});

/** 3.4.4.11 */
export const readMultipleVariableRequest = pdu('readMultipleVariableRequest', 0x20, {
  setOfHandles: twoOrMoreHandles,
});

/** 3.4.4.12. The last value may be cut, its length is the true one. */
export const readMultipleVariableResponse = pdu('readMultipleVariableResponse', 0x21, {
  lengthValueTupleList: atLeast(1, list(cuttable(u16))),
});

/** 3.4.7.4. No value is cut. */
export const multipleHandleValueNotification = pdu('multipleHandleValueNotification', 0x23, {
  handleLengthValueTupleList: atLeast(
    1,
    list(struct({ attributeHandle: handle, attributeValue: sized(u16, rest) })),
  ),
});

/** 3.4.5.3 */
export const writeCommand = pdu('writeCommand', 0x52, {
  attributeHandle: handle,
  attributeValue: rest,
});

/** 3.4.5.4. What is signed is all that stands in front of the signature, opcode included. */
export const signedWriteCommand = pdu('signedWriteCommand', 0xd2, {
  attributeHandle: handle,
  attributeValue: restBut(12),
  authenticationSignature: bytes(12),
});

const ATT_PDUS = [
  errorResponse,
  exchangeMtuRequest,
  exchangeMtuResponse,
  findInformationRequest,
  findInformationResponse,
  findByTypeValueRequest,
  findByTypeValueResponse,
  readByTypeRequest,
  readByTypeResponse,
  readRequest,
  readResponse,
  readBlobRequest,
  readBlobResponse,
  readMultipleRequest,
  readMultipleResponse,
  readByGroupTypeRequest,
  readByGroupTypeResponse,
  writeRequest,
  writeResponse,
  prepareWriteRequest,
  prepareWriteResponse,
  executeWriteRequest,
  executeWriteResponse,
  handleValueNotification,
  handleValueIndication,
  handleValueConfirmation,
  readMultipleVariableRequest,
  readMultipleVariableResponse,
  multipleHandleValueNotification,
  writeCommand,
  signedWriteCommand,
] as const;

export const attPdu = pduTable(u8, ...ATT_PDUS);

/** Any PDU; `kind` tells which one it is. */
export type AttPdu = Infer<typeof attPdu>;

/** The PDUs of the table: those of `AttPdu` that are not unknown. */
export type KnownPdu = PduValue<(typeof ATT_PDUS)[number]>;

/** The name of a PDU. */
export type PduKind = KnownPdu['kind'];

/** The PDU of this name. */
export type PduOf<Kind extends PduKind> = Extract<KnownPdu, { readonly kind: Kind }>;

const OPCODES = new Map<PduKind, number>(ATT_PDUS.map(({ kind, opcode }) => [kind, opcode]));

/** The opcode of a PDU. */
export function opcodeOf(pdu: AttPdu): number {
  return pdu.kind === 'unknown' ? pdu.opcode : (OPCODES.get(pdu.kind) ?? 0);
}
