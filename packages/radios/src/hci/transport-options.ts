// What every way to a controller may be told when it opens.

import { type Clock, type Log, silentLog, systemClock } from '@bluebell/ble/core';

/** What transports may be told when they open; each takes what it knows. */
export interface TransportOptions {
  /** Default: that of the machine. */
  readonly clock?: Clock;
  /** Default: says nothing. */
  readonly log?: Log;
  /** How long a connection over a network may take. Default: 5000. */
  readonly connectTimeoutMs?: number;
}

/** The same with nothing left out. */
export type Settings = Required<TransportOptions>;

/** Fills in the defaults. */
export function settingsOf({
  clock = systemClock,
  log = silentLog,
  connectTimeoutMs = 5000,
}: TransportOptions): Settings {
  return { clock, log, connectTimeoutMs };
}
