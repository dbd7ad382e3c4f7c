import { BleError } from '@bluebell/ble/core';

/** A backup could not be made or put back. Nothing was changed. */
export class BackupError extends BleError {
  readonly code = 'BACKUP';
}
