// What a command could not do, in the words of whoever called it.

import { BleError } from '@bluebell/ble/core';

/** A command failed for a reason that its user can do something about; the cause is kept. */
export class CommandError extends BleError {
  readonly code = 'COMMAND';
}

/** The device was not reached: it is silent, far away, or busy. */
export class UnreachableError extends BleError {
  readonly code = 'UNREACHABLE';
}
