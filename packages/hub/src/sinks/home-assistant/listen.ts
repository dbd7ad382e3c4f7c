// What the sink hears on the broker: messages from before, Home Assistant coming up, and what is set there.

import type { Cancel } from '@bluebell/ble/core';
import type { DiscoveryLink } from './discovery-link.ts';
import { hubTopics } from './hub-payload.ts';

/** Where to listen. */
export interface ListenOptions {
  readonly prefix: string;
  readonly statusTopic: string;
  readonly statusOnline: string;
  readonly base: string;
  readonly hubId: string;
}

/** Who is told of it. */
export interface Ears {
  /** A discovery message stands on the broker. */
  told(topic: string, payload: string): void;
  /** Home Assistant came up. */
  cameUp(): void;
  setDevice(id: string, topic: string, payload: string): void;
  setHub(topic: string, payload: string): void;
}

/** Listens on this connection and all to come, until it is cancelled. */
export function listen(link: DiscoveryLink, options: ListenOptions, ears: Ears): Cancel {
  const { prefix, statusTopic, statusOnline, base } = options;
  const cancels = [
    link.subscribe(`${prefix}/device/+/config`, (topic, payload, isRetained) => {
      // What comes while it is told is our own, or another hub's.
      if (isRetained) ears.told(topic, payload);
    }),
    link.subscribe(statusTopic, (_, payload, isRetained) => {
      // A kept one says nothing new: whoever is there reads what is kept of us, too.
      if (!isRetained && payload === statusOnline) ears.cameUp();
    }),
    // Commands are not kept: one that is would be done again with each connection.
    link.subscribe(`${base}/+/set`, (topic, payload, isRetained) => {
      if (!isRetained) ears.setDevice(topic.slice(base.length + 1, -'/set'.length), topic, payload);
    }),
    link.subscribe(hubTopics(options).command, (topic, payload, isRetained) => {
      if (!isRetained) ears.setHub(topic, payload);
    }),
  ];
  return () => {
    for (const cancel of cancels) cancel();
  };
}
