// Commands as they come by MQTT: the name is the last part of the topic, the argument the message.

import type { Log } from '@bluebell/ble/core';

/** A command, not yet understood. */
export interface CommandMessage {
  /** As it was written, its index included: `MI32Option2`. */
  readonly name: string;
  readonly payload: string;
}

/** Retained commands that are remembered at most. */
const REMEMBERED = 256;

/** After each restart it would come again. */
const KEPT_RESTART = 'a Restart that the broker keeps: send it without the retain flag';

/**
 * Takes commands out of messages. A command that the broker keeps comes again with every connection:
 * it is done once, and again when it is another.
 */
export class CommandInbox {
  readonly #log: Log;
  readonly #retained = new Map<string, string>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** The command in a message; `undefined` where there is none, or it was done already. */
  take(topic: string, payload: string, isRetained: boolean): CommandMessage | undefined {
    const name = topic.slice(topic.lastIndexOf('/') + 1);
    if (name === '') return undefined;
    if (isRetained) {
      if (restarts(name, payload)) {
        this.#log.warn('TASMOTA_KEPT_RESTART', `left out: ${KEPT_RESTART}`);
        return undefined;
      }
      if (this.#retained.get(topic) === payload) return undefined;
      if (this.#retained.size >= REMEMBERED) this.#retained.clear();
      this.#retained.set(topic, payload);
    }
    return { name, payload };
  }
}

/** Whether it is a restart, or a backlog that holds one. */
function restarts(name: string, payload: string): boolean {
  return /^backlog\d*$/i.test(name)
    ? /(?:^|[;\s])restart\d*(?:[;\s]|$)/i.test(payload)
    : /^restart\d*$/i.test(name);
}
