// Writes to a capture while things happen, so that nobody waits and little is lost.

import { type Cancel, type Clock, type Log, silentLog, systemClock } from '@bluebell/ble/core';

/** How things are recorded while they happen. */
export interface LiveOptions {
  /** Default: that of the machine. */
  readonly clock?: Clock;
  /** Told when the file cannot be written any more; all else goes on. Default: says nothing. */
  readonly log?: Log;
}

/** Whatever is written may wait in memory until it is flushed. */
export interface Flushable {
  flush(): Promise<void>;
}

/** A packet is in the file after so long at the latest, should the program end without a word. */
const FLUSH_AFTER_MS = 1000;

/** Watches over what is appended to a capture. */
export class LiveCapture {
  readonly clock: Clock;
  readonly #name: string;
  readonly #capture: Flushable;
  readonly #log: Log;
  #cancelFlush: Cancel | undefined;
  #isBroken = false;

  /** @param name what a person calls that which is recorded. */
  constructor(
    name: string,
    capture: Flushable,
    { clock = systemClock, log = silentLog }: LiveOptions,
  ) {
    this.#name = name;
    this.#capture = capture;
    this.clock = clock;
    this.#log = log;
  }

  /** Whether the file can be written. */
  get isWritable(): boolean {
    return !this.#isBroken;
  }

  /** Something is being appended: sees to it that it goes to the file soon, and says so when it cannot. */
  watch(appending: Promise<void>): void {
    appending.catch((error: unknown) => this.#break(error));
    this.#cancelFlush ??= this.clock.after(FLUSH_AFTER_MS, () => void this.flush());
  }

  /** All that was appended is in the file, as far as it can be written. */
  async flush(): Promise<void> {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    if (this.#isBroken) return;
    await this.#capture.flush().catch((error: unknown) => this.#break(error));
  }

  /** A disk that is full ends the recording, not the radio. */
  #break(error: unknown): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#cancelFlush?.();
    const why = error instanceof Error ? error.message : String(error);
    this.#log.error('RECORDING_ENDED', `${this.#name} is recorded no further: ${why}`);
  }
}
