// For tests: real clients of the live stream, by WebSocket and by Server-Sent Events.

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';
import { type LiveMessage, liveMessage } from '../shapes/live.ts';

/** Messages in the order they come, for somebody who waits for one. */
export class Inbox {
  readonly messages: LiveMessage[] = [];
  #onMessage: () => void = () => {};

  push(text: string): void {
    this.messages.push(liveMessage.parse(JSON.parse(text)));
    this.#onMessage();
  }

  /** Waits until one is there that fits; gives it. */
  async until(fits: (message: LiveMessage) => boolean): Promise<LiveMessage> {
    for (let at = 0; ; at++) {
      const next = new Promise<void>((resolve) => {
        this.#onMessage = resolve;
      });
      if (at >= this.messages.length) await next;
      const message = this.messages[at];
      if (message && fits(message)) return message;
    }
  }

  ofType<Type extends LiveMessage['type']>(type: Type): Extract<LiveMessage, { type: Type }>[] {
    return this.messages.filter(
      (message): message is Extract<LiveMessage, { type: Type }> => message.type === type,
    );
  }

  /** Where it would go on. */
  get since(): string {
    const [hello] = this.ofType('hello');
    const last = Math.max(...this.messages.map((one) => ('seq' in one ? one.seq : 0)));
    return `${hello?.epoch}:${last}`;
  }
}

/** A client by WebSocket. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly inbox = new Inbox();
  /** Code and reason of the end. */
  readonly ended: Promise<readonly [number, string]>;

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url, options);
    this.socket.on('message', (data) =>
      this.inbox.push(Buffer.isBuffer(data) ? data.toString() : ''),
    );
    this.socket.on('error', () => {});
    this.ended = once(this.socket, 'close').then(([code, reason]) => [code, String(reason)]);
  }

  say(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.ended;
  }
}

/** How a request for a socket is answered: 101, or why not. */
export async function statusOf(url: string, options: ClientOptions = {}): Promise<number> {
  const socket = new WebSocket(url, options);
  socket.on('error', () => {});
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (_, response) => {
      response.resume();
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
  });
}

/** A reader of Server-Sent Events. */
export class EventReader {
  readonly inbox = new Inbox();
  readonly ended: Promise<void>;
  lastEventId = '';
  readonly #response: IncomingMessage;

  private constructor(response: IncomingMessage) {
    this.#response = response;
    this.ended = this.#read().catch(() => {});
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const asked = request(url, { headers, agent: false }).end();
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      asked.once('response', resolve).once('error', reject);
    });
    if (response.headers['content-type'] !== 'text/event-stream; charset=utf-8') {
      throw new Error(`answered ${response.statusCode}`);
    }
    return new EventReader(response);
  }

  close(): void {
    this.#response.destroy();
  }

  async #read(): Promise<void> {
    let text = '';
    for await (const chunk of this.#response.setEncoding('utf8')) {
      text += String(chunk);
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) this.#take(event);
    }
  }

  #take(event: string): void {
    for (const line of event.split('\n')) {
      if (line.startsWith('id: ')) this.lastEventId = line.slice(4);
      if (line.startsWith('data: ')) this.inbox.push(line.slice(6));
    }
  }
}
