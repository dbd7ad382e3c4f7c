import { VirtualClock } from '@bluebell/ble/core';
import { decodeAdvert, NO_KEYS } from '@bluebell/sensors';
import { afterEach, describe, expect, it } from 'vitest';
import { thermometer } from '../air.contract.ts';
import { healthOf } from './health.ts';
import { linkHealth } from './link-facts.ts';
import { exposition } from './metrics/exposition.ts';
import { Histogram } from './metrics/histogram.ts';
import { LatencySink } from './metrics/latency-sink.ts';
import { readExposition } from './metrics/strict-exposition.contract.ts';
import { Overview } from './overview.ts';
import { RecentProblems } from './recent-problems.ts';
import { ATTIC, COUNTS, KITCHEN } from './served-hub.contract.ts';

let open: Overview | undefined;
afterEach(() => open?.close());

describe('the overview', () => {
  it('has numbers of every part, each as strict readers want them', async () => {
    const { overview } = make();
    for (const format of ['prometheus', 'openmetrics'] as const) {
      // The second look: from then on there is the lag of the event loop too.
      await exposition(overview.metrics, format);
      const { text } = await exposition(overview.metrics, format);
      const names = [...readExposition(text, format).keys()].map((name) =>
        name.replace(/^bluebell_|_total$/g, ''),
      );
      expect(names).toEqual(
        expect.arrayContaining([
          'build_info',
          'component_health',
          'adverts',
          'adverts_dropped',
          'frames_unreadable',
          'mqtt_connected',
          'mqtt_publish_latency_seconds',
          'queue_depth',
          'history_writable',
          'advert_latency_seconds',
          'device_last_seen_timestamp_seconds',
        ]),
      );
    }
  });

  it('tells of a broker and a history that are gone, and what to do', () => {
    const { overview, link } = make();
    expect(overview.health().status).toBe('ok');
    link.state = { isConnected: false, sinceMs: 5, lastFailure: 'connection refused' };
    expect(overview.health()).toMatchObject({
      status: 'degraded',
      components: [
        { name: 'history', status: 'ok' },
        {
          name: 'mqtt',
          status: 'degraded',
          sinceMs: 5,
          detail: 'no broker: connection refused',
          nextStep: expect.stringContaining('see whether the broker runs'),
        },
      ],
    });
    const state = { isConnected: true, sinceMs: 5, lastFailure: 'lost it' };
    expect(
      healthOf([linkHealth({ ...link, state: { ...state, isUnsteady: true } })]),
    ).toMatchObject({
      status: 'degraded',
      components: [
        {
          detail: 'the broker hangs up again and again: lost it',
          nextStep: expect.stringContaining('mqtt.client_id'),
        },
      ],
    });
    expect(overview.status()).toMatchObject({
      status: 'degraded',
      mqtt: { connected: false, failure: 'connection refused', broker: 'mqtt://x' },
      history: { writable: true, bytes: 4096 },
      devices: { known: 2, online: 1, offline: 1, unreadable: 1 },
    });
  });

  it('counts its age by the steady clock, whatever is done to the other', async () => {
    const { overview, clock } = make();
    await clock.advance(90_000);
    clock.jump(-3_600_000);
    expect(overview.uptimeS).toBe(90);
    expect(overview.status().uptime_s).toBe(90);
  });

  it('keeps the last problems, and no more', () => {
    const { overview, problems } = make();
    problems.take({ level: 'info', code: 'START', message: 'here', timeMs: 0 });
    for (let n = 0; n < 50; n++) {
      problems.take({ level: 'warn', code: 'X', message: String(n), timeMs: n });
    }
    expect(problems.all()).toHaveLength(20);
    expect(overview.status().problems.map(({ message }) => message)).toEqual(
      Array.from({ length: 10 }, (_, n) => String(40 + n)),
    );
  });
});

describe('the latency of adverts', () => {
  it('counts what was heard just now, and neither recordings nor what nobody heard', () => {
    const clock = new VirtualClock(1_000_000);
    const sink = new LatencySink(clock);
    const [measurement] = decodeAdvert(thermometer(), NO_KEYS);
    expect(measurement).toBeDefined();
    const update = { device: KITCHEN, changed: ['temperature'], events: [], measurement };
    sink.update({ ...update, timeMs: 999_998 });
    sink.update({ ...update, timeMs: 999_998, measurement: undefined });
    sink.update({ ...update, timeMs: 0 });
    sink.update({ ...update, timeMs: 1_000_001 });
    const [metric] = sink.metrics();
    expect(metric?.kind === 'histogram' && metric.histogram).toMatchObject({
      count: 1,
      sum: 0.002,
    });
  });
});

function make() {
  const clock = new VirtualClock(1_000_000);
  const publishLatency = new Histogram();
  publishLatency.observe(0.002);
  const link = {
    isConnected: true,
    connections: 1,
    waitingEvents: 2,
    droppedEvents: 0,
    state: { isConnected: true, sinceMs: 0, lastFailure: '' },
    counts: { published: 5, received: 6, refused: 0 },
    publishLatency,
  };
  const latency = new LatencySink(clock);
  const problems = new RecentProblems();
  const devices = [KITCHEN, ATTIC];
  const overview = new Overview({
    hub: { devices, counts: COUNTS, device: (id) => devices.find((one) => one.id === id) },
    hubId: '0123456789ab',
    version: '1.2.3',
    commit: 'abc',
    clock,
    radios: () => [],
    link,
    broker: 'mqtt://x',
    history: { health: () => ({ isWritable: true, sinceMs: 0, bytes: 4096 }) },
    problems: problems.all,
    health: [],
    metrics: [latency],
    hasDeviceMetrics: () => true,
  });
  open = overview;
  return { overview, clock, link, problems };
}
