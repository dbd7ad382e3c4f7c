// Questions of supervisors, which have no password: is it alive, is it ready? Nothing else is told.

import { Hono } from 'hono';
import type { HealthReport } from '../health.ts';

/** What they are answered from. */
export interface ProbeParts {
  readonly health: () => HealthReport;
  /** Whether the start is over. */
  readonly isReady: () => boolean;
}

/** The routes. */
export function probeRoutes({ health, isReady }: ProbeParts) {
  const app = new Hono();
  app.get('/healthz', (context) => {
    context.header('Cache-Control', 'no-store');
    return context.json({ status: 'ok' });
  });
  app.get('/readyz', (context) => {
    context.header('Cache-Control', 'no-store');
    const status = isReady() ? health().status : 'starting';
    return context.json({ status }, status === 'ok' || status === 'degraded' ? 200 : 503);
  });
  return app;
}
