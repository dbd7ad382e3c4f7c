// A sink: somebody who is told what changed. It sees quantities, never products.

import type { RegistryListener } from '../state/registry.ts';

/** Where news goes: MQTT, a terminal, later others. */
export interface Sink extends RegistryListener {
  readonly name: string;
  /**
   * Whether its readers also read what other hubs say: of what happened, it is told once the hubs
   * agreed who tells it, with its `pressId`.
   */
  readonly isShared?: boolean | undefined;
  /** Says goodbye where that is custom, sends what waits if it can, and lets go. At most 1.5 s. */
  close(): Promise<void>;
}
