// What listens: Node's server around our routes, bounded in time and number.

import { createServer, type Server } from 'node:http';
import type { Clock } from '@bluebell/ble/core';
import { getRequestListener } from '@hono/node-server';
import { isLoopback } from '../listen.ts';
import { networkOf, plainAddress } from '../sender-address.ts';
import type { createApp } from './app.ts';

/** How long a visitor may take to say what it wants. */
const REQUEST_MS = 10_000;

/** How often that is looked at. Node's own 30 s would let those who dawdle keep all others out. */
const REQUEST_CHECK_MS = 1000;

/** How long answers that are under way have at the end. */
const GOODBYE_MS = 500;

/** All together: each browser takes up to six, and one for what is live. */
const MAX_CONNECTIONS = 256;

/** Of one network elsewhere: a house behind one address has its place, and leaves the others theirs. */
const MAX_OF_ONE = 96;

/** What may be otherwise. */
export interface ListenerOptions {
  /** Whether many may come from one address: that of a proxy. Programs of this machine may anyway. */
  readonly isCrowd?: ((address: string | undefined) => boolean) | undefined;
}

/** A server that does not listen yet. */
export function serverFor(
  app: ReturnType<typeof createApp>,
  { isCrowd = () => false }: ListenerOptions = {},
): Server {
  const answer = getRequestListener(app.fetch);
  const times = { requestTimeout: REQUEST_MS, connectionsCheckingInterval: REQUEST_CHECK_MS };
  const server = createServer(times, (request, response) => {
    void answer(request, response);
  });
  server.maxConnections = MAX_CONNECTIONS;
  boundEach(server, (address) => isLoopback(plainAddress(address)) || isCrowd(address));
  return server;
}

/** Hangs up on who has too many connections already. */
function boundEach(server: Server, isFree: (address: string | undefined) => boolean): void {
  const counts = new Map<string, number>();
  server.on('connection', (socket) => {
    const { remoteAddress } = socket;
    // A socket in the file system has no address, and whom it is for is known.
    if (remoteAddress === undefined || isFree(remoteAddress)) return;
    const network = networkOf(remoteAddress);
    const count = (counts.get(network) ?? 0) + 1;
    if (count > MAX_OF_ONE) {
      socket.destroy();
      return;
    }
    counts.set(network, count);
    socket.once('close', () => {
      const left = (counts.get(network) ?? 1) - 1;
      if (left > 0) counts.set(network, left);
      else counts.delete(network);
    });
  });
}

/** Ends what is under way soon, and lets go of where it listens. */
export async function closeSoon(server: Server, clock: Clock): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const cancel = clock.after(GOODBYE_MS, () => server.closeAllConnections());
  await closed;
  cancel();
}
