// What a link to a broker is made of, and what it tells.

import type { Clock, Log } from '@bluebell/ble/core';

/** What the link gets from outside. */
export interface MqttLinkParts {
  readonly log: Log;
  readonly clock: Clock;
  /** Numbers from 0 up to, and without, 1. */
  readonly random: () => number;
}

/** The topic on which everybody can see whether we are there, and what stands on it, retained. */
export interface Presence {
  readonly topic: string;
  readonly online: string;
  /** What a goodbye says; nothing is said where it gives nothing, as others are still there. */
  readonly offline: string | (() => string | undefined);
  /** What the broker says when we are gone without a goodbye. Default: `offline`. */
  readonly lost?: string | undefined;
}

/** What a goodbye says now, if anything. */
export function goodbyeOf({ offline }: Presence): string | undefined {
  return typeof offline === 'string' ? offline : offline();
}

/** The presence of a hub that has a base topic for itself. */
export function presenceOn(base: string): Presence {
  return {
    topic: `${base}/bridge/state`,
    online: JSON.stringify({ state: 'online' }),
    offline: JSON.stringify({ state: 'offline' }),
  };
}

/** What went through a link so far. */
export interface LinkCounts {
  /** Messages that the broker took. */
  published: number;
  received: number;
  /** Events that were lost because too many waited, or for too long. */
  dropped: number;
  /** Messages that the broker did not take, and topics that it does not let us hear. */
  refused: number;
}

/** How a link is doing. */
export interface LinkState {
  readonly isConnected: boolean;
  /** Since when, milliseconds since 1970 UTC. */
  readonly sinceMs: number;
  /** Why there was no connection the last time there was none, in words. */
  readonly lastFailure: string | undefined;
  /** Whether the broker lets us in again and again, only to hang up soon after. */
  readonly isUnsteady: boolean;
}

/** What a sink may want to know of its link. */
export interface MqttLinkEvents {
  /** The broker let us in: the presence was told, all else follows. */
  onOpen?(): void;
  /** The connection ended. It will come back, unless the link was closed. */
  onEnd?(): void;
}

/** Takes a message that came in, and never throws. */
export type OnMessage = (topic: string, payload: string, isRetained: boolean) => void;

/** Who wants to hear what. */
export interface Subscription {
  readonly filter: string;
  readonly onMessage: OnMessage;
}
