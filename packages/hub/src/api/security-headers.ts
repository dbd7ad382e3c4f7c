// What browsers are told not to do with our answers, whatever stands in them.

import { createMiddleware } from 'hono/factory';
import { isLoopback } from '../listen.ts';
import type { Doorkeeper } from './access.ts';
import { type Bindings, visitorOf } from './visitor.ts';

/** For the page: its own files and its own hub, and nothing from elsewhere. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  // Home Assistant shows the page in a frame of its own, under its own address.
  "frame-ancestors 'self'",
].join('; ');

/** Where the answer has no stricter or other word of its own. */
const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  // Not to nobody: forms would have no origin then.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  // Whatever has no other is no page.
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Stands before all routes. */
export function securityHeaders(doorkeeper: Pick<Doorkeeper, 'sender'>) {
  return createMiddleware<{ Bindings: Bindings }>(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(ALWAYS)) {
      if (!context.res.headers.has(name)) context.header(name, value);
    }
    const { isSecure, hosts } = doorkeeper.sender(visitorOf(context));
    // Elsewhere browsers pass over it, and complain.
    if (isSecure || hosts.every((host) => isLoopback(host.replace(/:\d+$/, '')))) {
      context.header('Cross-Origin-Opener-Policy', 'same-origin');
    }
  });
}
