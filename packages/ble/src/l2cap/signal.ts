// Signalling commands of LE. Core Spec v5.4, Vol 3, Part A, 4. All integers are little-endian.

import { headedPduTable, type Infer, pdu, rest, struct, u8, u16 } from '../codec/index.ts';

/** 4.1 */
export const commandReject = pdu('commandReject', 0x01, {
  /** Compare with `RejectReason`. */
  reason: u16,
  reasonData: rest,
});

/** 4.6 */
export const disconnectionRequest = pdu('disconnectionRequest', 0x06, {
  destinationCid: u16,
  sourceCid: u16,
});

/** 4.7 */
export const disconnectionResponse = pdu('disconnectionResponse', 0x07, {
  destinationCid: u16,
  sourceCid: u16,
});

/** 4.20. Intervals count 1.25 ms, the timeout 10 ms. */
export const connectionParameterUpdateRequest = pdu('connectionParameterUpdateRequest', 0x12, {
  intervalMin: u16,
  intervalMax: u16,
  latency: u16,
  timeout: u16,
});

/** 4.21. 0 is accepted, 1 is rejected. */
export const connectionParameterUpdateResponse = pdu('connectionParameterUpdateResponse', 0x13, {
  result: u16,
});

/** 4.22 */
export const leCreditBasedConnectionRequest = pdu('leCreditBasedConnectionRequest', 0x14, {
  spsm: u16,
  sourceCid: u16,
  mtu: u16,
  mps: u16,
  initialCredits: u16,
});

/** 4.23 */
export const leCreditBasedConnectionResponse = pdu('leCreditBasedConnectionResponse', 0x15, {
  destinationCid: u16,
  mtu: u16,
  mps: u16,
  initialCredits: u16,
  /** Compare with `ConnectionResult`. */
  result: u16,
});

/** 4.24. More credits for the sender of the frames on this channel; `cid` is the sender's of this. */
export const flowControlCreditInd = pdu('flowControlCreditInd', 0x16, { cid: u16, credits: u16 });

/**
 * One command; LE carries one in a frame. Enhanced channels (4.25 to 4.28) are not among them: they read
 * as unknown, and are rejected as the specification wants of a device without them.
 */
export const signal = headedPduTable(
  struct({ code: u8, identifier: u8, dataLength: u16 }),
  'code',
  'dataLength',
  commandReject,
  disconnectionRequest,
  disconnectionResponse,
  connectionParameterUpdateRequest,
  connectionParameterUpdateResponse,
  leCreditBasedConnectionRequest,
  leCreditBasedConnectionResponse,
  flowControlCreditInd,
);

/** Any command; `kind` tells which one it is. */
export type Signal = Infer<typeof signal>;

/** The command of this name. */
export type SignalOf<Kind extends Signal['kind']> = Extract<Signal, { readonly kind: Kind }>;

/** The longest command that every LE device takes, header included. 4 */
export const SIGNALLING_MTU = 23;

/** Why a command is rejected. 4.1, table 4.3. */
export const RejectReason = {
  commandNotUnderstood: 0x0000,
  signalingMtuExceeded: 0x0001,
  invalidCid: 0x0002,
} as const;

/** Each request with its response. */
export const RESPONSE_TO = {
  disconnectionRequest: 'disconnectionResponse',
  connectionParameterUpdateRequest: 'connectionParameterUpdateResponse',
  leCreditBasedConnectionRequest: 'leCreditBasedConnectionResponse',
} as const satisfies Partial<Record<Signal['kind'], Signal['kind']>>;

/** The name of a request. */
export type RequestKind = keyof typeof RESPONSE_TO;

/** Any request as it is made: its identifier is given when it is sent. */
export type Request = Unnumbered<SignalOf<RequestKind>>;

/** The response to requests of this name. */
export type ResponseTo<Kind extends RequestKind> = SignalOf<(typeof RESPONSE_TO)[Kind]>;

/** Leaves the identifier out of each member of a union. */
type Unnumbered<S> = S extends Signal ? Omit<S, 'identifier'> : never;
