// What hubs say to each other, and where: one seam of five functions, which the MQTT link has.

import type { OnMessage } from '../sinks/mqtt-link-parts.ts';
import type { Render } from '../sinks/outbox.ts';

/**
 * The way to the other hubs. The broker's order is what hubs agree by: whoever subscribes hears all
 * messages of a topic in the one order in which the broker took them, their own among them.
 */
export interface ClusterBus {
  /** Whether the broker is there, as far as is known: up to 90 s may pass until its end shows. */
  readonly isConnected: boolean;
  /** Something that happened: sent once, in order; again after a reconnect when nobody acknowledged it. */
  addEvent(topic: string, payload: string, options?: { readonly isRetained?: boolean }): void;
  /** What is, retained: told again on every connection, before anything that happened. */
  putState(topic: string, render: Render, options?: { readonly isFirst?: boolean }): void;
  /** Hears a topic, on this connection and all to come. */
  subscribe(filter: string, onMessage: OnMessage): void;
  /** Calls back on every connection, once what is to be heard was asked for. */
  onOpen(listener: () => void): void;
}

/** Twelve lower-case hex digits, as `instanceId` makes them. */
const HUB_ID = /^[0-9a-f]{12}$/;

/** The topics of hubs below a base. */
export class ClusterTopics {
  /** Whether any hub is there: the last will of each of them stands here. */
  readonly presence: string;
  readonly claims: string;
  readonly #hubs: string;

  constructor(base: string) {
    this.presence = `${base}/bridge/state`;
    this.#hubs = `${base}/hubs`;
    this.claims = `${this.#hubs}/claims`;
  }

  /** Whether a hub is there, and who it is. With `+`, of every hub. */
  state(hubId: string): string {
    return `${this.#hubs}/${hubId}/state`;
  }

  /** What the receivers of a hub heard. */
  heard(hubId: string): string {
    return `${this.#hubs}/${hubId}/heard`;
  }

  /** What devices measured, as far as a hub heard it. */
  values(hubId: string): string {
    return `${this.#hubs}/${hubId}/values`;
  }

  /** Which hub tells of a device. */
  owner(deviceId: string): string {
    return `${this.#hubs}/owners/${deviceId}`;
  }

  /** The hub that a topic of the kind `<base>/hubs/<hubId>/…` is of; `undefined` where it is none. */
  hubOf(topic: string): string | undefined {
    const [hubId = ''] = topic.slice(this.#hubs.length + 1).split('/');
    return HUB_ID.test(hubId) ? hubId : undefined;
  }
}

/** What stands on the presence topic, for the link that the hub says everything on. */
export interface HubPresence {
  readonly topic: string;
  readonly online: string;
  readonly offline: string;
  /** The last will: says which hub is lost, so that the others know it at once. */
  readonly lost: string;
}

/** The presence of a hub among others that share the topic. */
export function presenceOf(base: string, hubId: string): HubPresence {
  return {
    topic: new ClusterTopics(base).presence,
    online: JSON.stringify({ state: 'online' }),
    offline: JSON.stringify({ state: 'offline' }),
    lost: JSON.stringify({ state: 'offline', hub: hubId }),
  };
}
