// How requests fail when the peer says no. Core Spec v5.4, Vol 3, Part F, 3.4.1.1.

import { BleError, hex16 } from '../core/index.ts';
import { nameOfAttError } from './error-code.ts';

/** The peer answered a request with an Error Response; thrown by an attribute store, it is that answer. */
export class AttError extends BleError {
  readonly code = 'ATT';
  /** The peer's own word: compare with `AttErrorCode`. */
  readonly errorCode: number;
  readonly attributeHandle: number;

  constructor(errorCode: number, attributeHandle: number) {
    super(`${nameOfAttError(errorCode)} at handle ${hex16(attributeHandle)}`);
    this.errorCode = errorCode;
    this.attributeHandle = attributeHandle;
  }
}
