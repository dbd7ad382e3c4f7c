// One who listens, and how far it is behind.

import type { LiveTopic } from '../shapes/live.ts';
import type { Message } from './message.ts';

/** The way to a client: a WebSocket, or an answer that does not end. */
export interface Peer {
  /** Bytes that it was given and has not taken yet. */
  readonly waitingBytes: number;
  send(message: Message): void;
  /** Ends it, with a code of WebSocket and a reason of at most 123 bytes. */
  close(code: number, reason: string): void;
}

/** More than this waiting: it is too slow for what goes on. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** So little waiting: it has caught up. */
const CAUGHT_UP_BYTES = MOST_WAITING_BYTES / 8;

/** One who listens. */
export class LiveClient {
  topics: ReadonlySet<LiveTopic>;
  readonly scopes: readonly string[];
  readonly #peer: Peer;
  /** The last number before those that it was not given; `undefined` while it has all. */
  #missesAfter: number | undefined;
  /** What of topics that cannot be asked for again was left out, and not told yet. */
  readonly #dropped = new Map<LiveTopic, number>();

  constructor(peer: Peer, scopes: readonly string[], topics: ReadonlySet<LiveTopic>) {
    this.#peer = peer;
    this.scopes = scopes;
    this.topics = topics;
  }

  get missesAfter(): number | undefined {
    return this.#missesAfter;
  }

  /** Whether it took nearly all that it was given. */
  get hasRoom(): boolean {
    return this.#peer.waitingBytes <= CAUGHT_UP_BYTES;
  }

  /** Gives it one if it wants it and has kept up. */
  offer(message: Message): void {
    const { topic, seq } = message;
    if (topic !== undefined && !this.topics.has(topic)) return;
    const isTooSlow =
      this.#missesAfter !== undefined || this.#peer.waitingBytes > MOST_WAITING_BYTES;
    if (!isTooSlow) this.#peer.send(message);
    else if (seq !== undefined) this.#missesAfter ??= seq - 1;
    else if (topic !== undefined) this.#dropped.set(topic, (this.#dropped.get(topic) ?? 0) + 1);
  }

  /** It begins anew once it has room. */
  beginLater(): void {
    this.#missesAfter = -1;
  }

  /** It begins anew, or gets what it missed now. */
  caughtUp(): void {
    this.#missesAfter = undefined;
  }

  /** Gives it one whatever waits: answers, and what it begins with. */
  give(message: Message): void {
    this.#peer.send(message);
  }

  /** How much was left out since this was asked last. */
  takeDropped(): ReadonlyMap<LiveTopic, number> {
    if (this.#dropped.size === 0) return this.#dropped;
    const dropped = new Map(this.#dropped);
    this.#dropped.clear();
    return dropped;
  }

  close(code: number, reason: string): void {
    this.#peer.close(code, reason);
  }
}
