// `/api/health`: how each part of the hub is doing.

import { Hono } from 'hono';
import { isoTime } from '../../iso-time.ts';
import type { HealthReport } from '../health.ts';

/** The routes. */
export function healthRoutes(health: () => HealthReport) {
  const app = new Hono();
  app.get('/', (context) => {
    const { status, components } = health();
    const items = components.map(({ sinceMs, ...rest }) => ({ ...rest, since: isoTime(sinceMs) }));
    context.header('Cache-Control', 'no-store');
    return context.json({ status, components: items }, status === 'down' ? 503 : 200);
  });
  return app;
}
