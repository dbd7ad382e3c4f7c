// Who asks for a WebSocket: such requests pass by the routes, and so by their guard.

import type { IncomingMessage } from 'node:http';
import type { Doorkeeper, Verdict } from './access.ts';
import { isOwnPage } from './sender.ts';
import { visitorOfRequest } from './visitor.ts';

/**
 * Judges it. Any page can open a WebSocket to anywhere, and is not asked before: so what it says of its
 * place must be ours, whatever else it shows.
 */
export async function admit(request: IncomingMessage, doorkeeper: Doorkeeper): Promise<Verdict> {
  const visitor = visitorOfRequest(request);
  if (!isOwnPage(visitor, doorkeeper.sender(visitor))) return { admission: 'foreign' };
  return doorkeeper.judge(visitor);
}
