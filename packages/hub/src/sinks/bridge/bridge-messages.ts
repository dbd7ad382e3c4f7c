// What stands on the topics of the bridge. Pure: from what is known to what is sent.

import { freemem, loadavg, totalmem } from 'node:os';
import type { Overview } from '../../api/overview.ts';
import { componentsOf, radioStatus } from '../../api/status.ts';
import { CONFIG_SHAPE } from '../../config/shape.ts';
import { isoTime } from '../../iso-time.ts';
import type { RadioFacts } from '../../watch/radio-facts.ts';

/** What the configuration comes to. */
export interface BridgeInfo {
  /** As it is in force. Its secrets show themselves to nobody. */
  readonly config: object;
  /** Settings that hold after a restart. */
  readonly restartRequired: readonly string[];
}

/** Sections that may be as long as users like, and have topics of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['devices', 'phones', 'mi32cfg']);

/** Small brokers take no longer messages. */
const LONGEST = 64 * 1024;

/** `bridge/info` */
export function infoMessage(overview: Overview, info: BridgeInfo): string {
  const { config, restartRequired } = info;
  const shown = Object.entries(config).filter(([section]) => !ELSEWHERE.has(section));
  const facts = {
    version: overview.version,
    commit: overview.commit ?? null,
    node: process.versions.node,
    hub: overview.hubId,
    restart_required: restartRequired.length > 0,
    restart_required_settings: restartRequired,
    config: Object.fromEntries(shown),
  };
  const whole = JSON.stringify({ ...facts, config_schema: CONFIG_SHAPE });
  return whole.length <= LONGEST ? whole : JSON.stringify({ ...facts, config_schema: null });
}

/** How many messages of a device changed something. */
export interface MessageCount {
  /** Since the start. */
  readonly messages: number;
  readonly perMinute: number;
}

/** `bridge/health` */
export function healthMessage(
  overview: Overview,
  counts: ReadonlyMap<string, MessageCount>,
  nowMs: number,
): string {
  const { link } = overview;
  const report = overview.health();
  return JSON.stringify({
    time: isoTime(nowMs),
    status: report.status,
    components: componentsOf(report),
    process: {
      uptime_s: Math.round(overview.uptimeS),
      memory_bytes: process.memoryUsage.rss(),
    },
    os: {
      load_average: loadavg(),
      memory_bytes: totalmem(),
      memory_free_bytes: freemem(),
    },
    mqtt: link
      ? {
          connections: link.connections,
          published: link.counts.published,
          received: link.counts.received,
          refused: link.counts.refused,
          waiting_events: link.waitingEvents,
          dropped_events: link.droppedEvents,
        }
      : null,
    radios: overview.radios().map(radioStatus),
    devices: Object.fromEntries(
      [...counts].map(([id, { messages, perMinute }]) => [
        id,
        { messages, messages_per_minute: perMinute },
      ]),
    ),
  });
}

/** `bridge/radios`: what they are and how they stand; what always moves is in the health. */
export function radiosMessage(radios: readonly RadioFacts[]): string {
  return JSON.stringify(
    radios.map((radio) => ({
      name: radio.name,
      kind: radio.kind,
      stage: radio.stage,
      deaf: radio.isDeaf,
      since: isoTime(radio.sinceMs) ?? null,
      problem: radio.problem ?? null,
      recoveries: radio.recoveries,
      connection_slots_free: radio.slotsFree ?? null,
    })),
  );
}

/** What changes with every advert. */
const MOVING: ReadonlySet<string> = new Set(['last_seen', 'online']);

/** `bridge/devices`. What moves with every advert is on the topics of the devices. */
export function devicesMessage(overview: Overview): string {
  return JSON.stringify(overview.listings(), (name, value: unknown) =>
    MOVING.has(name) ? undefined : value,
  );
}
