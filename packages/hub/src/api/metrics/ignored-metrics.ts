// Numbers of messages on MQTT that were of no use: garbage, and what belongs to others.

import type { MetricSource } from './metric.ts';

/** How many, by reason: `discovery_foreign`. */
export type IgnoredCounts = Readonly<Record<string, number>>;

/** Of all that look at messages of others. */
export function ignoredMetrics(sources: readonly (() => IgnoredCounts)[]): MetricSource {
  return {
    metrics: () => {
      const counts = sources.flatMap((countsOf) => Object.entries(countsOf()));
      return [
        {
          kind: 'counter',
          name: 'mqtt_messages_ignored_total',
          help: 'Messages of others that were of no use to us, by reason.',
          samples: counts.map(([reason, value]) => ({ labels: { reason }, value })),
        },
      ];
    },
  };
}
