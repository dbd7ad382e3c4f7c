// The file of a socket of this machine: it stays behind when its program is killed.

import { existsSync, lstatSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { UsageError } from '@bluebell/ble/core';

/**
 * Removes the file of a socket on which nobody listens any more; what else there is stays.
 *
 * @throws {UsageError} something else is in the way, or the folder is missing.
 */
export async function makeWay(path: string): Promise<void> {
  // Node calls a missing folder a lack of permission.
  if (!existsSync(dirname(path))) {
    throw new UsageError(`unix:${path}: there is no such folder; make it first`);
  }
  if (!existsSync(path)) return;
  if (!lstatSync(path).isSocket()) {
    throw new UsageError(`unix:${path}: this file is no socket; remove it, or choose another path`);
  }
  if (!(await isAnswered(path))) await rm(path);
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // Only a refusal says that nobody is there.
    socket.once('error', (error) => resolve(!('code' in error && error.code === 'ECONNREFUSED')));
  });
}
