// `/metrics`: numbers for Prometheus, and whoever else reads its text or OpenMetrics.

import { Hono } from 'hono';
import type { MetricSource } from '../metrics/metric.ts';

/** The routes. */
export function metricsRoutes(sources: readonly MetricSource[]) {
  const app = new Hono();
  app.get('/', async (context) => {
    // Most hubs are never asked: the library comes with the first who does.
    const { exposition } = await import('../metrics/exposition.ts');
    const isOpen = /\bapplication\/openmetrics-text\b/i.test(context.req.header('accept') ?? '');
    const { text, type } = await exposition(sources, isOpen ? 'openmetrics' : 'prometheus');
    return context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  });
  return app;
}
