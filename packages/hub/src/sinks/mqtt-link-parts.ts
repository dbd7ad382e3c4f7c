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
  readonly offline: string;
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
