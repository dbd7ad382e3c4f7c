// Metrics as text: Prometheus's format, version 0.0.4, or OpenMetrics 1.0.

import { type Metric as LibraryMetric, Registry } from 'prom-client';
import type { Metric, MetricSource, Sample } from './metric.ts';

/** What stands before each name. */
const PREFIX = 'bluebell_';

const CONTENT_TYPES = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
} as const;

/** One of the formats. */
export type Format = keyof typeof CONTENT_TYPES;

/** What all sources say now. Metrics of one name from several sources become one. */
export async function exposition(
  sources: readonly MetricSource[],
  format: Format,
): Promise<{ readonly text: string; readonly type: string }> {
  const metrics = merged(sources.flatMap((source) => source.metrics()));
  const type = CONTENT_TYPES[format];
  const registry = new Registry<typeof type>();
  registry.setContentType(type);
  for (const metric of metrics) {
    // The cast holds: a registry asks of its metrics nothing but their name, and `get` for what they are now.
    const adapter = new Adapter(metric, format) as unknown as LibraryMetric;
    registry.registerMetric(adapter);
  }
  return { text: await registry.metrics(), type };
}

interface Value {
  readonly metricName: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One metric, as the library wants to have it. */
class Adapter {
  /** The library takes `_total` off the name of a counter, and puts it behind those of its values. */
  name: string;
  readonly type: Metric['kind'];
  readonly #metric: Metric;
  readonly #format: Format;

  constructor(metric: Metric, format: Format) {
    this.#metric = metric;
    this.#format = format;
    this.type = metric.kind;
    this.name = PREFIX + metric.name;
  }

  get() {
    const { help, kind } = this.#metric;
    return { name: this.name, help, type: kind, aggregator: 'sum', values: this.#values() };
  }

  #values(): readonly Value[] {
    const metric = this.#metric;
    if (metric.kind !== 'histogram') {
      return metric.samples.map(({ labels = {}, value }) => ({
        metricName: undefined,
        labels: withoutGaps(labels),
        value,
      }));
    }
    const { bounds, counts, sum } = metric.histogram;
    let below = 0;
    const buckets = [...bounds, Number.POSITIVE_INFINITY].map((bound, step) => {
      below += counts[step] ?? 0;
      const le = boundText(bound, this.#format);
      return { metricName: `${this.name}_bucket`, labels: { le }, value: below };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels: {}, value: sum },
      { metricName: `${this.name}_count`, labels: {}, value: below },
    ];
  }
}

/** OpenMetrics writes whole numbers with a point, so that a bound is one text whoever writes it. */
function boundText(bound: number, format: Format): string {
  if (bound === Number.POSITIVE_INFINITY) return '+Inf';
  return format === 'openmetrics' && Number.isInteger(bound) ? `${bound}.0` : String(bound);
}

function withoutGaps(labels: NonNullable<Sample['labels']>): Record<string, string> {
  const entries = Object.entries(labels);
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** Metrics of one name stand together, and none says two things of the same: a reader would refuse all. */
function merged(metrics: readonly Metric[]): readonly Metric[] {
  const byName = new Map<string, Metric>();
  for (const metric of metrics) {
    const before = byName.get(metric.name);
    if (before === undefined || before.kind === 'histogram' || metric.kind === 'histogram') {
      byName.set(metric.name, before ?? metric);
    } else {
      byName.set(metric.name, { ...before, samples: [...before.samples, ...metric.samples] });
    }
  }
  return [...byName.values()]
    .map((metric) =>
      metric.kind === 'histogram' ? metric : { ...metric, samples: distinct(metric.samples) },
    )
    .filter((metric) => metric.kind === 'histogram' || metric.samples.length > 0);
}

/** The first of each set of labels; values that are no number say nothing. */
function distinct(samples: readonly Sample[]): readonly Sample[] {
  const byLabels = new Map<string, Sample>();
  for (const sample of samples) {
    const entries = Object.entries(sample.labels ?? {}).filter(([, value]) => value);
    const key = JSON.stringify(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
    if (Number.isFinite(sample.value) && !byLabels.has(key)) byLabels.set(key, sample);
  }
  return [...byLabels.values()];
}
