// The socket by which programs of this user reach the hub, with no password.

import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { TransportError } from '@bluebell/ble/core';
import type { DataFolder } from '../data-folder.ts';
import { systemCode } from '../file-trouble.ts';
import { placeSocket } from './socket-place.ts';

/** A socket that listens. */
export interface LocalSocket {
  readonly path: string;
  /** Tidies up, once its server is closed. */
  remove(): Promise<void>;
}

/**
 * Listens in the data folder, readable by its owner alone. A socket that a hub before left behind, since
 * it had no time to say goodbye, is replaced.
 *
 * @throws {TransportError} it cannot, or another hub listens there.
 */
export async function listenLocally(
  server: Server,
  folder: Pick<DataFolder, 'state'>,
): Promise<LocalSocket> {
  const place = await placeSocket(folder);
  const { path } = place;
  if (await isAnswered(path)) {
    throw new TransportError(`${path}: another hub listens there`);
  }
  try {
    if (process.platform !== 'win32') await rm(path, { force: true });
    server.listen({ path });
    await once(server, 'listening');
    // The folder around it is open to its owner alone already; where users made it, it may not be.
    if (process.platform !== 'win32') await chmod(path, 0o600);
  } catch (cause) {
    await place.remove();
    const code = String(systemCode(cause));
    throw new TransportError(`cannot listen on ${path} (${code})`, { cause });
  }
  return place;
}

/** Whether somebody is there. */
async function isAnswered(path: string): Promise<boolean> {
  const socket = connect({ path });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
