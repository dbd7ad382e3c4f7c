// The hub and its receivers as Home Assistant was told of them.

import { type HomeContext, hubIdentifier } from './device-payload.ts';
import type { DiscoveryLink } from './discovery-link.ts';
import {
  type HubFacts,
  type ReceiverFacts,
  renderHubFacts,
  renderReceiverFacts,
} from './hub-facts.ts';
import { hubPayload, hubTopics, receiverIdentifier, receiverPayload } from './hub-payload.ts';
import { shortJson } from './short-keys.ts';

/** Where it is told, and of whom. */
interface HubAnnouncementOptions extends HomeContext {
  readonly prefix: string;
}

interface HubAnnouncementParts {
  readonly hub: () => HubFacts;
  readonly receivers: () => readonly ReceiverFacts[];
}

/** What stands on a topic. */
interface Told {
  readonly json: string;
  readonly isDiscovery: boolean;
}

/** Tells what changed, each time it is asked to look. */
export class HubAnnouncement {
  readonly #link: DiscoveryLink;
  readonly #options: HubAnnouncementOptions;
  readonly #parts: HubAnnouncementParts;
  #told = new Map<string, Told>();

  constructor(link: DiscoveryLink, options: HubAnnouncementOptions, parts: HubAnnouncementParts) {
    this.#link = link;
    this.#options = options;
    this.#parts = parts;
  }

  /** Looks at the hub, and tells what changed; receivers that are gone are taken back. */
  refresh(): void {
    const now = this.#now();
    for (const topic of this.#told.keys()) {
      if (!now.has(topic)) this.#link.clearState(topic);
    }
    for (const [topic, told] of now) {
      if (this.#told.get(topic)?.json !== told.json) this.#put(topic, told);
    }
    this.#told = now;
  }

  /** Takes all of it back. */
  withdraw(): void {
    for (const topic of this.#told.keys()) this.#link.clearState(topic);
    this.#told.clear();
  }

  /** What there is, once more. */
  tellAgain(): void {
    for (const [topic, told] of this.#told) if (told.isDiscovery) this.#put(topic, told);
  }

  /** How it is, once more. */
  tellFactsAgain(): void {
    for (const [topic, told] of this.#told) if (!told.isDiscovery) this.#put(topic, told);
  }

  /** Whether a message is one of those that stand now. */
  tellsOf(identifier: string): boolean {
    return this.#told.has(this.#topicFor(identifier));
  }

  #now(): Map<string, Told> {
    const options = this.#options;
    const hub = this.#parts.hub();
    const topics = hubTopics(options);
    const now = new Map<string, Told>();
    const tell = (topic: string, json: string, isDiscovery = false) =>
      now.set(topic, { json, isDiscovery });
    tell(this.#topicFor(hubIdentifier(options.hubId)), shortJson(hubPayload(hub, options)), true);
    tell(topics.facts, renderHubFacts(hub, options.version));
    for (const receiver of this.#parts.receivers()) {
      const identifier = receiverIdentifier(options.hubId, receiver.name);
      tell(this.#topicFor(identifier), shortJson(receiverPayload(receiver, options)), true);
      tell(topics.receiver(receiver.name), renderReceiverFacts(receiver));
    }
    return now;
  }

  #put(topic: string, { json, isDiscovery }: Told): void {
    this.#link.putState(topic, () => json, { isFirst: isDiscovery });
  }

  #topicFor(identifier: string): string {
    return `${this.#options.prefix}/device/${identifier}/config`;
  }
}
