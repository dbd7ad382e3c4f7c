// The log, for those who read it by MQTT: `<base>/bridge/logging`.

import type { Clock } from '@bluebell/ble/core';
import { RateLimit } from '../../rate-limit.ts';

/** One entry of the log, free of secrets. */
export interface FeedEntry {
  readonly level: string;
  readonly code: string;
  readonly message: string;
}

/** The least important level that is told; `off` tells nothing. */
export type FeedLevel = 'off' | 'error' | 'warn' | 'info' | 'debug';

const WEIGHTS: Readonly<Record<string, number>> = { debug: 1, info: 2, warn: 3, error: 4, off: 5 };

/** A log that runs wild does not fill the broker. */
const RATE = { burst: 50, perSecond: 2 } as const;

const LONGEST_MESSAGE = 1024;

/** Decides what is told. */
export class LogFeed {
  /** The least important level that is told. */
  level: FeedLevel;
  readonly #rate: RateLimit;

  constructor(level: FeedLevel, clock: Clock) {
    this.level = level;
    this.#rate = new RateLimit(clock, RATE);
  }

  /** The message for an entry; `undefined` where it is not told. */
  messageOf({ level, code, message }: FeedEntry, hub: string): string | undefined {
    if ((WEIGHTS[level] ?? 0) < (WEIGHTS[this.level] ?? 0)) return undefined;
    // Telling the broker of trouble with the broker would make more of it.
    const [namespace = ''] = code.toLowerCase().split('_');
    if (namespace === 'mqtt' || !this.#rate.take()) return undefined;
    return JSON.stringify({
      level,
      message: message.slice(0, LONGEST_MESSAGE),
      namespace,
      code,
      hub,
    });
  }
}
