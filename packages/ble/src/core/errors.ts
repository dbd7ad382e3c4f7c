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
