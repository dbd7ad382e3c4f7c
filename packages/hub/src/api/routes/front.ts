// What a browser finds at the address of a hub whose dashboard is not built: that it runs, how it is, and where there is more.

import { Hono } from 'hono';
import type { HealthReport } from '../health.ts';
import { escaped, PAGE_HEADERS, page } from '../plain-page.ts';

/** The words of people. */
const WORDS: Readonly<Record<HealthReport['status'], string>> = {
  ok: 'All is well.',
  degraded: 'It runs, but something is not as it should be.',
  down: 'It runs, but hears nothing.',
};

/** Links go from where the page stands: it may stand behind a proxy, under any path. */
const MORE = `<ul>
<li><a href="api/v1/devices">Devices</a></li>
<li><a href="api/health">Health</a></li>
<li><a href="metrics">Metrics</a></li>
</ul>`;

/** Only then somebody comes here. */
const NOT_BUILT = `<p>The dashboard is not built here. In the sources, <code>npm start</code> does that.</p>`;

/** The route. */
export function frontRoutes(health: () => HealthReport) {
  const app = new Hono();
  app.get('/', (context) => {
    const { status, components } = health();
    const troubles = components
      .filter((component) => component.status !== 'ok')
      .map(({ name, detail }) => `<li><strong>${escaped(name)}</strong>: ${escaped(detail)}</li>`);
    const list = troubles.length === 0 ? '' : `<ul>\n${troubles.join('\n')}\n</ul>`;
    const body = `<p>${WORDS[status]}</p>\n${list}\n${NOT_BUILT}\n${MORE}`;
    return context.html(page('bluebell', body), 200, PAGE_HEADERS);
  });
  return app;
}
