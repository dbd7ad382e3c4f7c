// `/api/health`: how each part of the hub is doing.

import { Hono } from 'hono';
import type { HealthReport } from '../health.ts';
import { healthBody } from '../health-body.ts';

/** The routes. */
export function healthRoutes(health: () => HealthReport) {
  const app = new Hono();
  app.get('/', (context) => {
    const report = health();
    context.header('Cache-Control', 'no-store');
    return context.json(healthBody(report), report.status === 'down' ? 503 : 200);
  });
  return app;
}
