// All routes, and who may use them. The same for the network and for the socket in the data folder.

import type { Log } from '@bluebell/ble/core';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Requests } from '../requests/index.ts';
import type { Doorkeeper } from './access.ts';
import { guard } from './guard.ts';
import type { HealthReport } from './health.ts';
import type { MetricSource } from './metrics/metric.ts';
import { problem } from './problem.ts';
import { type CmDispatcher, cmRoutes } from './routes/cm.ts';
import { type DeviceShelf, deviceRoutes } from './routes/devices.ts';
import { frontRoutes } from './routes/front.ts';
import { healthRoutes } from './routes/health.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { probeRoutes } from './routes/probes.ts';
import { requestRoutes } from './routes/requests.ts';
import { setupRoutes } from './routes/setup.ts';
import type { SetupLink } from './setup-link.ts';
import type { Bindings } from './visitor.ts';

/** What the hub tells of itself. */
export interface AppOverview extends DeviceShelf {
  readonly metrics: readonly MetricSource[];
  health(): HealthReport;
}

/** What the routes are made from. */
export interface AppParts {
  readonly overview: AppOverview;
  /** Whether the start is over. */
  readonly isReady: () => boolean;
  readonly requests: Requests;
  /** Commands as Tasmota has them; absent where that mode is off. */
  readonly dispatcher?: CmDispatcher | undefined;
  readonly log: Log;
}

/** The way to a first password, while there is none. */
export interface Setup {
  readonly link: SetupLink;
  readonly user: string;
}

/** More than any request or command may have. */
const LONGEST_BODY = 64 * 1024;

/** The routes for one way in. */
export function createApp(parts: AppParts, doorkeeper: Doorkeeper, setup?: Setup) {
  const { overview, isReady, requests, dispatcher, log } = parts;
  const health = () => overview.health();
  const app = new Hono<{ Bindings: Bindings }>();
  app.use(
    bodyLimit({
      maxSize: LONGEST_BODY,
      onError: (context) => {
        const detail = `A request may have ${LONGEST_BODY} bytes.`;
        return problem(context, { status: 413, code: 'TOO_LARGE', detail });
      },
    }),
  );
  app.use(async (context, next) => {
    await next();
    context.header('X-Content-Type-Options', 'nosniff');
  });
  app.route('/', probeRoutes({ health, isReady }));
  if (setup) app.route('/setup', setupRoutes(setup.link, setup.user, log));
  if (dispatcher) app.route('/cm', cmRoutes(dispatcher, doorkeeper));

  app.use('/', guard(doorkeeper));
  app.use('/metrics', guard(doorkeeper));
  app.use('/api/*', guard(doorkeeper));
  app.route('/', frontRoutes(health));
  app.route('/metrics', metricsRoutes(overview.metrics));
  app.route('/api/health', healthRoutes(health));
  app.route('/api/v1/devices', deviceRoutes(overview));
  app.route('/api/v1/requests', requestRoutes(requests));

  app.notFound((context) =>
    problem(context, { status: 404, code: 'NOT_FOUND', detail: 'There is no such page.' }),
  );
  app.onError((error, context) => {
    log.error('WEB_FAILED', `${context.req.method} ${context.req.path}: ${error.message}`);
    const detail = 'This should not happen: the log of the hub says more.';
    return problem(context, { status: 500, code: 'FAILED', detail });
  });
  return app;
}
