// The way to the live stream: opens it, opens it again with growing pauses, and goes on where it broke.

import { type LiveMessage, parseMessage } from './messages.ts';

/** How the way stands. */
export type LinkState = 'connecting' | 'open' | 'lost';

/** What of a WebSocket is used. */
export interface Socket {
  onMessage: ((data: unknown) => void) | undefined;
  onClose: (() => void) | undefined;
  send(text: string): void;
  close(): void;
}

/** What the link needs of the world. */
export interface LinkParts {
  /** Opens a socket with these topics, going on after `since` if it is given. */
  readonly open: (topics: readonly string[], since: string | undefined) => Socket;
  readonly onMessage: (message: LiveMessage) => void;
  readonly onState: (state: LinkState) => void;
  /** Calls back after so many milliseconds, and gives what calls it off. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** The first pause; each next is twice as long, up to the last; each is shortened by up to a half by chance. */
export const FIRST_PAUSE_MS = 500;
export const LAST_PAUSE_MS = 15_000;
/** How often we ask whether anybody is there, and how long the answer may take. */
export const PING_MS = 20_000;
export const ANSWER_MS = 8_000;

/** The link. `start` it once somebody may listen. */
export class Link {
  readonly #parts: LinkParts;
  #socket: Socket | undefined;
  #cancel: (() => void) | undefined;
  #epoch: string | undefined;
  /** Said hello, but did not tell how everything stands: from there, nobody can go on. */
  #newEpoch: string | undefined;
  #seq = 0;
  #failures = 0;
  #isHeard = false;
  #isStarted = false;
  #topics: readonly string[] = ['devices', 'health'];

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  /** Opens the stream, unless it is. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#open();
  }

  /** Closes the stream, and opens it no more. */
  stop(): void {
    this.#isStarted = false;
    this.#drop();
  }

  /** Tries now instead of after the pause: the network is back, or somebody looks at the page again. */
  hurry(): void {
    if (!this.#isStarted || this.#socket) return;
    this.#cancel?.();
    this.#open();
  }

  /** Listens to these topics from now on. */
  listenTo(topics: readonly string[]): void {
    this.#topics = topics;
    if (this.#isHeard) this.#socket?.send(JSON.stringify({ type: 'subscribe', topics }));
  }

  #open(): void {
    this.#isHeard = false;
    const since = this.#epoch === undefined ? undefined : `${this.#epoch}:${this.#seq}`;
    const topics = this.#topics;
    const socket = this.#parts.open(topics, since);
    this.#socket = socket;
    socket.onMessage = (data) => {
      if (socket !== this.#socket) return;
      const message = parseMessage(data);
      if (message) this.#take(message, topics);
    };
    socket.onClose = () => {
      if (socket === this.#socket) this.#retry();
    };
    // A way that is swallowed on the way never says that it failed.
    this.#watch(ANSWER_MS, () => this.#retry());
  }

  #take(message: LiveMessage, asked: readonly string[]): void {
    if (message.type === 'hello') {
      if (!message.resumed) {
        this.#seq = message.seq;
        this.#epoch = undefined;
        this.#newEpoch = message.epoch;
      }
      this.#failures = 0;
      const isFirst = !this.#isHeard;
      this.#isHeard = true;
      if (isFirst && asked !== this.#topics) this.listenTo(this.#topics);
      this.#parts.onState('open');
    } else if (message.type === 'snapshot' || 'seq' in message) {
      // The first of these is the snapshot, or stands behind it.
      this.#epoch ??= this.#newEpoch;
      if ('seq' in message) this.#seq = Math.max(this.#seq, message.seq);
    }
    this.#rest();
    this.#parts.onMessage(message);
  }

  /** Somebody spoke: asks again after a while of silence. */
  #rest(): void {
    this.#watch(PING_MS, () => {
      this.#socket?.send('{"type":"ping"}');
      this.#watch(ANSWER_MS, () => this.#retry());
    });
  }

  #watch(ms: number, run: () => void): void {
    this.#cancel?.();
    this.#cancel = this.#parts.after(ms, run);
  }

  #retry(): void {
    this.#drop();
    if (!this.#isStarted) return;
    this.#parts.onState('lost');
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LAST_PAUSE_MS);
    this.#failures += 1;
    this.#watch(pause * (1 - this.#parts.random() / 2), () => this.#open());
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#isHeard = false;
    socket?.close();
  }
}
