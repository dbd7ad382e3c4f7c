// How a link may run. Core Spec v5.4, Vol 4, Part E, 7.8.12; Vol 6, Part B, 4.5.

import type { LinkParameters } from './link-timing.ts';
import type { ConnectionWishes } from './parameters.ts';

/** Units of 1.25 ms, and of 10 ms. */
const INTERVALS = { min: 6, max: 3200 } as const;
const TIMEOUTS = { min: 10, max: 3200 } as const;
const MAX_LATENCY = 499;

/** A timeout counts 10 ms, an interval 1.25 ms. */
const INTERVALS_PER_TIMEOUT = 8;

/** Whether a link could run like that: the timeout leaves room for two events of a sleepy peripheral. */
export function areParameters({ interval, latency, timeout }: LinkParameters): boolean {
  return (
    interval >= INTERVALS.min &&
    interval <= INTERVALS.max &&
    timeout >= TIMEOUTS.min &&
    timeout <= TIMEOUTS.max &&
    latency <= MAX_LATENCY &&
    timeout * INTERVALS_PER_TIMEOUT > (1 + latency) * interval * 2
  );
}

/** Whether a host may wish that. */
export function areWishes(wishes: ConnectionWishes): boolean {
  const { connectionIntervalMin, connectionIntervalMax, maxLatency, supervisionTimeout } = wishes;
  return (
    connectionIntervalMin <= connectionIntervalMax &&
    connectionIntervalMin >= INTERVALS.min &&
    areParameters({
      interval: connectionIntervalMax,
      latency: maxLatency,
      timeout: supervisionTimeout,
    })
  );
}
