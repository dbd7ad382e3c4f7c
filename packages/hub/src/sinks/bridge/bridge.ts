// What the hub tells a broker of itself: `<base>/bridge/…`, and, among other hubs, `<base>/hubs/<hub>/…`.

import type { Cancel, Clock, Log } from '@bluebell/ble/core';
import type { Overview } from '../../api/overview.ts';
import type { Requests } from '../../requests/index.ts';
import type { Device, Update } from '../../state/device.ts';
import type { Sink } from '../sink.ts';
import { ALONE, type BridgeLead, type BridgeLink } from './bridge-link.ts';
import {
  type BridgeInfo,
  devicesMessage,
  healthMessage,
  infoMessage,
  radiosMessage,
} from './bridge-messages.ts';
import { type BridgeEvent, DeviceNews } from './device-news.ts';
import { type FeedEntry, type FeedLevel, LogFeed } from './log-feed.ts';
import { MessageCounts } from './message-counts.ts';
import { takeRequests } from './request-inbox.ts';

/** What it is made from. */
export interface BridgeParts {
  readonly overview: Overview;
  readonly requests: Requests;
  /** Twelve hex digits. */
  readonly hubId: string;
  /** First levels of every topic. */
  readonly base: string;
  /** Whether this hub speaks for all. Default: it is alone. */
  readonly lead?: BridgeLead | undefined;
  readonly info: () => BridgeInfo;
  /** The least important entries of the log that are told. */
  readonly logLevel: FeedLevel;
  readonly clock: Clock;
  readonly log: Log;
}

/** How often it looks whether radios, health or devices are other than they were. */
const LOOK_MS = 5_000;

/** How often the health is told even so. */
const HEALTH_MS = 60_000;

/** What is told, retained. */
type Subject = 'info' | 'health' | 'devices' | 'radios';

/** Tells the broker of the hub, and does what is asked on it. */
export class Bridge implements Sink {
  readonly name = 'bridge';
  readonly #link: BridgeLink;
  readonly #parts: BridgeParts;
  readonly #lead: BridgeLead;
  readonly #feed: LogFeed;
  readonly #news = new DeviceNews();
  readonly #counts = new MessageCounts();
  /** What stands on each topic. */
  readonly #told = new Map<string, string>();
  #healthMs = Number.NEGATIVE_INFINITY;
  #lastHealth = '';
  #isDevicesNews = true;
  #cancel: Cancel;

  constructor(link: BridgeLink, parts: BridgeParts) {
    const { clock, lead = ALONE, logLevel } = parts;
    this.#link = link;
    this.#parts = parts;
    this.#lead = lead;
    this.#feed = new LogFeed(logLevel, clock);
    takeRequests({ ...parts, link, lead });
    lead.onChange(() => this.#lookAnew());
    // Not at once: devices that are known from before come in first.
    this.#cancel = clock.after(0, () => this.#look());
  }

  update(update: Update): void {
    const { device, changed, events } = update;
    if (changed.length + events.length > 0) this.#counts.add(device.id);
    for (const event of this.#news.eventsOf(update)) this.#tellEvent(event);
    this.#isDevicesNews = true;
  }

  forget(device: Device): void {
    this.#counts.forget(device.id);
    this.#tellEvent(this.#news.forget(device));
    this.#isDevicesNews = true;
  }

  /** The least important entries of the log that are told from now on. */
  set logLevel(level: FeedLevel) {
    this.#feed.level = level;
  }

  /** Takes what was written to the log. */
  logged(entry: FeedEntry): void {
    const { base, hubId } = this.#parts;
    const message = this.#feed.messageOf(entry, hubId);
    if (message !== undefined) this.#link.addEvent(`${base}/bridge/logging`, message);
  }

  close(): Promise<void> {
    this.#cancel();
    return Promise.resolve();
  }

  #tellEvent(event: BridgeEvent): void {
    const { base, hubId } = this.#parts;
    const place = this.#lead.isLead() ? `${base}/bridge` : `${base}/hubs/${hubId}`;
    this.#link.addEvent(`${place}/event`, JSON.stringify(event));
  }

  /** Another hub came or went: who speaks for all may have changed. */
  #lookAnew(): void {
    const shared = `${this.#parts.base}/bridge/`;
    for (const topic of this.#told.keys()) {
      if (!topic.startsWith(shared)) continue;
      this.#told.delete(topic);
      if (!this.#lead.isLead()) this.#link.releaseState(topic);
    }
    this.#healthMs = Number.NEGATIVE_INFINITY;
    this.#isDevicesNews = true;
    this.#cancel();
    this.#look();
  }

  #look(): void {
    const { overview, info, clock } = this.#parts;
    this.#cancel = clock.after(LOOK_MS, () => this.#look());
    const steadyMs = clock.steady();
    this.#tell('radios', () => radiosMessage(overview.radios()));
    if (this.#isDevicesNews) this.#tell('devices', () => devicesMessage(overview));
    this.#isDevicesNews = false;
    const health = healthMark(overview);
    const passedMs = steadyMs - this.#healthMs;
    if (passedMs < HEALTH_MS && health === this.#lastHealth) return;
    this.#lastHealth = health;
    this.#healthMs = steadyMs;
    const counts = this.#counts.look(Number.isFinite(passedMs) ? passedMs / 60_000 : 0);
    this.#tell('health', () => healthMessage(overview, counts, clock.now()));
    this.#tell('info', () => infoMessage(overview, info()));
  }

  /** What is news is told; all else would only make noise. */
  #tell(subject: Subject, render: () => string): void {
    const places = this.#places();
    if (places.length === 0) return;
    const text = render();
    for (const place of places) {
      const topic = `${place}/${subject}`;
      if (this.#told.get(topic) === text) continue;
      this.#told.set(topic, text);
      this.#link.putState(topic, () => text);
    }
  }

  #places(): readonly string[] {
    const { base, hubId } = this.#parts;
    return [
      ...(this.#lead.isLead() ? [`${base}/bridge`] : []),
      ...(this.#lead.isAlone() ? [] : [`${base}/hubs/${hubId}`]),
    ];
  }
}

/** Changes when a part comes to stand otherwise. */
function healthMark(overview: Overview): string {
  return overview
    .health()
    .components.map(({ name, status }) => `${name} ${status}`)
    .join();
}
