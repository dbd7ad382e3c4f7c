// The hub's web server.

import { createServer, type Server } from 'node:http';
import { isIP } from 'node:net';
import { type Clock, type Log, systemClock } from '@bluebell/ble/core';
import { getRequestListener } from '@hono/node-server';
import { listenNear } from '../listen.ts';
import { Access, type Credentials } from './access.ts';
import { type CmDispatcher, cmRoutes } from './cm.ts';

/** Where it listens, and whom it lets in. */
export interface WebOptions {
  readonly host: string;
  /** When it is taken, one of the next 20 is used, else any; 0 is any at once. */
  readonly port: number;
  /** What visitors must know. Without it, only programs of this machine are let in. */
  readonly credentials?: Credentials | undefined;
  readonly dispatcher: CmDispatcher;
  readonly log: Log;
  readonly clock?: Clock;
}

/** A server that listens. */
export interface WebServer {
  /** Where it really listens: `http://127.0.0.1:8127`. */
  readonly url: string;
  /** Ends what is under way soon, and lets go of the port. */
  close(): Promise<void>;
}

/** How long a visitor may take to say what it wants. */
const REQUEST_MS = 10_000;

/** How long answers that are under way have at the end. */
const GOODBYE_MS = 500;

const MAX_CONNECTIONS = 64;

/** Starts it. @throws {TransportError} it cannot listen on this host, or not on this port. */
export async function startWeb(options: WebOptions): Promise<WebServer> {
  const { host, port, credentials, dispatcher, log, clock = systemClock } = options;
  const app = cmRoutes(dispatcher, new Access(credentials, clock));
  const answer = getRequestListener(app.fetch);
  const server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    void answer(request, response);
  });
  server.maxConnections = MAX_CONNECTIONS;
  const listening = await listenNear(server, { name: 'web', host, port });
  if (port !== 0 && listening !== port) {
    log.warn('WEB_PORT_TAKEN', `port ${port} is taken: the web server uses ${listening} instead`);
  }
  const url = `http://${isIP(host) === 6 ? `[${host}]` : host}:${listening}`;
  return { url, close: () => closeSoon(server, clock) };
}

async function closeSoon(server: Server, clock: Clock): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const cancel = clock.after(GOODBYE_MS, () => server.closeAllConnections());
  await closed;
  cancel();
}
