// One message of the log, ready to be written: nothing in it is secret.

import type { LogFields } from '@bluebell/ble/core';
import type { LogLevel } from './levels.ts';

export interface LogEntry {
  readonly level: LogLevel;
  readonly code: string;
  readonly message: string;
  readonly fields: LogFields;
  /** Milliseconds since 1970 UTC. */
  readonly timeMs: number;
  /** How many like this one were left out since it was last written; absent where none were. */
  readonly repeats?: number;
}
