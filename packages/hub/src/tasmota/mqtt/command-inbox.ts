// Commands as they come by MQTT: the name is the last part of the topic, the argument the message.

/** A command, not yet understood. */
export interface CommandMessage {
  /** As it was written, its index included: `MI32Option2`. */
  readonly name: string;
  readonly payload: string;
}

/** Retained commands that are remembered at most. */
const REMEMBERED = 256;

/**
 * Takes commands out of messages. A command that the broker keeps comes again with every connection:
 * it is done once, and again when it is another.
 */
export class CommandInbox {
  readonly #retained = new Map<string, string>();

  /** The command in a message; `undefined` where there is none, or it was done already. */
  take(topic: string, payload: string, isRetained: boolean): CommandMessage | undefined {
    const name = topic.slice(topic.lastIndexOf('/') + 1);
    if (name === '') return undefined;
    if (isRetained) {
      if (this.#retained.get(topic) === payload) return undefined;
      if (this.#retained.size >= REMEMBERED) this.#retained.clear();
      this.#retained.set(topic, payload);
    }
    return { name, payload };
  }
}
