// Where the API hangs in the server. All of it is loaded when somebody first asks: a hub that nobody looks at
// does without.

import { Hono } from 'hono';
import type { AppParts } from '../app.ts';
import { guestOf } from '../guest.ts';

/** What stands under `/api`. The guard stands before it. */
export function apiRoutes(parts: AppParts) {
  let loading: Promise<typeof import('./routes.ts')> | undefined;
  const load = () => {
    loading ??= import('./routes.ts');
    return loading;
  };
  let routes: ReturnType<typeof import('./routes.ts')['v1Routes']> | undefined;
  const app = new Hono();
  app.get('/openapi.json', async (context) => {
    const { documentResponse } = await load();
    return documentResponse(context, parts.overview.version);
  });
  app.all('/v1/*', async (context) => {
    routes ??= (await load()).v1Routes(parts);
    return routes.fetch(context.req.raw, { guest: guestOf(context) });
  });
  return app;
}
