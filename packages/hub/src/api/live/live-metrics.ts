// Numbers of the live stream.

import type { Metric, MetricSource } from '../metrics/metric.ts';
import type { Live } from './live.ts';

/** How many listen, and what that costs. */
export function liveMetrics(live: Pick<Live, 'clients' | 'encodes' | 'dropped'>): MetricSource {
  return {
    metrics: (): readonly Metric[] => [
      {
        kind: 'gauge',
        name: 'live_clients',
        help: 'Browsers and programs that follow along.',
        samples: [{ value: live.clients }],
      },
      {
        kind: 'counter',
        name: 'live_messages_encoded_total',
        help: 'Messages that were written out for those who follow along, each once for all of them.',
        samples: [{ value: live.encodes }],
      },
      {
        kind: 'counter',
        name: 'live_dropped_total',
        help: 'Adverts and lines of the log that came too fast to be told to those who follow along.',
        samples: [{ value: live.dropped }],
      },
    ],
  };
}
