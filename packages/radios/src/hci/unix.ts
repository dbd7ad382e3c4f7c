// HCI over a socket of this machine: `unix:PATH`.

import { UsageError } from '@bluebell/ble/core';
import { H4Transport, type HciTransport } from '@bluebell/ble/hci';
import { connectSocket, type Reasons } from './socket.ts';
import { settingsOf, type TransportOptions } from './transport-options.ts';

const REASONS: Reasons = {
  ENOENT: 'there is no such socket; start the program with the controller first, or check the path',
  ECONNREFUSED: 'nobody listens on it; start the program with the controller, or check the path',
  ENOTSOCK: 'this is no socket; check the path',
  EACCES: 'permission denied; run as the user who owns the socket, or let others use it (chmod)',
  EPERM: 'permission denied; run as the user who owns the socket, or let others use it (chmod)',
  EINVAL: 'this path is too long for a socket (107 bytes at most); use a shorter one',
  ECONNRESET: 'the far side broke the connection; does another host have this controller?',
};

/**
 * Reads the path of a socket. All characters belong to it.
 *
 * @throws {UsageError} there is none.
 */
export function readUnixPath(path: string): string {
  if (path === '') throw new UsageError("'unix:' names no socket: give unix:PATH");
  return path;
}

/**
 * Connects to a controller over a socket of this machine.
 *
 * @throws {TransportError} nobody answers there.
 * @throws {UsageError} the path is empty.
 */
export async function openUnix(
  path: string,
  options: TransportOptions = {},
): Promise<HciTransport> {
  const to = { path: readUnixPath(path) };
  return new H4Transport(await connectSocket(`unix:${path}`, to, REASONS, settingsOf(options)));
}
