// Numbers of the process: what it is, how long it runs, what it takes.

import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '@bluebell/ble/core';
import type { Metric, MetricSource } from './metric.ts';

/** What the process cannot know. */
export interface ProcessParts {
  readonly version: string;
  /** Of the source it was built from; absent where nobody knows. */
  readonly commit?: string | undefined;
  readonly startedMs: number;
  readonly clock: Clock;
}

/** How often the delay is measured: often enough to see a stall, seldom enough to cost nothing. */
const RESOLUTION_MS = 50;

const NS_PER_S = 1e9;
const US_PER_S = 1e6;

/** Of this process. */
export class ProcessMetrics implements MetricSource {
  readonly #parts: ProcessParts;
  readonly #startedSteadyMs: number;
  /** Measures from the first look on: a hub that nobody looks at does not wake up for it. */
  #delay: IntervalHistogram | undefined;

  constructor(parts: ProcessParts) {
    this.#parts = parts;
    this.#startedSteadyMs = parts.clock.steady();
  }

  /** Seconds since the start, whatever was done to the clock. */
  get uptimeS(): number {
    return (this.#parts.clock.steady() - this.#startedSteadyMs) / 1_000;
  }

  metrics(): readonly Metric[] {
    const { version, commit = '', startedMs } = this.#parts;
    const { heapUsed, rss } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const build = { version, commit, node: process.versions.node };
    return [
      gauge('build_info', 'What runs here.', 1, build),
      gauge('start_timestamp_seconds', 'When the hub started.', startedMs / 1_000),
      gauge('uptime_seconds', 'How long the hub has been running.', this.uptimeS),
      gauge('resident_memory_bytes', 'Memory that the process takes.', rss),
      gauge('heap_used_bytes', 'Memory that objects take.', heapUsed),
      {
        kind: 'counter',
        name: 'cpu_seconds_total',
        help: 'Time of the processor that was used.',
        samples: [{ value: (user + system) / US_PER_S }],
      },
      ...this.#delayMetrics(),
    ];
  }

  close(): void {
    this.#delay?.disable();
  }

  /** Since the last look. */
  #delayMetrics(): readonly Metric[] {
    if (this.#delay === undefined) {
      this.#delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
      this.#delay.enable();
      return [];
    }
    const delay = this.#delay;
    const [mean, p99, max] = [delay.mean, delay.percentile(99), delay.max];
    const isEmpty = delay.count === 0;
    delay.reset();
    if (isEmpty) return [];
    const what = 'How late the event loop was since the last look';
    return [
      gauge('event_loop_lag_mean_seconds', `${what}: on average.`, seconds(mean)),
      gauge('event_loop_lag_p99_seconds', `${what}: 99 of 100 times at most.`, seconds(p99)),
      gauge('event_loop_lag_max_seconds', `${what}: at most.`, seconds(max)),
    ];
  }
}

function gauge(name: string, help: string, value: number, labels = {}): Metric {
  return { kind: 'gauge', name, help, samples: [{ value, labels }] };
}

/** What is measured is the time from one look to the next: the delay, and the resolution. */
function seconds(ns: number): number {
  return Math.max(0, ns / NS_PER_S - RESOLUTION_MS / 1_000);
}
