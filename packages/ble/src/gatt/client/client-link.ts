// What all parts of a client share: its link, and what goes over it.

import type { AttClient } from '../../att/index.ts';
import type { Clock, Log } from '../../core/index.ts';
import type { Discovery } from './discovery.ts';
import type { ValueAccess } from './value-access.ts';
import type { ValueRouter } from './value-router.ts';

/** The parts of a client that know handles only. */
export interface ClientLink {
  readonly att: AttClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly discovery: Discovery;
  readonly values: ValueAccess;
  readonly router: ValueRouter;
}
