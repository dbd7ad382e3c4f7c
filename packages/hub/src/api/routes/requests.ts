// `/api/v1/requests`: the requests of the bridge, by HTTP.

import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { givenIn, REQUESTS, type Requests } from '../../requests/index.ts';
import { problem } from '../problem.ts';

/** Statuses by the code of what went wrong; for all others it is 422. */
const STATUSES: Readonly<Record<string, ContentfulStatusCode>> = {
  UNKNOWN_REQUEST: 404,
  UNKNOWN_DEVICE: 404,
  BAD_ARGUMENTS: 400,
  NOT_AVAILABLE: 501,
  TOO_MANY_REQUESTS: 429,
  FAILED: 500,
};

/** The routes. */
export function requestRoutes(requests: Requests) {
  const app = new Hono();
  app.get('/', (context) =>
    context.json({ items: REQUESTS.map(({ name, summary }) => ({ name, summary })) }),
  );
  app.post('/:name{.+}', async (context) => {
    const name = context.req.param('name');
    const answer = await requests.answer(name, givenIn(await context.req.text()));
    context.header('Cache-Control', 'no-store');
    if (answer.status === 'ok') return context.json(answer);
    const { code, error } = answer;
    return problem(context, { status: STATUSES[code] ?? 422, code, detail: error });
  });
  return app;
}
