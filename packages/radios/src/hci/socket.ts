// Sockets, over TCP and of this machine: how they connect, and what it means when they do not.

import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { TransportError } from '@bluebell/ble/core';
import { NodeStream } from './node-stream.ts';
import type { Settings } from './transport-options.ts';

/** What is wrong and what to do, by the code of Node's error. */
export type Reasons = Readonly<Record<string, string>>;

/** What may happen to any socket that was connected. */
const LATER_REASONS: Reasons = {
  ECONNRESET: 'the far side broke the connection',
  EPIPE: 'the far side closed the connection',
  ETIMEDOUT: 'the far side is not heard of any more; check the network',
};

/**
 * Connects a socket.
 *
 * @param name what a person calls the far side.
 * @throws {TransportError} nobody answers there; the message says why, and what to do.
 */
export async function connectSocket(
  name: string,
  to: NetConnectOpts,
  reasons: Reasons,
  { clock, connectTimeoutMs }: Pick<Settings, 'clock' | 'connectTimeoutMs'>,
): Promise<NodeStream> {
  const socket = connect(to);
  try {
    await new Promise<void>((resolve, reject) => {
      const cancel = clock.after(connectTimeoutMs, () =>
        reject(
          new Error(`no answer within ${connectTimeoutMs} ms; check the address and firewalls`),
        ),
      );
      socket.once('connect', () => {
        cancel();
        resolve();
      });
      socket.once('error', (error) => {
        cancel();
        reject(error);
      });
    });
  } catch (cause) {
    // Of a socket given up something may still come.
    socket.on('error', () => {}).destroy();
    throw new TransportError(`${name}: ${explain(cause, reasons)}`, { cause });
  }
  return socketStream(name, socket);
}

/** A stream on a socket that is connected. */
export function socketStream(name: string, socket: Socket): NodeStream {
  return new NodeStream(socket, {
    name,
    explain: (error) => explain(error, LATER_REASONS),
    release: () => releaseSocket(socket),
  });
}

/** Closes a socket: what the machine has taken still goes out, what the far side leaves waiting does not. */
async function releaseSocket(socket: Socket): Promise<void> {
  if (socket.closed) return;
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  if (socket.writableLength > 0) socket.destroy();
  else socket.destroySoon();
  await closed;
}

function explain(error: unknown, reasons: Reasons): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  return (code !== undefined && reasons[code]) || error.message || String(code);
}

/** Node's code of an error; where several addresses were tried, that of the first. */
function codeOf(error: Error): string | undefined {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && 'code' in first ? String(first.code) : undefined;
}
