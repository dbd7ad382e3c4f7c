// What the hub says of itself, for those who watch: so many lines a second, and nothing while nobody does.

import type { Cancel, Clock } from '@bluebell/ble/core';
import { isoTime } from '../../iso-time.ts';
import type { LogEntry } from '../../log.ts';
import { RateLimit } from '../../rate-limit.ts';
import type { LiveMessage, LiveTopic } from '../shapes/live.ts';

/** What it is made from. */
export interface LogFeedParts {
  readonly clock: Clock;
  /** Calls for each line that is written, until it is told to stop; absent where there is no log to tell of. */
  readonly onEntry?: ((listener: (entry: LogEntry) => void) => Cancel) | undefined;
  readonly emit: (topic: LiveTopic, message: LiveMessage) => void;
}

const RATE = { burst: 200, perSecond: 100 } as const;

/** No line of ours is longer; what others put into one may be. */
const LONGEST_MESSAGE = 2_000;

/** The topic `log`. */
export class LogFeed {
  readonly #parts: LogFeedParts;
  readonly #rate: RateLimit;
  #stop: Cancel | undefined;
  #untold = 0;
  /** How many lines were left out in all. */
  dropped = 0;

  constructor(parts: LogFeedParts) {
    this.#parts = parts;
    this.#rate = new RateLimit(parts.clock, RATE);
  }

  /** What is listened to now. */
  listen(topics: ReadonlySet<LiveTopic>): void {
    if (topics.has('log')) {
      this.#stop ??= this.#parts.onEntry?.((entry) => this.#take(entry));
      return;
    }
    this.#stop?.();
    this.#stop = undefined;
    this.#untold = 0;
  }

  #take({ timeMs, level, code, message: text }: LogEntry): void {
    const { emit } = this.#parts;
    if (!this.#rate.take()) {
      this.#untold++;
      this.dropped++;
      return;
    }
    if (this.#untold > 0) emit('log', { type: 'dropped', topic: 'log', count: this.#untold });
    this.#untold = 0;
    const message = text.slice(0, LONGEST_MESSAGE);
    emit('log', { type: 'log', time: isoTime(timeMs) ?? '', level, code, message });
  }
}
