// What an earlier run told Home Assistant, and what becomes of it now: some is taken over, the rest back.

import type { Announcement } from './announcement.ts';
import { deviceIdentifier } from './device-payload.ts';
import type { DiscoveryLink } from './discovery-link.ts';
import type { HomeAssistantParts } from './home-assistant-parts.ts';
import { idIn, isLeftOver, type LeftOverFacts } from './left-over.ts';
import { type ToldBefore, type ToldBeforeCounts, ToldBeforeList } from './told-before.ts';

/** What it is compared with. */
export interface EarlierRunParts {
  readonly link: DiscoveryLink;
  /** Of discovery: `homeassistant`. */
  readonly prefix: string;
  readonly hubId: string;
  /** Devices as they are told of now, by id. */
  readonly announcements: ReadonlyMap<string, Announcement>;
  /** Whether this hub tells of itself or a receiver by this name now. */
  readonly stands: (identifier: string) => boolean;
  readonly world: Pick<
    HomeAssistantParts,
    'log' | 'ownership' | 'knows' | 'isWelcome' | 'isHubOnline'
  >;
}

/** Its messages, until they are dealt with. */
export class EarlierRun {
  readonly #parts: EarlierRunParts;
  readonly #list: ToldBeforeList;

  constructor(parts: EarlierRunParts) {
    this.#parts = parts;
    this.#list = new ToldBeforeList(parts.prefix);
  }

  /** What stood on discovery topics and was none of ours. */
  get ignored(): ToldBeforeCounts {
    return this.#list.counts;
  }

  /**
   * Looks at one message, takes anything.
   *
   * @returns the device that is to be told of anew, since more is known of it by this.
   */
  hear(topic: string, payload: string): Announcement | undefined {
    const message = this.#list.hear(topic, payload);
    if (!message) return undefined;
    const announcement = this.#parts.announcements.get(idIn(message.identifier));
    return announcement?.adopt(message.events) ? announcement : undefined;
  }

  /** Buttons of formats that do not say what buttons there are: those that were pressed are known. */
  handTo(announcement: Announcement): void {
    const before = this.#list.get(deviceIdentifier(announcement.device.id));
    if (before) announcement.adopt(before.events);
  }

  /**
   * Takes back what was told of what there is no more.
   *
   * @returns devices that are to be told of anew: Home Assistant has more of them than there is.
   */
  cleanUp(): readonly Announcement[] {
    const { announcements, link, world } = this.#parts;
    const facts = this.#factsNow();
    const changed: Announcement[] = [];
    let removed = 0;
    for (const message of this.#list.take()) {
      const announcement = announcements.get(idIn(message.identifier));
      if (announcement?.told !== undefined) {
        if (removeRest(announcement, message)) changed.push(announcement);
      } else if (isLeftOver(message, facts)) {
        link.clearState(message.topic, true);
        removed++;
      }
    }
    if (removed > 0) {
      world.log.info('HA_CLEANED', 'Home Assistant forgets devices that are no more', { removed });
    }
    return changed;
  }

  /** Takes back all that was ours and that this run did not come to tell. */
  takeBack(): void {
    const { hubId, link, world } = this.#parts;
    const nothing = { hubId, stands: () => false, isWanted: () => false, isHubOnline: () => true };
    for (const message of this.#list.take()) {
      const isOurs = world.ownership.owns(idIn(message.identifier));
      if (isOurs && isLeftOver(message, nothing)) link.clearState(message.topic, true);
    }
  }

  #factsNow(): LeftOverFacts {
    const { announcements, hubId, stands, world } = this.#parts;
    const { knows, isWelcome, isHubOnline } = world;
    const isWanted = (id: string) =>
      knows(id) && isWelcome(id) && announcements.get(id)?.isWanted !== false;
    return { hubId, stands, isWanted, isHubOnline };
  }
}

/** Components of an older version, or of a receiver that is gone. @returns whether there are any. */
function removeRest(announcement: Announcement, { components }: ToldBefore): boolean {
  const count = announcement.removed.size;
  for (const [key, platform] of components) {
    if (!announcement.platforms.has(key)) announcement.removed.set(key, platform);
  }
  return announcement.removed.size > count;
}
