// What a request by HTTP says of its sender.

import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ForwardingHeaders } from './forwarded.ts';

/** What a password is asked with. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What a request says of its sender. */
export interface Visitor {
  /** What it was given as user and password, if anything. */
  readonly credentials?: Credentials | undefined;
  /** Browsers send them by themselves, whichever page asks: the `Authorization` header, not the address. */
  readonly isAmbient?: boolean | undefined;
  /** The token that it showed. */
  readonly token?: string | undefined;
  /** All its cookies. */
  readonly cookies?: string | undefined;
  /** What it showed with a change. */
  readonly csrf?: string | undefined;
  /** Whether it is to change something: all methods but GET and HEAD. */
  readonly isChange?: boolean | undefined;
  /** The address it comes from. */
  readonly address?: string | undefined;
  /** What proxies say, if it was one. */
  readonly forwarding?: ForwardingHeaders | undefined;
  /** Headers of HTTP, as far as they are there. */
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly fetchSite?: string | undefined;
  readonly referer?: string | undefined;
  /** Whether it calls itself a browser: those make requests that their users know nothing of. */
  readonly isBrowser?: boolean | undefined;
}

/** What Node's server hands to routes; nothing where they are called in the process. */
export type Bindings = Partial<HttpBindings>;

/** A context of any of our routes. */
export type AnyContext = Context<{ Bindings: Bindings }>;

/** Gives a header, by its name in lower case. */
type Headers = (name: string) => string | undefined;

const READING: readonly string[] = ['GET', 'HEAD'];

/** The sender, by headers and by where the connection comes from. */
export function visitorOf(context: AnyContext): Visitor {
  const { req, env } = context;
  return visitorBy((name) => req.header(name), req.method, env?.incoming?.socket.remoteAddress);
}

/** The same of a request that no route gets, such as one for a WebSocket. */
export function visitorOfRequest(request: IncomingMessage): Visitor {
  const headers = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  return visitorBy(headers, request.method ?? '', request.socket.remoteAddress);
}

function visitorBy(header: Headers, method: string, address: string | undefined): Visitor {
  const authorization = header('authorization');
  const credentials = basicCredentials(authorization);
  return {
    credentials,
    isAmbient: credentials !== undefined,
    token: /^Bearer +(\S+)\s*$/i.exec(authorization ?? '')?.[1],
    cookies: header('cookie'),
    csrf: header('x-csrf-token'),
    isChange: !READING.includes(method),
    address,
    forwarding: {
      forwarded: header('forwarded'),
      xForwardedFor: header('x-forwarded-for'),
      xForwardedHost: header('x-forwarded-host'),
      xForwardedProto: header('x-forwarded-proto'),
    },
    host: header('host'),
    origin: header('origin'),
    fetchSite: header('sec-fetch-site'),
    referer: header('referer'),
    isBrowser: header('user-agent')?.startsWith('Mozilla/') ?? false,
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
