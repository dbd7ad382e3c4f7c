// Keeps chatty devices from filling the line: what comes too soon after the last waits a moment, and
// only the newest of it is sent.

import type { Cancel, Clock } from '@bluebell/ble/core';

interface Pace {
  lastMs: number;
  /** What waits, and the timer that sends it. */
  waiting?: { send: () => void; cancel: Cancel } | undefined;
}

/** One pace a device. */
export class Pacer {
  readonly #clock: Clock;
  readonly #leastMs: number;
  readonly #paces = new Map<string, Pace>();

  /** @param leastMs the time between two. */
  constructor(clock: Clock, leastMs: number) {
    this.#clock = clock;
    this.#leastMs = leastMs;
  }

  /** Sends now, or as soon as it is time, unless something newer comes first. */
  send(id: string, isUrgent: boolean, send: () => void): void {
    const pace = this.#paces.get(id) ?? { lastMs: Number.NEGATIVE_INFINITY };
    this.#paces.set(id, pace);
    const waitMs = pace.lastMs + this.#leastMs - this.#clock.steady();
    if (isUrgent || waitMs <= 0) {
      this.#now(pace, send);
    } else if (pace.waiting) {
      pace.waiting.send = send;
    } else {
      const cancel = this.#clock.after(waitMs, () => this.#flush(pace));
      pace.waiting = { send, cancel };
    }
  }

  /** Nothing that waits of this one is of use any more. */
  forget(id: string): void {
    this.#paces.get(id)?.waiting?.cancel();
    this.#paces.delete(id);
  }

  /** Sends all that waits. */
  flush(): void {
    for (const pace of this.#paces.values()) this.#flush(pace);
  }

  #flush(pace: Pace): void {
    if (pace.waiting) this.#now(pace, pace.waiting.send);
  }

  #now(pace: Pace, send: () => void): void {
    pace.waiting?.cancel();
    pace.waiting = undefined;
    pace.lastMs = this.#clock.steady();
    send();
  }
}
