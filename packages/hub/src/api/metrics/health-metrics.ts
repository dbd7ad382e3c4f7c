// Health in numbers.

import type { HealthReport, HealthStatus } from '../health.ts';
import type { MetricSource } from './metric.ts';

const NUMBERS: Readonly<Record<HealthStatus, number>> = { ok: 0, degraded: 1, down: 2 };

/** Of the whole, and of each part. */
export function healthMetrics(health: () => HealthReport): MetricSource {
  return {
    metrics() {
      const { status, components } = health();
      return [
        {
          kind: 'gauge',
          name: 'health',
          help: 'How the hub is doing: 0 ok, 1 degraded, 2 down.',
          samples: [{ value: NUMBERS[status] }],
        },
        {
          kind: 'gauge',
          name: 'component_health',
          help: 'How a part of the hub is doing: 0 ok, 1 degraded, 2 down.',
          samples: components.map((part) => ({
            labels: { component: part.name },
            value: NUMBERS[part.status],
          })),
        },
      ];
    },
  };
}
