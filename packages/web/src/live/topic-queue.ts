// Messages of topics that are handed on as they come: adverts, frames, lines of the log.

import type { TopicMessage } from './messages.ts';

/** So many wait at most; the oldest go first. */
export const MOST_WAITING = 2_000;

type Listener = (message: TopicMessage) => void;

/** Who listens to which topic, and what waits for the next frame. */
export class TopicQueue {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #onTopics: (topics: readonly string[]) => void;
  #waiting: { topic: string; message: TopicMessage }[] = [];

  /** Calls `onTopics` with all topics that are listened to, whenever these change. */
  constructor(onTopics: (topics: readonly string[]) => void) {
    this.#onTopics = onTopics;
  }

  /** Listens to a topic until the returned function is called. */
  listen(topic: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    if (listeners.size === 1) this.#onTopics([...this.#listeners.keys()]);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#listeners.get(topic) !== listeners) return;
      this.#listeners.delete(topic);
      this.#onTopics([...this.#listeners.keys()]);
    };
  }

  /** Takes a message for the next flush. */
  take(topic: string, message: TopicMessage): void {
    if (!this.#listeners.has(topic)) return;
    this.#waiting.push({ topic, message });
    // Cut seldom, and by half: so that taking costs the same however many wait.
    if (this.#waiting.length > 2 * MOST_WAITING) {
      this.#waiting = this.#waiting.slice(-MOST_WAITING);
    }
  }

  /** Hands on all that waits. */
  flush(): void {
    const waiting = this.#waiting.slice(-MOST_WAITING);
    this.#waiting = [];
    for (const { topic, message } of waiting) {
      for (const listener of this.#listeners.get(topic) ?? []) listener(message);
    }
  }
}
