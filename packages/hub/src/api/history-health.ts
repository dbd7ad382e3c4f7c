// Whether what is measured reaches the disk: as health, and as numbers.

import type { HistoryHealth } from '../store/history.ts';
import type { HealthSource } from './health.ts';
import type { MetricSource } from './metrics/metric.ts';

/** A history, as far as it is looked at. */
export interface WatchedHistory {
  health(): HistoryHealth;
}

/** The component `history`. */
export function historyHealth(history: WatchedHistory): HealthSource {
  return {
    health() {
      const { isWritable, sinceMs, problem } = history.health();
      if (isWritable) {
        return [{ name: 'history', status: 'ok', sinceMs, detail: 'is written' }];
      }
      return [
        {
          name: 'history',
          status: 'degraded',
          sinceMs,
          detail: problem ?? 'is not written',
          nextStep:
            'make room on the disk, or let the hub write there: it tries again by itself, and keeps what it can meanwhile',
        },
      ];
    },
  };
}

/** Numbers of it. */
export function historyMetrics(history: WatchedHistory): MetricSource {
  return {
    metrics() {
      const { isWritable, bytes } = history.health();
      return [
        {
          kind: 'gauge',
          name: 'history_writable',
          help: 'Whether what is measured reaches the disk.',
          samples: [{ value: Number(isWritable) }],
        },
        {
          kind: 'gauge',
          name: 'history_bytes',
          help: 'Room that the history takes on the disk.',
          samples: [{ value: bytes }],
        },
      ];
    },
  };
}
