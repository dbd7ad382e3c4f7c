// The two topics of a device: what Home Assistant is told of it, and the state of what can be set.

import type { Device } from '../../state/device.ts';
import type { Announcement } from './announcement.ts';
import { deviceIdentifier } from './device-payload.ts';
import type { DiscoveryLink } from './discovery-link.ts';
import type { HomeAssistantOptions } from './home-assistant-parts.ts';
import { renderOptions } from './setting-components.ts';

/** Puts messages where they belong, and takes them away again. */
export class DeviceTopics {
  readonly #link: DiscoveryLink;
  readonly #options: Pick<HomeAssistantOptions, 'prefix' | 'topicOf'>;

  constructor(link: DiscoveryLink, options: Pick<HomeAssistantOptions, 'prefix' | 'topicOf'>) {
    this.#link = link;
    this.#options = options;
  }

  /** Tells of a device, before its state. */
  putMessage({ id }: Pick<Device, 'id'>, json: string): void {
    this.#link.putState(this.#messageTopic(id), () => json, { isFirst: true });
  }

  /** The state of the entities by which it is set; what stood under an older name goes. */
  putOptions(announcement: Announcement): void {
    const topic = `${this.#options.topicOf(announcement.device)}/options`;
    if (announcement.topic !== topic) this.clearOptions(announcement);
    announcement.topic = topic;
    const json = renderOptions(announcement.device);
    this.#link.putState(topic, () => json);
  }

  /** What can be set of it is told no more; all else stays. */
  clearOptions(announcement: Announcement): void {
    if (announcement.topic !== undefined) this.#link.clearState(announcement.topic);
    announcement.topic = undefined;
  }

  /** Home Assistant forgets it. */
  clear(announcement: Announcement): void {
    this.#link.clearState(this.#messageTopic(announcement.device.id));
    this.clearOptions(announcement);
  }

  /** Another hub tells of it from now on: what stands there stays. */
  release(announcement: Announcement): void {
    this.#link.releaseState(this.#messageTopic(announcement.device.id));
    if (announcement.topic !== undefined) this.#link.releaseState(announcement.topic);
    announcement.topic = undefined;
  }

  #messageTopic(id: string): string {
    return `${this.#options.prefix}/device/${deviceIdentifier(id)}/config`;
  }
}
