// Which PDU answers which, and who it is for. Core Spec v5.4, Vol 3, Part F, 3.3 and 3.4.9.

import { bits, type PduValue, u8 } from '../codec/index.ts';
import * as att from './pdu.ts';

/** Each request with its response. */
const EXCHANGES = [
  [att.exchangeMtuRequest, att.exchangeMtuResponse],
  [att.findInformationRequest, att.findInformationResponse],
  [att.findByTypeValueRequest, att.findByTypeValueResponse],
  [att.readByTypeRequest, att.readByTypeResponse],
  [att.readRequest, att.readResponse],
  [att.readBlobRequest, att.readBlobResponse],
  [att.readMultipleRequest, att.readMultipleResponse],
  [att.readByGroupTypeRequest, att.readByGroupTypeResponse],
  [att.writeRequest, att.writeResponse],
  [att.prepareWriteRequest, att.prepareWriteResponse],
  [att.executeWriteRequest, att.executeWriteResponse],
  [att.readMultipleVariableRequest, att.readMultipleVariableResponse],
] as const;

type Exchange = (typeof EXCHANGES)[number];

/** Any request. */
export type Request = PduValue<Exchange[0]>;

/** Any response but the Error Response. */
export type Response = PduValue<Exchange[1]>;

/** The name of a request. */
export type RequestKind = Request['kind'];

/** The request of this name. */
export type RequestOf<Kind extends RequestKind> = Extract<Request, { readonly kind: Kind }>;

/** The response to a request of this name. */
export type ResponseTo<Kind extends RequestKind> = PduValue<
  Extract<Exchange, readonly [{ readonly kind: Kind }, unknown]>[1]
>;

const RESPONSE_OPCODES = new Map<RequestKind, number>(
  EXCHANGES.map(([request, response]) => [request.kind, response.opcode]),
);

/** The opcode that answers a request, unless an Error Response does. */
export function responseOpcodeFor(kind: RequestKind): number {
  return RESPONSE_OPCODES.get(kind) ?? 0;
}

/** What only servers send. */
const SENT_BY_SERVERS: ReadonlySet<number> = new Set([
  att.errorResponse.opcode,
  ...RESPONSE_OPCODES.values(),
  att.handleValueNotification.opcode,
  att.handleValueIndication.opcode,
  att.multipleHandleValueNotification.opcode,
]);

/** Whether a PDU is for the client; all others are for the server, those that nobody knows too. */
export function isForClient(opcode: number): boolean {
  return SENT_BY_SERVERS.has(opcode);
}

/** The parts of an opcode. 3.3.1 */
const opcodeParts = bits(u8, { method: 6, command: 1, authenticationSignature: 1 });

/** Whether a PDU is a command, which is never answered: not even when nobody knows it. */
export function isCommand(opcode: number): boolean {
  return opcodeParts.of(opcode).command;
}
