// The hub at a glance: what `bluebell status` shows, and the request `status` answers.

import { isoTime } from '../iso-time.ts';
import type { Device } from '../state/device.ts';
import type { HistoryHealth } from '../store/history.ts';
import type { RadioFacts } from '../watch/radio-facts.ts';
import type { HealthReport } from './health.ts';
import type { LinkFacts } from './link-facts.ts';
import type { LoggedProblem } from './overview.ts';
import type { Status } from './status-schema.ts';

/** More than these are counted, not listed. */
const MOST_FAULTS = 20;
const MOST_PROBLEMS = 10;

/** What it is made from. */
export interface StatusParts {
  readonly version: string;
  readonly hubId: string;
  readonly started: string;
  readonly uptimeS: number;
  readonly health: HealthReport;
  readonly radios: readonly RadioFacts[];
  readonly link: LinkFacts | undefined;
  readonly broker: string | undefined;
  readonly devices: readonly Device[];
  readonly history: HistoryHealth | undefined;
  readonly problems: readonly LoggedProblem[];
}

/** The glance. */
export function statusOf(parts: StatusParts): Status {
  const { health, history, problems } = parts;
  return {
    version: parts.version,
    hub: parts.hubId,
    started: parts.started,
    uptime_s: Math.round(parts.uptimeS),
    status: health.status,
    components: componentsOf(health),
    radios: parts.radios.map(radioStatus),
    mqtt: parts.link ? linkStatus(parts.link, parts.broker) : null,
    devices: deviceStatus(parts.devices),
    history: history
      ? { writable: history.isWritable, bytes: history.bytes, problem: history.problem ?? null }
      : null,
    problems: problems.slice(-MOST_PROBLEMS).map(({ level, code, message, timeMs }) => ({
      time: isoTime(timeMs) ?? null,
      level,
      code,
      message,
    })),
  };
}

/** Each part as messages have it. */
export function componentsOf({ components }: HealthReport): Status['components'] {
  return components.map(({ name, status, sinceMs, detail, nextStep }) => ({
    name,
    status,
    since: isoTime(sinceMs) ?? null,
    detail,
    next_step: nextStep ?? null,
  }));
}

/** A radio as messages have it. */
export function radioStatus(radio: RadioFacts): Status['radios'][number] {
  return {
    name: radio.name,
    kind: radio.kind,
    stage: radio.stage,
    deaf: radio.isDeaf,
    adverts: radio.adverts,
    adverts_per_minute: Math.round(radio.advertsPerMinute),
    last_advert: isoTime(radio.heardMs) ?? null,
    problem: radio.problem ?? null,
  };
}

function linkStatus(link: LinkFacts, broker: string | undefined): NonNullable<Status['mqtt']> {
  const { isConnected, sinceMs, lastFailure } = link.state;
  return {
    connected: isConnected,
    since: isoTime(sinceMs) ?? null,
    broker: broker ?? null,
    failure: isConnected ? null : lastFailure || null,
    published: link.counts.published,
    waiting_events: link.waitingEvents,
    dropped_events: link.droppedEvents,
  };
}

function deviceStatus(devices: readonly Device[]): Status['devices'] {
  const faults = devices.flatMap(({ id, name, fault }) =>
    fault === undefined ? [] : [{ id, name: name ?? null, fault }],
  );
  return {
    known: devices.length,
    online: devices.filter(({ isOnline }) => isOnline === true).length,
    offline: devices.filter(({ isOnline }) => isOnline === false).length,
    unreadable: faults.length,
    faults: faults.slice(0, MOST_FAULTS),
  };
}
