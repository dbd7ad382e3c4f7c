// What a server says that cannot be true. Core Spec v5.4, Vol 3, Part G, 3 and 4.

import { BleError } from '../../core/index.ts';

/** How a server breaks the rules of GATT, each PDU being well formed. */
export type GattViolation =
  /** A declaration whose value breaks its format. */
  | 'malformedDeclaration'
  /** A handle that is not where it says: a value outside its characteristic, a range turned round. */
  | 'misplacedHandle'
  /** More services, characteristics or descriptors than any device has. */
  | 'endlessList'
  /** A value that goes on past 512 bytes. */
  | 'endlessValue'
  /** Services that change as often as they are discovered. */
  | 'endlessChange';

/** The server contradicts itself; what was asked of it cannot be done. */
export class GattError extends BleError {
  readonly code = 'GATT';
  readonly violation: GattViolation;

  constructor(violation: GattViolation, message: string, options?: ErrorOptions) {
    super(message, options);
    this.violation = violation;
  }
}
