// What listens: Node's server around our routes, bounded in time and number.

import { createServer, type Server } from 'node:http';
import type { Clock } from '@bluebell/ble/core';
import { getRequestListener } from '@hono/node-server';
import type { createApp } from './app.ts';

/** How long a visitor may take to say what it wants. */
const REQUEST_MS = 10_000;

/** How often that is looked at. Node's own 30 s would let those who dawdle keep all others out. */
const REQUEST_CHECK_MS = 1000;

/** How long answers that are under way have at the end. */
const GOODBYE_MS = 500;

const MAX_CONNECTIONS = 64;

/** A server that does not listen yet. */
export function serverFor(app: ReturnType<typeof createApp>): Server {
  const answer = getRequestListener(app.fetch);
  const times = { requestTimeout: REQUEST_MS, connectionsCheckingInterval: REQUEST_CHECK_MS };
  const server = createServer(times, (request, response) => {
    void answer(request, response);
  });
  server.maxConnections = MAX_CONNECTIONS;
  return server;
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
