// A channel that is always there. Core Spec v5.4, Vol 3, Part A, 2.1.

import type { BleError } from '../core/index.ts';

/** One end of a fixed channel: what ATT and SMP stand on. */
export interface FixedChannel {
  /** Sends a payload behind those before; a promise where there is no room at the moment. */
  send(payload: Uint8Array): void | Promise<void>;
  /** Called with each payload that comes; its bytes are the callee's own. */
  onReceive?: (payload: Uint8Array) => void;
  /** Called once when the link is gone, with the reason. */
  onClose?: (reason: BleError) => void;
}
