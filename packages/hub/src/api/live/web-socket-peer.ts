// A client at the other end of a WebSocket: what it says is bounded, and it shows now and then that it lives.

import type { Clock } from '@bluebell/ble/core';
import type { RawData, WebSocket } from 'ws';
import { RateLimit } from '../../rate-limit.ts';
import type { LiveClient, Peer } from './client.ts';
import { clientWords } from './client-words.ts';
import type { Live, LiveWish } from './live.ts';
import type { Message } from './message.ts';

/** Messages and signs of life that a client may send. No page needs nearly as many. */
const WORDS = { burst: 30, perSecond: 5 } as const;

/** More waits for nobody: whoever talks on and does not read is let go. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

/** One socket. */
export class WebSocketPeer implements Peer {
  readonly #socket: WebSocket;
  readonly #live: Live;
  readonly #rate: RateLimit;
  #client: LiveClient | undefined;
  /** Whether it gave a sign of life since it was looked at last. */
  #isAlive = true;
  #waitedBytes = 0;

  constructor(socket: WebSocket, live: Live, clock: Clock) {
    this.#socket = socket;
    this.#live = live;
    this.#rate = new RateLimit(clock, WORDS);
  }

  get waitingBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** It listens from now on, until it goes. */
  open(wish: LiveWish): void {
    const socket = this.#socket;
    // What breaks the rules of the protocol, `ws` answers as it must, and hangs up.
    socket.on('error', () => {});
    socket.on('message', (data, isBinary) => this.#said(data, isBinary));
    socket.on('ping', (data) => {
      if (this.#mayGoOn()) socket.pong(data);
    });
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    socket.once('close', () => this.#leave());
    this.#client = this.#live.join(this, wish);
    if (!this.#client) this.close(1001, 'the hub stops');
  }

  send(message: Message): void {
    if (this.#socket.readyState === this.#socket.OPEN) {
      this.#socket.send(message.bytes, { binary: false });
    }
  }

  close(code: number, reason: string): void {
    this.#leave();
    this.#socket.close(code, reason);
  }

  /** Asks for a sign of life. One that gave none since it was asked last, and took nothing, is gone. */
  beat(): void {
    const { waitingBytes } = this;
    const isTaking = waitingBytes < this.#waitedBytes;
    if (!this.#isAlive && !isTaking) {
      this.terminate();
      return;
    }
    this.#isAlive = false;
    this.#waitedBytes = waitingBytes;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  /** Hangs up without a word. */
  terminate(): void {
    this.#leave();
    this.#socket.terminate();
  }

  #leave(): void {
    if (this.#client) this.#live.leave(this.#client);
    this.#client = undefined;
  }

  #mayGoOn(): boolean {
    if (!this.#client) return false;
    this.#isAlive = true;
    if (this.waitingBytes > MOST_WAITING_BYTES) {
      this.terminate();
      return false;
    }
    if (this.#rate.take()) return true;
    this.close(1008, 'too many messages');
    return false;
  }

  #said(data: RawData, isBinary: boolean): void {
    const client = this.#client;
    if (!client || !this.#mayGoOn()) return;
    if (isBinary || !Buffer.isBuffer(data)) {
      this.close(1003, 'messages are text');
      return;
    }
    const words = clientWords(data.toString());
    if (words.kind === 'fault') this.close(words.code, words.reason);
    else if (words.request.type === 'ping') this.#live.pong(client);
    // The cast holds: the schema lets nothing else through.
    else this.#live.subscribe(client, words.request.topics as LiveWish['topics']);
  }
}
