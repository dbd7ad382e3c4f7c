// What a broker does not allow, said once of each topic: it may be asked thousands of times.

import type { Log } from '@bluebell/ble/core';

/** Topics that are named in the log; beyond it only the count tells. */
const MOST_NAMED = 16;

const WORDS = {
  tell: 'refuses messages on',
  hear: 'does not let us hear',
} as const;

/** Counts what the broker refused. */
export class Refusals {
  readonly #log: Log;
  readonly #named = new Set<string>();
  #count = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** How often it refused something. */
  get count(): number {
    return this.#count;
  }

  /** One more. */
  note(what: keyof typeof WORDS, topic: string): void {
    this.#count++;
    const key = `${what} ${topic}`;
    if (this.#named.has(key) || this.#named.size >= MOST_NAMED) return;
    this.#named.add(key);
    const more = this.#named.size === MOST_NAMED ? '; others are only counted' : '';
    this.#log.warn(
      'MQTT_NOT_ALLOWED',
      `the MQTT broker ${WORDS[what]} ${topic}: check what it allows this user${more}`,
    );
  }
}
