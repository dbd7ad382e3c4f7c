// Every error that bluebell throws is a BleError with a stable code.

/** The root of all errors thrown by bluebell; `code` never changes, the message may. */
export abstract class BleError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Bytes that do not follow their format: too short, too long, or a value that may not occur. */
export class DecodeError extends BleError {
  readonly code = 'DECODE';
  /** What is wrong; the message says where as well. */
  readonly problem: string;
  /** Where in the given bytes the trouble begins, counted from 0. */
  readonly offset: number;

  constructor(problem: string, offset: number, options?: ErrorOptions) {
    super(`${problem} at byte ${offset}`, options);
    this.problem = problem;
    this.offset = offset;
  }
}

/** The way to a radio, a file or a broker broke: what was in use is of no more use. */
export class TransportError extends BleError {
  readonly code = 'TRANSPORT';
}

/** The time allowed for something ran out. */
export class TimeoutError extends BleError {
  readonly code = 'TIMEOUT';
}

/** The caller's fault: an argument that can never work. */
export class UsageError extends BleError {
  readonly code = 'USAGE';
}

/** What was looked for is not there, such as a service of a peer. */
export class NotFoundError extends BleError {
  readonly code = 'NOT_FOUND';
}

/** Who ended a link: we, the peer, or nobody, since it was not heard any more. */
export type LinkEnd = 'us' | 'peer' | 'loss';

/** The link has ended, or ended before it was done. */
export class DisconnectedError extends BleError {
  readonly code = 'DISCONNECTED';
  /** An HCI status, such as 0x13 (remote user terminated) or 0x08 (connection timeout). */
  readonly reason: number;
  readonly by: LinkEnd;

  constructor(message: string, reason: number, by: LinkEnd, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
    this.by = by;
  }
}
