// Tells Home Assistant of devices, of the hub and of its receivers, and takes back what is no more.
// https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery

import type { Cancel } from '@bluebell/ble/core';
import type { Device, Update } from '../../state/device.ts';
import { strengthKey } from '../receiver-slug.ts';
import type { Sink } from '../sink.ts';
import { Announcement } from './announcement.ts';
import { setOfDevice, setOfHub } from './commands.ts';
import type { DiscoveryPayload } from './component.ts';
import { devicePayload, platformsOf, withRemoved } from './device-payload.ts';
import { DeviceTopics } from './device-topics.ts';
import type { DiscoveryLink } from './discovery-link.ts';
import { EarlierRun } from './earlier-run.ts';
import type { HomeAssistantOptions, HomeAssistantParts } from './home-assistant-parts.ts';
import { HubAnnouncement } from './hub-announcement.ts';
import { listen } from './listen.ts';
import { shortJson } from './short-keys.ts';
import { SpreadList } from './spread-list.ts';
import type { ToldBeforeCounts } from './told-before.ts';

/** The quantities of a newcomer come one by one: quiet for so long, or waited for so long, and it is told. */
const QUIET_MS = 2_000;
const PATIENCE_MS = 10_000;

/** Home Assistant gets this long to forget a component before it no longer stands in the message. */
const REMOVING_MS = 5_000;

/** What was told before a restart stays this long: not every device has spoken again at once. */
const GRACE_MS = 10 * 60_000;

/** How often the hub and its receivers say how they are. */
const FACTS_EVERY_MS = 60_000;

/** One message a device, told before the device's state. */
export class HomeAssistantSink implements Sink {
  readonly name = 'home-assistant';
  readonly isShared = true;
  readonly #link: DiscoveryLink;
  readonly #options: HomeAssistantOptions;
  readonly #parts: HomeAssistantParts;
  readonly #announcements = new Map<string, Announcement>();
  readonly #topics: DeviceTopics;
  readonly #earlier: EarlierRun;
  readonly #again: SpreadList;
  readonly #hub: HubAnnouncement;
  readonly #timers = new Set<Cancel>();
  /** Ends listening to the broker and to other hubs. */
  readonly #ears: readonly Cancel[];
  #isClosed = false;
  /** The areas that were told, to see whether they change. */
  #areas = '';

  constructor(link: DiscoveryLink, options: HomeAssistantOptions, parts: HomeAssistantParts) {
    this.#link = link;
    this.#options = options;
    this.#parts = parts;
    this.#topics = new DeviceTopics(link, options);
    this.#again = new SpreadList(parts.clock);
    this.#hub = new HubAnnouncement(link, options, parts);
    this.#earlier = new EarlierRun({
      link,
      prefix: options.prefix,
      hubId: options.hubId,
      announcements: this.#announcements,
      stands: (identifier) => this.#hub.tellsOf(identifier),
      world: parts,
    });
    this.refresh();
    this.#every(FACTS_EVERY_MS, () => this.refresh());
    this.#after(GRACE_MS, () => {
      for (const announcement of this.#earlier.cleanUp()) this.#tell(announcement);
    });
    this.#ears = [
      parts.ownership.onChange((id) => this.#ownerChanged(id)),
      listen(link, options, {
        told: (topic, payload) => {
          const announcement = this.#earlier.hear(topic, payload);
          if (announcement && !this.#isClosed) this.#tellSoon(announcement);
        },
        cameUp: () => this.#tellAllAgain(),
        setDevice: (id, topic, payload) => {
          if (this.#announcements.has(id)) this.#answer(topic, setOfDevice(id, payload, parts.set));
        },
        setHub: (topic, payload) => this.#answer(topic, setOfHub(payload, parts.set)),
      }),
    ];
  }

  /** What stood on discovery topics and was none of ours. */
  get ignored(): ToldBeforeCounts {
    return this.#earlier.ignored;
  }

  update({ device, changed, events }: Update): void {
    if (this.#isClosed) return;
    const { ownership } = this.#parts;
    const known = this.#announcements.get(device.id);
    const announcement = known ?? this.#newAnnouncement(device);
    const heard = [...device.receivers, ...ownership.heardElsewhere(device.id)];
    const { hubId } = this.#options;
    const receivers = new Map(heard.map((one) => [strengthKey(one, hubId), one.receiver]));
    const isWelcome = this.#parts.isWelcome(device.id);
    if (!announcement.take(device, events, receivers, isWelcome)) return;
    // What is only said to be as it is came from before a restart, and is complete.
    if (changed.length === 0 && events.length === 0) this.#tell(announcement);
    else this.#tellSoon(announcement);
  }

  forget(device: Device): void {
    const announcement = this.#announcements.get(device.id);
    if (!announcement) return;
    this.#announcements.delete(device.id);
    this.#withdraw(announcement);
  }

  /** The hub, its receivers and their areas as they are now; by itself it looks once a minute. */
  refresh(): void {
    if (this.#isClosed) return;
    this.#hub.refresh();
    const areas = [...this.#parts.areas()].join('\n');
    if (areas === this.#areas) return;
    this.#areas = areas;
    for (const announcement of this.#announcements.values()) {
      if (announcement.told !== undefined) this.#tell(announcement);
    }
  }

  /** What was told stays: entities become unavailable by the state of the hub. */
  close(): Promise<void> {
    this.#isClosed = true;
    for (const cancel of this.#timers) cancel();
    for (const announcement of this.#announcements.values()) announcement.stop();
    this.#again.stop();
    for (const cancel of this.#ears) cancel();
    return Promise.resolve();
  }

  /** Ends while the hub goes on, and no other comes in its place: Home Assistant forgets all of it. */
  takeBack(): void {
    void this.close();
    for (const announcement of this.#announcements.values()) this.#withdraw(announcement);
    this.#hub.withdraw();
    this.#earlier.takeBack();
  }

  /** Ends while the hub goes on, for another to tell what there is in the same places. */
  handOver(): void {
    void this.close();
    for (const announcement of this.#announcements.values())
      this.#topics.clearOptions(announcement);
  }

  #newAnnouncement(device: Device): Announcement {
    const announcement = new Announcement(device);
    this.#earlier.handTo(announcement);
    this.#announcements.set(device.id, announcement);
    return announcement;
  }

  /** Once whoever set it has finished: what was refused goes back to what it is. */
  #answer(topic: string, doing: Promise<string | undefined>): void {
    void doing.then((problem) => {
      if (problem === undefined) {
        this.refresh();
        return;
      }
      this.#parts.log.warn('HA_SET', `what came on ${topic} cannot be set: ${problem}`);
    });
  }

  #tellSoon(announcement: Announcement): void {
    const { clock } = this.#parts;
    const nowMs = clock.steady();
    announcement.waitingSinceMs ??= nowMs;
    const latestMs = announcement.waitingSinceMs + PATIENCE_MS;
    announcement.cancelWaiting();
    announcement.cancelWaiting = clock.after(
      Math.max(0, Math.min(QUIET_MS, latestMs - nowMs)),
      () => this.#tell(announcement),
    );
  }

  /** Tells what is to be told of a device as it is now, if it is ours to tell. */
  #tell(announcement: Announcement): void {
    announcement.cancelWaiting();
    announcement.waitingSinceMs = undefined;
    const { device } = announcement;
    if (!announcement.isWanted) {
      this.#withdraw(announcement);
      return;
    }
    if (!this.#parts.ownership.owns(device.id)) return;
    const payload = this.#payloadOf(announcement);
    const platforms = platformsOf(payload.components);
    for (const [key, platform] of announcement.platforms) {
      if (!platforms.has(key)) announcement.removed.set(key, platform);
    }
    for (const key of platforms.keys()) announcement.removed.delete(key);
    announcement.platforms = platforms;
    const json = shortJson(withRemoved(payload, announcement.removed));
    this.#topics.putOptions(announcement);
    if (json === announcement.told) return;
    announcement.told = json;
    this.#topics.putMessage(device, json);
    if (announcement.removed.size > 0) this.#removeLater(announcement);
  }

  #payloadOf(announcement: Announcement): DiscoveryPayload {
    const { device, seen, receivers, hadFault } = announcement;
    return devicePayload(device, this.#options, {
      topic: this.#options.topicOf(device),
      seen,
      receivers,
      hadFault,
      areas: this.#parts.areas(),
    });
  }

  /** The second step: what Home Assistant has forgotten need not be mentioned. */
  #removeLater(announcement: Announcement): void {
    announcement.cancelRemoving();
    announcement.cancelRemoving = this.#parts.clock.after(REMOVING_MS, () => {
      // Nobody read the first step yet.
      if (!this.#link.isConnected) this.#removeLater(announcement);
      else {
        announcement.removed.clear();
        this.#tell(announcement);
      }
    });
  }

  #withdraw(announcement: Announcement): void {
    announcement.stop();
    if (announcement.told === undefined) return;
    announcement.told = undefined;
    announcement.platforms = new Map();
    announcement.removed.clear();
    this.#topics.clear(announcement);
  }

  /** Another hub tells of it now, or we do. */
  #ownerChanged(id: string): void {
    const announcement = this.#announcements.get(id);
    if (!announcement || this.#isClosed) return;
    if (this.#parts.ownership.owns(id)) {
      this.#tell(announcement);
      return;
    }
    announcement.stop();
    announcement.told = undefined;
    this.#topics.release(announcement);
  }

  /** Home Assistant came up: everything once more, first what there is, then how it is. */
  #tellAllAgain(): void {
    if (this.#isClosed) return;
    const told = [...this.#announcements.values()].filter(({ told: json }) => json !== undefined);
    // Whoever says it again and again gets no line each time.
    if (!this.#again.isBusy) {
      this.#parts.log.info('HA_ONLINE', 'Home Assistant came up: it is told of everything again', {
        devices: told.length,
      });
    }
    this.#again.run([
      () => this.#hub.tellAgain(),
      ...told.map((announcement) => () => {
        // It may have gone, or to another hub, meanwhile.
        const { device, told: json } = announcement;
        if (json !== undefined) this.#topics.putMessage(device, json);
      }),
      () => this.#hub.tellFactsAgain(),
      ...told.map((announcement) => () => {
        if (announcement.told === undefined) return;
        this.#topics.putOptions(announcement);
        this.#parts.tellAgain(announcement.device.id);
      }),
    ]);
  }

  #after(delayMs: number, action: () => void): void {
    const cancel = this.#parts.clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      action();
    });
    this.#timers.add(cancel);
  }

  #every(periodMs: number, action: () => void): void {
    this.#after(periodMs, () => {
      action();
      this.#every(periodMs, action);
    });
  }
}
