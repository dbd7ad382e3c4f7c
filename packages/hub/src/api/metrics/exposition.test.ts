import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { ATTIC, COUNTS, KITCHEN } from '../served-hub.contract.ts';
import { deviceMetrics } from './device-metrics.ts';
import { exposition, type Format } from './exposition.ts';
import { Histogram } from './histogram.ts';
import { hubMetrics } from './hub-metrics.ts';
import { ignoredMetrics } from './ignored-metrics.ts';
import type { Metric, MetricSource } from './metric.ts';
import { ProcessMetrics } from './process-metrics.ts';
import { radioMetrics } from './radio-metrics.ts';
import { readExposition } from './strict-exposition.contract.ts';

const RADIO = {
  name: 'serial:/dev/tty"\\x\n',
  kind: 'controller',
  stage: 'running',
  isDeaf: false,
  heardMs: 1_000,
  adverts: 5,
  advertsPerMinute: 2,
  watchdogMs: 60_000,
  recoveries: { restartScan: 1, reset: 0, reopen: 0 },
  sinceMs: 0,
  connections: 0,
} as const;

describe.each(['prometheus', 'openmetrics'] as const)('metrics as %s', (format) => {
  it('are read by a strict reader, whatever names they hold', async () => {
    const hub = { counts: COUNTS, devices: [KITCHEN, ATTIC] };
    const process = new ProcessMetrics({ version: '1', startedMs: 0, clock: new VirtualClock() });
    const families = await read(
      [process, hubMetrics(hub), deviceMetrics(hub), radioMetrics(() => [RADIO, RADIO])],
      format,
    );
    process.close();
    for (const name of families.keys()) expect(name).toMatch(/^bluebell_[a-z0-9_]+$/);
    expect(families.get('bluebell_device_temperature_celsius')?.samples).toEqual([
      {
        name: 'bluebell_device_temperature_celsius',
        labels: new Map([['device', 'A4C138000001']]),
        value: 21.5,
      },
    ]);
    expect(families.get('bluebell_device_humidity_ratio')?.samples[0]?.value).toBe(0.463);
    const build = families.get('bluebell_build_info')?.samples[0];
    expect([...(build?.labels.keys() ?? [])]).toEqual(['version', 'node']);
  });

  it('count what was of no use, by reason', async () => {
    const ears = [() => ({ hubs_unusable: 2 }), () => ({ discovery_foreign: 5_000 })];
    const families = await read([ignoredMetrics(ears)], format);
    const samples = [...families.values()].flatMap((family) => family.samples);
    expect(samples.map(({ labels, value }) => [labels.get('reason'), value])).toEqual([
      ['hubs_unusable', 2],
      ['discovery_foreign', 5_000],
    ]);
  });

  it('count in steps', async () => {
    const histogram = new Histogram([1, 10]);
    for (const value of [0.5, 1, 5, 100]) histogram.observe(value);
    const metric: Metric = { kind: 'histogram', name: 'wait_seconds', help: 'Waits.', histogram };
    const samples = (await read([{ metrics: () => [metric] }], format)).get(
      'bluebell_wait_seconds',
    )?.samples;
    expect(samples?.map(({ value }) => value)).toEqual([2, 3, 4, 106.5, 4]);
  });

  it('leave out what is no number, and what would be said twice', async () => {
    const samples = [Number.NaN, 1, 2].map((value) => ({ value }));
    const metric: Metric = { kind: 'gauge', name: 'x', help: 'X.', samples };
    const families = await read([{ metrics: () => [metric, metric] }], format);
    expect(families.get('bluebell_x')?.samples.map(({ value }) => value)).toEqual([1]);
  });
});

describe('a strict reader', () => {
  it.each([
    ['no TYPE', '# HELP a A.\na 1\n'],
    ['TYPE before HELP', '# TYPE a gauge\n# HELP a A.\na 1\n'],
    ['a counter without _total', '# HELP a A.\n# TYPE a counter\na 1\n'],
    ['a gauge with _total', '# HELP a_total A.\n# TYPE a_total gauge\na_total 1\n'],
    ['a sample of another name', '# HELP a A.\n# TYPE a gauge\nb 1\n'],
    ['one sample twice', '# HELP a A.\n# TYPE a gauge\na{x="1"} 1\na{x="1"} 2\n'],
    ['an open quote', '# HELP a A.\n# TYPE a gauge\na{x="1} 1\n'],
    ['a quote that is not escaped', '# HELP a A.\n# TYPE a gauge\na{x="1"2"} 1\n'],
    ['no number', '# HELP a A.\n# TYPE a gauge\na Nan2\n'],
    ['a line that does not end', '# HELP a A.\n# TYPE a gauge\na 1'],
    [
      'a family in two places',
      '# HELP a A.\n# TYPE a gauge\na 1\n# HELP b B.\n# TYPE b gauge\nb 1\n# HELP a A.\n# TYPE a gauge\na 2\n',
    ],
  ])('refuses %s', (_, text) => {
    expect(() => readExposition(text, 'prometheus')).toThrow();
  });

  it('wants the end of OpenMetrics', () => {
    expect(() => readExposition('# HELP a A.\n# TYPE a gauge\na 1\n', 'openmetrics')).toThrow(
      /EOF/,
    );
  });
});

async function read(sources: readonly MetricSource[], format: Format) {
  return readExposition((await exposition(sources, format)).text, format);
}
