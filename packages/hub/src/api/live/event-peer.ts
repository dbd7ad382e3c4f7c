// A client that reads an answer that does not end. https://html.spec.whatwg.org/#server-sent-events

import type { Cancel, Clock } from '@bluebell/ble/core';
import type { LiveClient, Peer } from './client.ts';
import type { Live, LiveWish } from './live.ts';
import type { Message } from './message.ts';

/** Writes messages as events, each once for however many read them. */
export class EventWriter {
  readonly #epoch: string;
  readonly #written = new WeakMap<Message, Uint8Array>();

  constructor(epoch: string) {
    this.#epoch = epoch;
  }

  /** The message as an event; with the mark by which its reader finds its place again, if it has one. */
  write(message: Message): Uint8Array {
    const known = this.#written.get(message);
    if (known) return known;
    const id = message.seq === undefined ? '' : `id: ${this.#epoch}:${message.seq}\n`;
    const event = Buffer.concat([Buffer.from(`${id}data: `), message.bytes, Buffer.from('\n\n')]);
    this.#written.set(message, event);
    return event;
  }
}

/** What one is made from. */
export interface EventPeerParts {
  readonly live: Live;
  readonly clock: Clock;
  readonly writer: EventWriter;
  /** Hangs up without a word. */
  readonly kill: () => void;
}

/** Readers come again so soon. */
const OPENING = Buffer.from('retry: 2000\n\n');

/** Says nothing, and shows proxies and readers that both ends are there. */
const COMMENT = Buffer.from(':\n\n');
const BEAT_MS = 30_000;

/** What may wait in the stream; the client is too slow long before. */
const ROOM_BYTES = 64 * 1024 * 1024;

/** One reader. */
export class EventPeer implements Peer {
  readonly #parts: EventPeerParts;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #client: LiveClient | undefined;
  #cancelBeat: Cancel | undefined;
  #onEnd: () => void = () => {};
  #waitedBytes = 0;

  constructor(parts: EventPeerParts) {
    this.#parts = parts;
  }

  get waitingBytes(): number {
    return ROOM_BYTES - (this.#controller?.desiredSize ?? ROOM_BYTES);
  }

  /** It listens from now on, until it goes. */
  open(wish: LiveWish, onEnd: () => void): ReadableStream<Uint8Array> {
    this.#onEnd = onEnd;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
          controller.enqueue(OPENING);
          this.#client = this.#parts.live.join(this, wish);
          if (this.#client) this.#beatLater();
          else this.close();
        },
        cancel: () => this.#end(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: ROOM_BYTES }),
    );
  }

  send(message: Message): void {
    this.#controller?.enqueue(this.#parts.writer.write(message));
  }

  close(): void {
    const controller = this.#controller;
    this.#end();
    controller?.close();
  }

  #beatLater(): void {
    this.#cancelBeat = this.#parts.clock.after(BEAT_MS, () => {
      const { waitingBytes } = this;
      if (waitingBytes > 0 && waitingBytes >= this.#waitedBytes && this.#waitedBytes > 0) {
        this.#end();
        this.#parts.kill();
        return;
      }
      this.#controller?.enqueue(COMMENT);
      this.#waitedBytes = this.waitingBytes;
      this.#beatLater();
    });
  }

  #end(): void {
    this.#controller = undefined;
    this.#cancelBeat?.();
    if (this.#client) this.#parts.live.leave(this.#client);
    this.#client = undefined;
    this.#onEnd();
  }
}
