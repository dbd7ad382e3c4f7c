// A transmitter for tests of those who have something to send: plays advertising events at their times,
// without an air that any of them could be lost on.

import type { Clock } from '@bluebell/ble/core';
import type { Broadcast, Transmitter } from './sender.ts';

/** Calls back for each advertising event. */
export class PlayedTransmitter implements Transmitter {
  readonly #clock: Clock;
  readonly #onEvent: (broadcast: Broadcast) => void;
  readonly #queue: Broadcast[] = [];
  isBusy = false;

  constructor(clock: Clock, onEvent: (broadcast: Broadcast) => void) {
    this.#clock = clock;
    this.#onEvent = onEvent;
  }

  transmit(broadcast: Broadcast): void {
    for (let event = 0; event < broadcast.events; event++) this.#queue.push(broadcast);
    if (!this.isBusy) this.#next();
  }

  #next(): void {
    const broadcast = this.#queue.shift();
    this.isBusy = broadcast !== undefined;
    if (!broadcast) return;
    this.#onEvent(broadcast);
    this.#clock.after(broadcast.intervalMs, () => this.#next());
  }
}
