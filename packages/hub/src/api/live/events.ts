// `/api/v1/live/events`: the live stream as Server-Sent Events, for programs that have no WebSocket.

import type { Clock } from '@bluebell/ble/core';
import { Hono } from 'hono';
import type { Doorkeeper } from '../access.ts';
import { guestOf } from '../guest.ts';
import { problem } from '../problem.ts';
import { type Bindings, visitorOf } from '../visitor.ts';
import { EventPeer, EventWriter } from './event-peer.ts';
import type { Live } from './live.ts';
import { topicsIn } from './topics.ts';
import { BAD_TOPICS } from './upgrade.ts';

/** What the stream is made from. */
export interface LiveRouteParts {
  readonly live: Live;
  readonly doorkeeper: Doorkeeper;
  readonly clock: Clock;
}

/** A proxy that waits for more before it hands on what it has would keep it back for ever. */
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

/** The routes, below `/api/v1/live`. */
export function liveRoutes({ live, doorkeeper, clock }: LiveRouteParts) {
  const app = new Hono<{ Bindings: Bindings }>();
  const writer = new EventWriter(live.epoch);
  app.get('/events', (context) => {
    const topics = topicsIn(context.req.query('topics'));
    const since = context.req.header('last-event-id') ?? context.req.query('since');
    if (!topics) return problem(context, BAD_TOPICS);
    if (context.req.method === 'HEAD') return context.body(null, 200, HEADERS);
    const guest = guestOf(context);
    const leave = live.seats.take(doorkeeper.sender(visitorOf(context)).address);
    if (!leave) {
      const detail = 'As many listen as may: end one of them, or try again later.';
      context.header('Retry-After', '30');
      return problem(context, { status: 503, code: 'TOO_MANY_LISTEN', detail });
    }
    const peer = new EventPeer({
      live,
      clock,
      writer,
      kill: () => context.env.outgoing?.destroy(),
    });
    const unwatch = guest.onEnd(() => peer.close());
    const stream = peer.open({ topics, scopes: guest.scopes, since }, () => {
      leave();
      unwatch();
    });
    return context.body(stream, 200, HEADERS);
  });
  // Who comes here without asking for a socket learns what this is.
  app.get('/', (context) =>
    problem(context, {
      status: 426,
      code: 'NO_UPGRADE',
      detail: 'This is a WebSocket; GET api/v1/live/events gives the same as Server-Sent Events.',
    }),
  );
  return app;
}
