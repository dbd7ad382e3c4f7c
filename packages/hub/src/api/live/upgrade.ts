// WebSockets of a server: who asks for one is judged like every request, and gets the live stream.

import { type IncomingMessage, type Server, ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Cancel, Clock } from '@bluebell/ble/core';
import type { WebSocketServer } from 'ws';
import type { Doorkeeper } from '../access.ts';
import { admit } from '../admit.ts';
import { refusalOf, tooSmall } from '../guard.ts';
import { mayDo } from '../guest.ts';
import type { Problem } from '../problem.ts';
import { visitorOfRequest } from '../visitor.ts';
import { LONGEST_WORDS } from './client-words.ts';
import type { Live } from './live.ts';
import { topicsIn } from './topics.ts';
import { WebSocketPeer } from './web-socket-peer.ts';

/** What it is made from. */
export interface UpgradeParts {
  readonly live: Live;
  /** Judges who asks for a socket: by address, headers and cookies, as everywhere, and by `Origin`, always. */
  readonly doorkeeper: Doorkeeper;
  readonly clock: Clock;
}

/** Where the socket is, once proxies have taken away what they put before. */
const PATH = '/api/v1/live';

const BEAT_MS = 30_000;

/** How long clients have to say goodbye. */
const GOODBYE_MS = 400;

/** The WebSockets of one server. */
export class LiveSockets {
  readonly #parts: UpgradeParts;
  readonly #peers = new Set<WebSocketPeer>();
  /** Loaded when somebody asks first: a hub without a dashboard does without. */
  #server: Promise<WebSocketServer> | undefined;
  #cancelBeat: Cancel | undefined;
  #isClosed = false;
  #onEmpty: () => void = () => {};

  constructor(parts: UpgradeParts) {
    this.#parts = parts;
  }

  /** Answers those who ask a server to go on with another protocol. */
  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      // A visitor that is gone is no problem of ours.
      socket.on('error', () => socket.destroy());
      if (request.headers.upgrade?.toLowerCase() === 'websocket') {
        this.#answer(request, socket, head).catch(() => socket.destroy());
      } else answerAsBefore(server, request, socket);
    });
  }

  /** Ends all of them: the clients come again when the hub is back. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelBeat?.();
    const open = [...this.#peers];
    for (const peer of open) peer.close(1001, 'the hub stops');
    if (open.length === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#parts.clock.after(GOODBYE_MS, resolve);
      this.#onEmpty = () => {
        cancel();
        resolve();
      };
      if (this.#peers.size === 0) this.#onEmpty();
    });
    for (const peer of this.#peers) peer.terminate();
  }

  async #answer(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = urlOf(request);
    const topics = topicsIn(url?.searchParams.get('topics'));
    const since = url?.searchParams.get('since') ?? undefined;
    if (url?.pathname !== PATH) return refuse(socket, NO_SUCH_PAGE);
    if (this.#isClosed) return refuse(socket, STOPPING);
    const { doorkeeper } = this.#parts;
    const verdict = await admit(request, doorkeeper);
    if (verdict.admission !== 'welcome') return refuse(socket, refusalOf(verdict.admission));
    if (!mayDo(verdict.guest, 'read')) return refuse(socket, tooSmall('read'));
    if (!topics) return refuse(socket, BAD_TOPICS);
    this.#server ??= loadServer();
    const server = await this.#server;
    if (socket.destroyed || this.#isClosed) {
      socket.destroy();
      return;
    }
    const { guest } = verdict;
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const { address } = doorkeeper.sender(visitorOfRequest(request));
      const leave = this.#parts.live.seats.take(address);
      if (!leave) {
        webSocket.on('error', () => {});
        webSocket.close(1013, 'too many listen');
        return;
      }
      const peer = new WebSocketPeer(webSocket, this.#parts.live, this.#parts.clock);
      this.#peers.add(peer);
      this.#beatLater();
      const unwatch = guest.onEnd(() => peer.close(1008, 'no longer let in'));
      webSocket.once('close', () => {
        leave();
        unwatch();
        this.#peers.delete(peer);
        if (this.#peers.size === 0) this.#onEmpty();
      });
      peer.open({ topics, scopes: guest.scopes, since });
    });
  }

  #beatLater(): void {
    this.#cancelBeat ??= this.#parts.clock.after(BEAT_MS, () => {
      this.#cancelBeat = undefined;
      for (const peer of this.#peers) peer.beat();
      if (this.#peers.size > 0) this.#beatLater();
    });
  }
}

/** The WebSockets of a server, where there is anything live. */
export function attachLive(
  server: Server,
  { live, clock }: { readonly live?: Live | undefined; readonly clock: Clock },
  doorkeeper: Doorkeeper,
): LiveSockets | undefined {
  const sockets = live && new LiveSockets({ live, doorkeeper, clock });
  sockets?.attach(server);
  return sockets;
}

const NO_SUCH_PAGE: Problem = {
  status: 404,
  code: 'NOT_FOUND',
  detail: 'There is no such page.',
};
const STOPPING: Problem = { status: 503, code: 'NOT_READY', detail: 'The hub stops.' };

/** Also for those who ask without a WebSocket. */
export const BAD_TOPICS: Problem = {
  status: 400,
  code: 'BAD_ARGUMENTS',
  detail: 'topics may hold devices, health, adverts, log and frames:<id>, with commas between.',
};

async function loadServer(): Promise<WebSocketServer> {
  const { WebSocketServer } = await import('ws');
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    autoPong: false,
    perMessageDeflate: false,
    maxPayload: LONGEST_WORDS,
    maxFragments: 64,
    maxBufferedChunks: 1_024,
  });
}

function urlOf({ url = '/' }: IncomingMessage): URL | undefined {
  // The name is of no use: `//` at the start would be taken for one otherwise.
  const address = `http://hub${url}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

function refuse(socket: Duplex, { status, code, detail }: Problem): void {
  const title = STATUS_CODES[status] ?? 'Failed';
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, code });
  hangUp(
    socket,
    [
      `HTTP/1.1 ${status} ${title}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      ...(status === 429 ? ['Retry-After: 60'] : []),
      '',
      body,
    ].join('\r\n'),
  );
}

/** Says it, and does not wait for the other side to hang up, too. */
function hangUp(socket: Duplex, last = ''): void {
  socket.end(last, () => socket.destroy());
}

/** Some programs ask every server for HTTP/2 in this way; to go on as before is an answer. RFC 9110, 7.8. */
function answerAsBefore(server: Server, request: IncomingMessage, socket: Duplex): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const detail = 'Ask without Upgrade.';
    refuse(socket, { status: 400, code: 'NO_UPGRADE', detail });
    return;
  }
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  // The cast holds: sockets of a server of HTTP are those of the network.
  response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
  response.once('finish', () => hangUp(socket));
  server.emit('request', request, response);
}
