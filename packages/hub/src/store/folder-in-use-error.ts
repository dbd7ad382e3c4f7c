import { dirname } from 'node:path';
import { BleError } from '@bluebell/ble/core';

/** Another hub has the data folder. Two would tread on each other's counters. */
export class FolderInUseError extends BleError {
  readonly code = 'FOLDER_IN_USE';
  readonly folder: string;

  /** @param file what could not be had for us alone. */
  constructor(file: string, options?: ErrorOptions) {
    const folder = dirname(file);
    super(
      `${folder} is in use by another hub: stop it first, or give this one a folder of its own (--data)`,
      options,
    );
    this.folder = folder;
  }
}
