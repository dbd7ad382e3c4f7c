// Numbers of the hub: what became of what was heard.

import type { HubCounts } from '../../hub-parts.ts';
import type { Device } from '../../state/device.ts';
import type { Metric, MetricSource, Sample } from './metric.ts';

/** The hub, as far as it is counted. */
export interface CountedHub {
  readonly counts: HubCounts;
  readonly devices: readonly Device[];
}

/** Of a hub. */
export function hubMetrics(hub: CountedHub): MetricSource {
  return {
    metrics: () => [...pipelineMetrics(hub.counts), ...deviceCounts(hub.devices)],
  };
}

function pipelineMetrics(counts: HubCounts): readonly Metric[] {
  const { freshness } = counts;
  const unreadable = Object.values(counts.faults).reduce((sum, count) => sum + count, 0);
  return [
    counter('adverts_total', 'Adverts that came in from all radios.', [{ value: counts.adverts }]),
    counter('adverts_dropped_total', 'Adverts that were not looked at further, by reason.', [
      { labels: { reason: 'repeat' }, value: counts.repeats },
      { labels: { reason: 'stranger' }, value: counts.strangers },
      { labels: { reason: 'ignored' }, value: counts.ignored },
    ]),
    counter('frames_decoded_total', 'Frames of our devices that told something, news or not.', [
      { value: freshness.news + freshness.repeat - unreadable },
    ]),
    counter('frames_refused_total', 'Frames of our devices that were not believed, by reason.', [
      { labels: { reason: 'replay' }, value: freshness.replay },
      { labels: { reason: 'downgrade' }, value: freshness.downgrade },
    ]),
    counter(
      'frames_unreadable_total',
      'Frames of our devices that were not understood, by reason.',
      byReason(Object.entries(counts.faults)),
    ),
    counter('devices_refused_total', 'Sensors that found no room: see limits.devices.', [
      { value: counts.notAdmitted },
    ]),
    gauge('strangers', 'Other people’s devices that were told apart.', [
      { value: counts.strangersKnown },
    ]),
  ];
}

function deviceCounts(devices: readonly Device[]): readonly Metric[] {
  const faults = new Map<string, number>();
  const states = { online: 0, offline: 0, unknown: 0 };
  for (const { fault, isOnline } of devices) {
    if (fault !== undefined) faults.set(fault, (faults.get(fault) ?? 0) + 1);
    states[isOnline === undefined ? 'unknown' : isOnline ? 'online' : 'offline']++;
  }
  return [
    gauge('devices', 'Devices that the hub knows.', [{ value: devices.length }]),
    gauge(
      'devices_by_availability',
      'Devices by whether they are heard as often as they should be.',
      byReason(Object.entries(states)),
    ),
    gauge('devices_unreadable', 'Devices that are heard and not understood.', byReason(faults)),
  ];
}

function counter(name: string, help: string, samples: readonly Sample[]): Metric {
  return { kind: 'counter', name, help, samples };
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { kind: 'gauge', name, help, samples };
}

function byReason(all: Iterable<readonly [string, number]>): readonly Sample[] {
  return [...all].map(([reason, value]) => ({ labels: { reason }, value }));
}
