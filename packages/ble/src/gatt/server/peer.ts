// A link as attributes and characteristics see it.

import type { Clock, Log } from '../../core/index.ts';
import type { AttributeRequest, Connection } from '../../radio/index.ts';
import type { Outbox } from './outbox.ts';

/** One client on one link. */
export interface Peer {
  readonly connection: Connection;
  /** What programs are told of a request. */
  readonly request: AttributeRequest;
  readonly clock: Clock;
  readonly log: Log;
  /** What is on its way to the client. */
  readonly outbox: Outbox;
  /** The client has configured a characteristic: what is kept of a bonded one has changed. */
  configured(): void;
}
