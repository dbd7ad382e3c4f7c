// Offers a controller of this process to hosts of others, over TCP or a socket of this machine.

import { createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import { type Log, silentLog, TransportError, UsageError } from '@bluebell/ble/core';
import { commandPacket, H4Transport, type HciTransport, reset } from '@bluebell/ble/hci';
import { socketStream } from './socket.ts';
import { makeWay } from './socket-file.ts';
import { readTcpPlace } from './tcp.ts';
import { readUnixPath } from './unix.ts';

/** A controller of this process: it takes whole H4 packets, and gives whole H4 packets. */
export interface ServedController {
  /** Takes a packet of the host. */
  receive(packet: Uint8Array): void;
  /** Called with each packet for the host; set while there is one. */
  onPacket: ((packet: Uint8Array) => void) | undefined;
}

/** What a listener may be told. */
export interface ServeOptions {
  /** Default: says nothing. */
  readonly log?: Log;
  /** Called when a host came, and when it left or was turned away. */
  readonly onHost?: (hasHost: boolean) => void;
}

/** How a place to listen at is written, and read. */
interface Scheme {
  readonly usage: string;
  readonly placeOf: (name: string, rest: string) => ListenOptions;
  /** What the place is called once it listens: a port of 0 has become a real one. */
  readonly nameOf: (address: ReturnType<Server['address']>, name: string) => string;
}

/** Places by what their names begin with. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  tcp: {
    usage: 'tcp:HOST:PORT',
    placeOf: readTcpPlace,
    nameOf: (address, name) => {
      if (address === null || typeof address === 'string') return name;
      const { family, address: host, port } = address;
      return family === 'IPv6' ? `tcp:[${host}]:${port}` : `tcp:${host}:${port}`;
    },
  },
  unix: {
    usage: 'unix:PATH',
    placeOf: (_, path) => ({ path: readUnixPath(path) }),
    nameOf: (_, name) => name,
  },
};

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there; end it, or choose another',
  EADDRNOTAVAIL: 'this machine has no such address; use 127.0.0.1, or 0.0.0.0 for all it has',
  EACCES: 'permission denied; choose a port from 1024 up, or a folder that you may write to',
  ENOTFOUND: 'no machine of this name is known; give an address',
  EINVAL: 'this path is too long for a socket (107 bytes at most); use a shorter one',
};

/** A host that leaves more than this waiting, bytes, reads nothing any more. */
const MAX_WAITING = 2 ** 20;

/**
 * Listens for hosts of one controller: one at a time, a second one is turned away. The controller is
 * reset when its host leaves.
 *
 * @param name `tcp:HOST:PORT`, where a port of 0 takes a free one, or `unix:PATH`, where the file of a
 *   program that is gone is replaced.
 * @throws {TransportError} it cannot listen there.
 * @throws {UsageError} the name is neither.
 */
export async function serveController(
  name: string,
  controller: ServedController,
  { log = silentLog, onHost = () => {} }: ServeOptions = {},
): Promise<ControllerListener> {
  const [, word = '', rest = ''] = /^([^:]*):?(.*)$/s.exec(name) ?? [];
  const scheme = Object.hasOwn(SCHEMES, word) ? SCHEMES[word] : undefined;
  if (!scheme) {
    const usages = Object.values(SCHEMES).map(({ usage }) => usage);
    throw new UsageError(`'${name}' is no place to listen at: allowed are ${usages.join(', ')}`);
  }
  const place = scheme.placeOf(name, rest);
  const server = createServer({ noDelay: true, keepAlive: true });
  try {
    if (place.path !== undefined) await makeWay(place.path);
    await listen(server, place);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new TransportError(`${name}: cannot listen: ${reasonOf(cause)}`, { cause });
  }
  return new ControllerListener(server, scheme.nameOf(server.address(), name), controller, {
    log,
    onHost,
  });
}

/** The host's end of a pair of transports, as a controller that can be served. */
export function servedTransport(transport: HciTransport): ServedController {
  return {
    receive: (packet) => transport.send(packet),
    get onPacket() {
      return transport.onPacket;
    },
    set onPacket(onPacket) {
      transport.onPacket = onPacket;
    },
  };
}

/** Made by `serveController`. */
export class ControllerListener implements AsyncDisposable {
  /** How hosts reach it. */
  readonly name: string;
  readonly #server: Server;
  readonly #controller: ServedController;
  readonly #log: Log;
  readonly #onHost: (hasHost: boolean) => void;
  #host: H4Transport | undefined;

  constructor(
    server: Server,
    name: string,
    controller: ServedController,
    { log, onHost }: Required<ServeOptions>,
  ) {
    this.#server = server;
    this.name = name;
    this.#controller = controller;
    this.#log = log;
    this.#onHost = onHost;
    server.on('connection', (socket) => this.#accept(socket));
  }

  /** Whether a host has the controller. */
  get hasHost(): boolean {
    return this.#host !== undefined;
  }

  /** Turns its host away, and listens no more. Closing twice does no harm. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    const host = this.#host;
    if (host) {
      this.#detach();
      await host.close();
    }
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #accept(socket: Socket): void {
    // A host that leaves and comes back may be here before its leaving is noticed.
    if (this.#host) setImmediate(() => this.#admit(socket));
    else this.#admit(socket);
  }

  #admit(socket: Socket): void {
    if (!this.#host && this.#server.listening) this.#attach(socket);
    else this.#refuse(socket);
  }

  #refuse(socket: Socket): void {
    this.#log.warn('HOST_REFUSED', `${this.name}: a second host was turned away`);
    socket.on('error', () => {}).destroy();
  }

  #attach(socket: Socket): void {
    const stream = socketStream(this.name, socket);
    const host = new H4Transport(stream);
    this.#host = host;
    this.#log.info('HOST_CAME', `${this.name}: a host came`);
    this.#onHost(true);
    host.onPacket = (packet) => this.#controller.receive(packet);
    host.onClose = (error) => {
      this.#log.info('HOST_LEFT', `${this.name}: the host left; the controller is reset`, {
        error,
      });
      this.#detach();
    };
    this.#controller.onPacket = (packet) => {
      host.send(packet);
      if (stream.waiting > MAX_WAITING) this.#dismiss(host);
    };
  }

  /** Nothing may wait for ever in memory. */
  #dismiss(host: H4Transport): void {
    this.#log.warn('HOST_DISMISSED', `${this.name}: its host reads nothing, and was turned away`);
    this.#detach();
    void host.close();
  }

  #detach(): void {
    this.#host = undefined;
    this.#controller.onPacket = undefined;
    this.#controller.receive(commandPacket(reset, {}));
    this.#onHost(false);
  }
}

function listen(server: Server, place: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(place, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error && REASONS[String(error.code)]) || error.message;
}
