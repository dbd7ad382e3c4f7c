// How long it takes from an advert to those who tell of it.

import type { Clock } from '@bluebell/ble/core';
import type { Sink } from '../../sinks/sink.ts';
import type { Update } from '../../state/device.ts';
import { Histogram } from './histogram.ts';
import type { Metric, MetricSource } from './metric.ts';

/** What took longer was not heard just now: a recording, or a clock that was set. */
const PRESENT_MS = 10_000;

/** Measures what is handed to it. The way to the broker comes on top: `mqtt_publish_latency_seconds`. */
export class LatencySink implements Sink, MetricSource {
  readonly name = 'latency';
  readonly #clock: Pick<Clock, 'now'>;
  readonly #histogram = new Histogram();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  update({ timeMs, measurement }: Update): void {
    if (measurement === undefined) return;
    const tookMs = this.#clock.now() - timeMs;
    if (tookMs >= 0 && tookMs < PRESENT_MS) this.#histogram.observe(tookMs / 1_000);
  }

  forget(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }

  metrics(): readonly Metric[] {
    return [
      {
        kind: 'histogram',
        name: 'advert_latency_seconds',
        help: 'From hearing an advert to handing its news to those who publish it.',
        histogram: this.#histogram,
      },
    ];
  }
}
