// Who wants to hear what others say on a link, and on which topics.

import type { Cancel } from '@bluebell/ble/core';
import type { OnMessage, Subscription } from './mqtt-link-parts.ts';
import { isUnder } from './topic-filter.ts';

/** Several may ask for the same: the broker is asked once, and each of them hears it. */
export class Subscriptions {
  // A new list with each change: whoever hears a message may end hearing it.
  #all: readonly Subscription[] = [];

  /** What the broker is to be asked for. */
  get filters(): ReadonlySet<string> {
    return new Set(this.#all.map(({ filter }) => filter));
  }

  /** Hears what matches, until it is cancelled. */
  add(filter: string, onMessage: OnMessage): Cancel {
    const subscription = { filter, onMessage };
    this.#all = [...this.#all, subscription];
    return () => {
      this.#all = this.#all.filter((one) => one !== subscription);
    };
  }

  /** Tells everybody who asked for it. */
  deliver(topic: string, payload: string, isRetained: boolean): void {
    for (const { filter, onMessage } of this.#all) {
      if (isUnder(filter, topic)) onMessage(topic, payload, isRetained);
    }
  }
}
