// For tests: a hub whose live stream is served for real, while the test says what happens in it.

import { type ServedHub, serve } from '../served-hub.contract.ts';
import { liveStage } from './live-stage.contract.ts';

const open: ServedHub[] = [];

/** Starts one. @param web settings of who is let in. */
export async function serveLive(
  web: Readonly<Record<string, unknown>> = {},
  options: Parameters<typeof liveStage>[0] = {},
) {
  const stage = liveStage(options);
  const served = await serve({ web, live: stage.live, clock: stage.clock });
  open.push(served);
  return {
    stage,
    served,
    url: `${served.url.replace('http', 'ws')}/api/v1/live`,
    events: `${served.url}/api/v1/live/events`,
  };
}

/** Stops all of them: after each test. */
export async function stopLive(): Promise<void> {
  for (const hub of open.splice(0)) await hub.close();
}
