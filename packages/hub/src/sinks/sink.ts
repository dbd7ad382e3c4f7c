// A sink: somebody who is told what changed. It sees quantities, never products.

import type { Update } from '../state/device.ts';

/** Where updates go: MQTT, a terminal, later others. */
export interface Sink {
  readonly name: string;
  /** Takes one update. Returns at once and never throws: what cannot go out waits inside. */
  update(update: Update): void;
  /** Says goodbye where that is custom, sends what waits if it can, and lets go. At most 1.5 s. */
  close(): Promise<void>;
}
