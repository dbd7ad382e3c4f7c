// The page stands in a folder: its addresses lead elsewhere when the slash at the end of its own is missing.

import { createMiddleware } from 'hono/factory';
import type { Doorkeeper } from './access.ts';
import { type Bindings, visitorOf } from './visitor.ts';

/** What proxies that take a prefix away say of the address that was asked for. */
const ORIGINAL = ['x-forwarded-uri', 'x-original-uri', 'x-original-url'] as const;

/** Leads from `/bluebell` to `/bluebell/` where a trusted proxy says what was asked for. */
export function trailingSlash(doorkeeper: Pick<Doorkeeper, 'sender'>) {
  return createMiddleware<{ Bindings: Bindings }>(async (context, next) => {
    const { req } = context;
    const original = ORIGINAL.map((name) => req.header(name)).find((uri) => uri !== undefined);
    if (original === undefined || !doorkeeper.sender(visitorOf(context)).isProxied) return next();
    // A single name, so that it leads nowhere but into the folder of that name.
    const last = /^(?:\/[\w.~-]*)*?\/([\w.~-]+)(?:\?|$)/.exec(original.slice(0, 1024))?.[1];
    return last === undefined || last === '..' || last === '.'
      ? next()
      : context.redirect(`${last}/`, 308);
  });
}
