// The hub as a whole: health, status, problems, radios.

import * as z from 'zod';
import { isoTime } from '../../../iso-time.ts';
import type { RadioFacts } from '../../../watch/radio-facts.ts';
import { radioHealth } from '../../../watch/radio-health.ts';
import { healthBody } from '../../health-body.ts';
import {
  healthReport,
  problemList,
  radioList,
  radioRecover,
  radioRecovered,
  statusItem,
} from '../../shapes/index.ts';
import { defineEndpoint } from '../endpoint.ts';
import { requested } from '../find.ts';
import type { ApiPorts } from '../ports.ts';

const tag = 'Hub';

export const hub = [
  defineEndpoint({
    method: 'GET',
    path: '/health',
    scope: 'read',
    tag,
    summary:
      'How each part of the hub is doing. `/api/health` says the same with 503 where it is down.',
    response: healthReport,
    run: ({ ports }) => healthBody(ports.overview.health()),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/status',
    scope: 'read',
    tag,
    summary: 'The hub at a glance.',
    response: statusItem,
    run({ ports }) {
      const { overview } = ports;
      const { mqtt, history, devices, started, problems } = overview.status();
      const health = healthBody(overview.health());
      return {
        version: overview.version,
        hubId: overview.hubId,
        started,
        uptimeS: Math.round(overview.uptimeS),
        ...health,
        radios: radiosOf(ports),
        mqtt: mqtt && {
          isConnected: mqtt.connected,
          since: mqtt.since,
          broker: mqtt.broker,
          failure: mqtt.failure,
          published: mqtt.published,
          waitingEvents: mqtt.waiting_events,
          droppedEvents: mqtt.dropped_events,
        },
        devices,
        strangers: ports.hub?.counts.strangersKnown ?? 0,
        history: history && {
          isWritable: history.writable,
          bytes: history.bytes,
          problem: history.problem,
        },
        problems,
      };
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/problems',
    scope: 'read',
    tag,
    summary: 'The last problems that the log told of, the newest last.',
    response: problemList,
    run: ({ ports }) => ({
      items: (ports.problems?.() ?? []).map(({ timeMs, level, code, message }) => ({
        time: isoTime(timeMs) ?? null,
        level,
        code,
        message,
      })),
    }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/radios',
    scope: 'read',
    tag: 'Radios',
    summary: 'The radios of this hub, and how each is doing.',
    response: radioList,
    run: ({ ports }) => ({ items: radiosOf(ports) }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/radios/{name}/recover',
    scope: 'control',
    tag: 'Radios',
    summary: 'Has a radio begin anew: its scan, its controller, or all of it.',
    params: z.strictObject({ name: z.string().min(1).max(256) }),
    slashes: 'name',
    body: radioRecover.prefault({}),
    response: radioRecovered,
    async run({ params: { name }, body, ports }) {
      await requested(ports, 'radio/recover', { radio: name, ...body });
      return { radio: name, recovered: true };
    },
  }),
];

function radiosOf({ overview, clock }: ApiPorts) {
  return overview.radios().map((radio) => radioItemOf(radio, clock.now()));
}

function radioItemOf(radio: RadioFacts, nowMs: number) {
  const { heardMs, sinceMs, watchdogMs, advertsPerMinute, ...rest } = radio;
  const [health] = healthBody({ status: 'ok', components: [radioHealth(radio, nowMs)] }).components;
  return {
    ...rest,
    advertsPerMinute: Math.round(advertsPerMinute),
    lastHeard: isoTime(heardMs),
    watchdogS: watchdogMs / 1_000,
    since: isoTime(sinceMs),
    health,
    canRecover: radio.kind === 'controller',
  };
}
