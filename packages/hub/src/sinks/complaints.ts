// What a link says of its broker: loud when it is news, quiet when the same thing fails again.

import type { Log, LogFields } from '@bluebell/ble/core';
import type { MqttFailure } from './mqtt-failure.ts';

const WORDS: Readonly<Record<MqttFailure['code'], string>> = {
  MQTT_REFUSED: 'refused by',
  MQTT_TLS: 'no trust in',
  MQTT_UNREACHABLE: 'cannot reach',
  MQTT_LOST: 'lost',
};

/** How a connection ended, or did not come to be. */
interface Circumstances {
  /** Whether it had held for a while: then this is no repetition of what was before. */
  readonly wasGood: boolean;
  /** What the broker was being told when it hung up soon after it let us in. */
  readonly topics: readonly string[];
  readonly retryMs: number;
}

/** Remembers what was said last. */
export class Complaints {
  readonly #log: Log;
  readonly #address: string;
  readonly #broker: string;
  #text = '';
  /** Whether the last failure was one that was spoken of before, on a connection that did not hold. */
  #isAgain = false;
  #last: string | undefined;
  #dropped = 0;

  /** @param address of the broker, with its port. */
  constructor(log: Log, address: string) {
    this.#log = log;
    this.#address = address;
    this.#broker = `the MQTT broker at ${address}`;
  }

  /** Why there was no connection the last time there was none, in words. */
  get last(): string | undefined {
    return this.#last;
  }

  /** The broker let us in. One that does so only to hang up again and again is spoken of once. */
  connected(fields: LogFields): void {
    const isNoNews = this.#isAgain;
    this.#isAgain = false;
    this.#log[isNoNews ? 'debug' : 'info'](
      'MQTT_CONNECTED',
      `connected to ${this.#broker}`,
      fields,
    );
  }

  /** Whoever is at the other end, nobody looks at its certificate. */
  notVerified(): void {
    this.#log.warn(
      'MQTT_NOT_VERIFIED',
      `tls.verify is false: whoever answers at ${this.#address} gets the password and all data`,
    );
  }

  /** It knows nothing of MQTT 5. */
  tooOld(): void {
    this.#log.warn('MQTT_OLD_BROKER', `${this.#broker} does not speak MQTT 5: using 3.1.1`);
  }

  /** @param total events that were lost so far; those that were spoken of are not told again. */
  dropped(total: number): void {
    const dropped = total - this.#dropped;
    if (dropped === 0) return;
    this.#dropped = total;
    this.#log.warn('MQTT_DROPPED', 'events were lost while the MQTT broker was away', { dropped });
  }

  /** There is no connection. */
  failed({ code, text }: MqttFailure, { wasGood, topics, retryMs }: Circumstances): void {
    const isSame = !wasGood && text === this.#text;
    this.#text = text;
    this.#isAgain = isSame && code === 'MQTT_LOST';
    this.#last = `${WORDS[code]} ${this.#broker}: ${text}`;
    const hint =
      topics.length === 0
        ? ''
        : ` while it was sent ${topics.join(', ')}: if that goes on, check what it allows this user`;
    this.#log[isSame ? 'debug' : 'warn'](code, this.#last + hint, { retryMs });
  }
}
