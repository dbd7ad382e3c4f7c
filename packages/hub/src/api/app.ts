// All routes, and who may use them. The same for the network and for the socket in the data folder.

import type { Clock, Log } from '@bluebell/ble/core';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Requests } from '../requests/index.ts';
import type { Doorkeeper } from './access.ts';
import { guard } from './guard.ts';
import { liveRoutes } from './live/events.ts';
import type { Live } from './live/live.ts';
import type { MetricSource } from './metrics/metric.ts';
import type { NamedTokens } from './named-tokens.ts';
import { pageFiles } from './page-files.ts';
import { problem } from './problem.ts';
import { type CmDispatcher, cmRoutes } from './routes/cm.ts';
import { frontRoutes } from './routes/front.ts';
import { healthRoutes } from './routes/health.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { probeRoutes } from './routes/probes.ts';
import { type SessionKeeper, sessionRoutes } from './routes/session.ts';
import { setupRoutes } from './routes/setup.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { securityHeaders } from './security-headers.ts';
import type { SetupLink } from './setup-link.ts';
import { trailingSlash } from './trailing-slash.ts';
import { apiRoutes } from './v1/mount.ts';
import type { ApiOverview, OptionalPorts } from './v1/ports.ts';
import type { Bindings } from './visitor.ts';

/** What the hub tells of itself. */
export interface AppOverview extends ApiOverview {
  readonly metrics: readonly MetricSource[];
}

/** What the routes are made from. */
export interface AppParts {
  readonly overview: AppOverview;
  /** Whether the start is over. */
  readonly isReady: () => boolean;
  readonly requests: Requests;
  /** Commands as Tasmota has them; absent where that mode is off. */
  readonly dispatcher?: CmDispatcher | undefined;
  /** What people call it: the name of its machine. */
  readonly name?: string | undefined;
  /** Whether it hears a simulated home. */
  readonly isDemo?: (() => boolean) | undefined;
  readonly clock: Clock;
  /** What is live; absent where nobody is told. */
  readonly live?: Live | undefined;
  /** What else the API reaches into; what is absent is answered so. */
  readonly api?: OptionalPorts | undefined;
  readonly log: Log;
}

/** What there is for visitors from the network alone. */
export interface NetworkParts {
  readonly setup?: Setup | undefined;
  readonly sessions?: SessionKeeper | undefined;
  readonly tokens?: NamedTokens | undefined;
  /** The folder of the built page. */
  readonly page?: string | undefined;
}

/** The way to a first password, while there is none. */
export interface Setup {
  readonly link: SetupLink;
  readonly user: string;
}

/** More than any request or command may have, and more than files of others that are taken over. */
const LONGEST_BODY = 64 * 1024;
const LONGEST_IMPORT = 4 * 1024 * 1024;
const IMPORT = /^\/api\/v1\/import(?:\/preview)?$/;

/** The routes for one way in. */
export function createApp(parts: AppParts, doorkeeper: Doorkeeper, network: NetworkParts = {}) {
  const { setup, sessions, tokens, page } = network;
  const { overview, isReady, dispatcher, live, clock, log } = parts;
  const health = () => overview.health();
  const app = new Hono<{ Bindings: Bindings }>();
  const short = limited(LONGEST_BODY);
  app.use(securityHeaders(doorkeeper));
  app.use((context, next) => (IMPORT.test(context.req.path) ? next() : short(context, next)));
  app.route('/', probeRoutes({ health, isReady }));
  if (setup) app.route('/setup', setupRoutes({ ...setup, doorkeeper, sessions, log }));
  if (dispatcher) app.route('/cm', cmRoutes(dispatcher, doorkeeper));

  const facts = () => ({
    version: overview.version,
    hubId: overview.hubId,
    name: parts.name ?? 'bluebell',
    isDemo: parts.isDemo?.() ?? false,
  });
  app.route('/api/v1/session', sessionRoutes(facts, doorkeeper, sessions));
  if (page !== undefined) {
    app.use('/', trailingSlash(doorkeeper));
    app.use(pageFiles(page));
  }

  app.use('/', guard(doorkeeper));
  app.use('/metrics', guard(doorkeeper));
  app.use('/api/*', guard(doorkeeper));
  // Bodies are kept while they are counted: such long ones only of those who were let in.
  app.use('/api/v1/import/*', limited(LONGEST_IMPORT));
  app.route('/', frontRoutes(health));
  app.route('/metrics', metricsRoutes(overview.metrics));
  app.route('/api/health', healthRoutes(health));
  if (tokens) app.route('/api/v1/tokens', tokenRoutes(tokens, parts.clock));
  if (live) app.route('/api/v1/live', liveRoutes({ live, doorkeeper, clock }));
  app.route('/api', apiRoutes(parts));

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

function limited(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (context) => {
      const detail = `A request may have ${maxSize} bytes.`;
      return problem(context, { status: 413, code: 'TOO_LARGE', detail });
    },
  });
}
