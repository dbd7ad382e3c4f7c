// What the sink needs of the link to the broker.

import type { Cancel } from '@bluebell/ble/core';
import type { OnMessage } from '../mqtt-link-parts.ts';
import type { Render } from '../outbox.ts';

/** A part of `MqttLink`. */
export interface DiscoveryLink {
  readonly isConnected: boolean;
  /** The new state of a topic, retained. @param options `isFirst`: goes out before other states. */
  putState(topic: string, render: Render, options?: { readonly isFirst?: boolean }): void;
  /** The broker is to forget the state. @param wasTold it was, if not by this program then by the one before. */
  clearState(topic: string, wasTold?: boolean): void;
  /** We no longer stand behind the state; the broker keeps it, as another hub tells it now. */
  releaseState(topic: string): void;
  /** Hears what others say, until it is cancelled. */
  subscribe(filter: string, onMessage: OnMessage): Cancel;
}
