// Requests by MQTT: heard on `<base>/bridge/request/<name>`, answered on `<base>/bridge/response/<name>`.

import type { Clock, Log } from '@bluebell/ble/core';
import { RateLimit } from '../../rate-limit.ts';
import { givenIn, type Requests } from '../../requests/index.ts';
import type { BridgeLead, BridgeLink } from './bridge-link.ts';

/** What it works with. */
export interface RequestInboxParts {
  readonly link: BridgeLink;
  readonly base: string;
  readonly hubId: string;
  readonly lead: BridgeLead;
  readonly requests: Requests;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a name may look like: nobody makes us write on topics of his choice. */
const NAME = /^[a-z][a-z_]{0,31}(?:\/[a-z][a-z_]{0,31}){0,2}$/;

/** Longer than any request. */
const LONGEST_PAYLOAD = 64 * 1024;

/** More than users send, and less than what keeps a hub from its work. */
const RATE = { burst: 100, perSecond: 20 } as const;
const COMPLAINTS = { burst: 1, perSecond: 1 / 60 } as const;

/**
 * Does what is asked by MQTT, from now on.
 *
 * Where several hubs share the base, all hear a request on `bridge/`. What all have to know, such as a
 * key, each of them does; all else the leading one does alone. It answers in either case. What is sent
 * on `hubs/<hub>/request/…` is for that hub.
 */
export function takeRequests(parts: RequestInboxParts): void {
  const { base, hubId } = parts;
  const inbox = new Inbox(parts);
  inbox.listen(`${base}/bridge`, true);
  inbox.listen(`${base}/hubs/${hubId}`, false);
}

class Inbox {
  readonly #parts: RequestInboxParts;
  readonly #rate: RateLimit;
  readonly #complaints: RateLimit;

  constructor(parts: RequestInboxParts) {
    this.#parts = parts;
    this.#rate = new RateLimit(parts.clock, RATE);
    this.#complaints = new RateLimit(parts.clock, COMPLAINTS);
  }

  listen(place: string, isShared: boolean): void {
    const prefix = `${place}/request/`;
    this.#parts.link.subscribe(`${prefix}#`, (topic, payload, isRetained) => {
      // What the broker kept would be done again with every connection.
      if (isRetained || !topic.startsWith(prefix)) return;
      void this.#take(topic.slice(prefix.length), payload, place, isShared);
    });
  }

  async #take(name: string, payload: string, place: string, isShared: boolean): Promise<void> {
    const { requests, lead, link } = this.#parts;
    if (!NAME.test(name) || payload.length > LONGEST_PAYLOAD) return;
    const isAnswered = !isShared || lead.isLead();
    if (!isAnswered && requests.scopeOf(name) !== 'every') return;
    if (!this.#rate.take()) return this.#complain();
    const answer = await requests.answer(name, givenIn(payload));
    if (isAnswered) link.addEvent(`${place}/response/${name}`, JSON.stringify(answer));
  }

  #complain(): void {
    if (!this.#complaints.take()) return;
    this.#parts.log.warn(
      'REQUESTS_DROPPED',
      'more requests come in by MQTT than can be done: some are left out',
    );
  }
}
