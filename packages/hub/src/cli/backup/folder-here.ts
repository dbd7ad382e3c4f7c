// The data folder that backups are made of and put back to: one of this machine, and no other.

import { UsageError } from '@bluebell/ble/core';
import type { DataFolder } from '../../data-folder.ts';
import { folderOf } from '../folder-of.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Finds it.
 *
 * @throws {UsageError} other commands would ask a hub of another machine, and nobody said that this one is meant.
 */
export function folderHere(data: string | undefined, { env }: Pick<Terminal, 'env'>): DataFolder {
  if (data === undefined && env.BLUEBELL_URL) {
    throw new UsageError(
      'BLUEBELL_URL names a hub of another machine, whose folders cannot be reached from here: run this there, or give --data for those of this machine',
    );
  }
  return folderOf({ data }, { env });
}
