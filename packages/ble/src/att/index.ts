// The Attribute Protocol: reading and writing by handle, on any channel. Core Spec v5.4, Vol 3, Part F.

export { AttError } from './att-error.ts';
export type {
  Attribute,
  AttributeStore,
  AttributeWrite,
  ReadAccess,
  WriteAccess,
} from './attribute-store.ts';
export { type Bearer, DEFAULT_MTU, MAX_MTU, MAX_VALUE_LENGTH } from './bearer.ts';
export { AttClient, type HandleRange } from './client.ts';
export type {
  AttClientOptions,
  AttListener,
  ClientViolation,
  HandleValue,
} from './client-channel.ts';
export { AttErrorCode, nameOfAttError } from './error-code.ts';
export type { Request, RequestKind, RequestOf, Response, ResponseTo } from './exchange.ts';
export * from './pdu.ts';
export { type QueuedWrite, QueuedWriter } from './queued-writes.ts';
export type { ServerViolation, SignedWrite } from './request-desk.ts';
export { AttServer, type AttServerOptions } from './server.ts';
export { type SharedBearer, shareBearer } from './share-bearer.ts';
export { TRANSACTION_TIMEOUT_MS } from './transactions.ts';
export { uuid, uuid16, uuid128 } from './uuid.ts';
