// How often each device says something new, counted for the health of the bridge.

import type { MessageCount } from './bridge-messages.ts';

/** Counts by device. As many as the hub knows: those who leave it leave this too. */
export class MessageCounts {
  readonly #all = new Map<string, { messages: number; atLastLook: number; perMinute: number }>();

  add(id: string): void {
    const count = this.#all.get(id);
    if (count) count.messages++;
    else this.#all.set(id, { messages: 1, atLastLook: 0, perMinute: 0 });
  }

  forget(id: string): void {
    this.#all.delete(id);
  }

  /** The counts, and how many came since the look before. */
  look(minutes: number): ReadonlyMap<string, MessageCount> {
    for (const count of this.#all.values()) {
      if (minutes > 0) {
        count.perMinute = Number(((count.messages - count.atLastLook) / minutes).toFixed(2));
      }
      count.atLastLook = count.messages;
    }
    return this.#all;
  }
}
