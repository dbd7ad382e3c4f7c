// The health of the hub, ready for JSON.

import { isoTime } from '../iso-time.ts';
import type { HealthReport } from './health.ts';

/** Each part with its time as people read it. */
export function healthBody({ status, components }: HealthReport) {
  return {
    status,
    components: components.map(({ sinceMs, ...rest }) => ({ ...rest, since: isoTime(sinceMs) })),
  };
}
