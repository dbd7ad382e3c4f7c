// What a request by HTTP says of its sender.

import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Credentials, Visitor } from './access.ts';

/** What Node's server hands to routes; nothing where they are called in the process. */
export type Bindings = Partial<HttpBindings>;

/** A context of any of our routes. */
export type AnyContext = Context<{ Bindings: Bindings }>;

/** The sender, by headers and by where the connection comes from. */
export function visitorOf(context: AnyContext): Visitor {
  const authorization = context.req.header('authorization');
  const credentials = basicCredentials(authorization);
  return {
    credentials,
    isAmbient: credentials !== undefined,
    token: /^Bearer +(\S+)\s*$/i.exec(authorization ?? '')?.[1],
    address: context.env?.incoming?.socket.remoteAddress,
    host: context.req.header('host'),
    origin: context.req.header('origin'),
    fetchSite: context.req.header('sec-fetch-site'),
  };
}

/** RFC 7617, 2: a name cannot hold a colon, a password can. */
function basicCredentials(authorization: string | undefined): Credentials | undefined {
  const encoded = /^Basic +(\S+)\s*$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
