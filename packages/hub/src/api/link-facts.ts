// What is told of the way to the broker: as health, and as numbers.

import type { ComponentHealth, HealthSource } from './health.ts';
import type { Histogram } from './metrics/histogram.ts';
import type { Metric, MetricSource } from './metrics/metric.ts';

/** A link to a broker, as far as it is looked at. */
export interface LinkFacts {
  readonly isConnected: boolean;
  /** How often the broker let us in. */
  readonly connections: number;
  readonly waitingEvents: number;
  readonly droppedEvents: number;
  readonly state: {
    readonly isConnected: boolean;
    /** Since when, milliseconds since 1970 UTC. */
    readonly sinceMs: number;
    /** Why it is not connected, in words; absent or empty where nobody knows. */
    readonly lastFailure?: string | undefined;
    /** Whether the broker lets us in again and again, only to hang up soon after. */
    readonly isUnsteady?: boolean | undefined;
  };
  readonly counts: {
    readonly published: number;
    readonly received: number;
    readonly refused: number;
  };
  /** From sending to the broker's answer. */
  readonly publishLatency?: Histogram | undefined;
}

/** The component `mqtt`. */
export function linkHealth(link: LinkFacts): HealthSource {
  return {
    health() {
      const { isConnected, sinceMs, lastFailure, isUnsteady } = link.state;
      if (isUnsteady) {
        return [
          {
            name: 'mqtt',
            status: 'degraded',
            sinceMs,
            detail: `the broker hangs up again and again: ${lastFailure ?? 'it does not say why'}`,
            nextStep:
              'see that no other hub has the same mqtt.client_id, as a copy of this one has, and what the broker allows this user',
          },
        ];
      }
      const part: ComponentHealth = isConnected
        ? { name: 'mqtt', status: 'ok', sinceMs, detail: 'connected to the broker' }
        : {
            name: 'mqtt',
            status: 'degraded',
            sinceMs,
            detail: lastFailure ? `no broker: ${lastFailure}` : 'not connected to the broker yet',
            nextStep:
              'see whether the broker runs, mqtt in the configuration, and that no other hub has the same mqtt.client_id; the hub tries on by itself',
          };
      return [part];
    },
  };
}

/** Numbers of it. */
export function linkMetrics(link: LinkFacts): MetricSource {
  return { metrics: () => metricsOf(link) };
}

function metricsOf(link: LinkFacts): readonly Metric[] {
  const { counts, publishLatency } = link;
  return [
    {
      kind: 'gauge',
      name: 'mqtt_connected',
      help: 'Whether the broker is there.',
      samples: [{ value: Number(link.isConnected) }],
    },
    counter('mqtt_connections_total', 'How often the broker let us in.', link.connections),
    counter(
      'mqtt_messages_published_total',
      'Messages that the broker has taken.',
      counts.published,
    ),
    counter('mqtt_messages_received_total', 'Messages of others that came in.', counts.received),
    counter(
      'mqtt_messages_refused_total',
      'Messages that the broker does not allow us.',
      counts.refused,
    ),
    counter(
      'mqtt_events_dropped_total',
      'Events that were lost because too many waited, or for too long.',
      link.droppedEvents,
    ),
    {
      kind: 'gauge',
      name: 'queue_depth',
      help: 'What waits, by queue.',
      samples: [{ labels: { queue: 'mqtt_events' }, value: link.waitingEvents }],
    },
    ...(publishLatency
      ? [
          {
            kind: 'histogram' as const,
            name: 'mqtt_publish_latency_seconds',
            help: 'From sending a message to the answer of the broker.',
            histogram: publishLatency,
          },
        ]
      : []),
  ];
}

function counter(name: string, help: string, value: number): Metric {
  return { kind: 'counter', name, help, samples: [{ value }] };
}
