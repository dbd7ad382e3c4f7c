// What the hub tells of itself, whoever asks: dashboards, brokers, supervisors, the command line.

import type { Clock } from '@bluebell/ble/core';
import { isoTime } from '../iso-time.ts';
import { type DeviceListing, deviceListing } from '../sinks/bridge/device-listing.ts';
import type { Device } from '../state/device.ts';
import type { RadioFacts } from '../watch/radio-facts.ts';
import { type HealthReport, type HealthSource, healthOf } from './health.ts';
import { historyHealth, historyMetrics, type WatchedHistory } from './history-health.ts';
import { type LinkFacts, linkHealth, linkMetrics } from './link-facts.ts';
import { deviceMetrics } from './metrics/device-metrics.ts';
import { healthMetrics } from './metrics/health-metrics.ts';
import { type CountedHub, hubMetrics } from './metrics/hub-metrics.ts';
import type { MetricSource } from './metrics/metric.ts';
import { ProcessMetrics } from './metrics/process-metrics.ts';
import { radioMetrics } from './metrics/radio-metrics.ts';
import { statusOf } from './status.ts';
import type { Status } from './status-schema.ts';

/** Something that went wrong, as the log has it. */
export interface LoggedProblem {
  readonly level: string;
  readonly code: string;
  readonly message: string;
  readonly timeMs: number;
}

/** Where it is known from. All are getters: nothing is asked before somebody looks. */
export interface OverviewParts {
  readonly hub: CountedHub & { device(id: string): Device | undefined };
  /** Twelve hex digits. */
  readonly hubId: string;
  readonly version: string;
  readonly commit?: string | undefined;
  readonly clock: Clock;
  readonly radios: () => readonly RadioFacts[];
  /** The way to the broker; absent where there is none. */
  readonly link?: LinkFacts | undefined;
  /** Where it leads, without user or password: `192.168.1.2:1883`. */
  readonly broker?: string | undefined;
  readonly history?: WatchedHistory | undefined;
  /** The last problems, the newest last. */
  readonly problems?: (() => readonly LoggedProblem[]) | undefined;
  /** Everybody who knows how a part is doing: radios, clock, configuration, store, other hubs. */
  readonly health: readonly HealthSource[];
  /** Who else has numbers. */
  readonly metrics?: readonly MetricSource[] | undefined;
  /** Whether single devices have numbers in `/metrics` now. */
  readonly hasDeviceMetrics: () => boolean;
}

/** The hub from outside. */
export class Overview {
  readonly hubId: string;
  readonly version: string;
  readonly commit: string | undefined;
  readonly #metrics: MetricSource[];
  readonly #parts: OverviewParts;
  readonly #sources: HealthSource[];
  readonly #process: ProcessMetrics;
  readonly #startedMs: number;

  constructor(parts: OverviewParts) {
    const { hub, hubId, version, commit, clock, link, history, radios, metrics = [] } = parts;
    this.#parts = parts;
    this.hubId = hubId;
    this.version = version;
    this.commit = commit;
    this.#startedMs = clock.now();
    this.#sources = [
      ...parts.health,
      ...(history ? [historyHealth(history)] : []),
      ...(link ? [linkHealth(link)] : []),
    ];
    this.#process = new ProcessMetrics({ version, commit, startedMs: this.#startedMs, clock });
    const devices = deviceMetrics(hub);
    this.#metrics = [
      this.#process,
      healthMetrics(() => this.health()),
      hubMetrics(hub),
      radioMetrics(radios),
      ...(link ? [linkMetrics(link)] : []),
      ...(history ? [historyMetrics(history)] : []),
      ...metrics,
      { metrics: () => (parts.hasDeviceMetrics() ? devices.metrics() : []) },
    ];
  }

  /** Somebody else who knows how a part is doing. */
  addHealth(source: HealthSource): void {
    this.#sources.push(source);
  }

  /** Everybody who has numbers. */
  get metrics(): readonly MetricSource[] {
    return this.#metrics;
  }

  /** Somebody else who has numbers. */
  addMetrics(source: MetricSource): void {
    this.#metrics.push(source);
  }

  health(): HealthReport {
    return healthOf(this.#sources);
  }

  /** Seconds since the start, whatever was done to the clock. */
  get uptimeS(): number {
    return this.#process.uptimeS;
  }

  radios(): readonly RadioFacts[] {
    return this.#parts.radios();
  }

  get link(): LinkFacts | undefined {
    return this.#parts.link;
  }

  /** All devices, as the bridge lists them. */
  listings(): readonly DeviceListing[] {
    return this.#parts.hub.devices.map(deviceListing);
  }

  get devices(): readonly Device[] {
    return this.#parts.hub.devices;
  }

  device(id: string): Device | undefined {
    return this.#parts.hub.device(id);
  }

  /** The hub at a glance. */
  status(): Status {
    const { link, broker, history, problems } = this.#parts;
    return statusOf({
      version: this.version,
      hubId: this.hubId,
      started: isoTime(this.#startedMs) ?? '',
      uptimeS: this.uptimeS,
      health: this.health(),
      radios: this.radios(),
      link,
      broker,
      devices: this.devices,
      history: history?.health(),
      problems: problems?.() ?? [],
    });
  }

  close(): void {
    this.#process.close();
  }
}
