// The hub's own MQTT broker, for users who have none: MQTT 3.1.1, in memory, for this machine.

import { createServer, isIP, type Server, type Socket } from 'node:net';
import { type Clock, type Log, silentLog, sleep, systemClock } from '@bluebell/ble/core';
import { Aedes, type AedesOptions, type Client } from 'aedes';
import { writeToStream } from 'mqtt-packet';
import { isLoopback, listenNear } from './listen.ts';
import { PacketMeter } from './packet-meter.ts';

/** Where to listen. */
export interface BrokerOptions {
  /** Default `127.0.0.1`. It asks nobody for a password: what is not loopback is open to all. */
  readonly host?: string;
  /** Default 1883. When it is taken, one of the next 20 is used, else any; 0 is any at once. */
  readonly port?: number;
  readonly log?: Log;
  readonly clock?: Clock;
}

/** A broker that listens. */
export interface Broker {
  /** Where it really listens, for people and for clients: `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly port: number;
  /** Delivers what it took, closes all clients and lets go of the port. At most 500 ms. */
  close(): Promise<void>;
}

const MAX_CLIENTS = 64;
/** Larger than any discovery message, and small enough to be sent by mistake by every client. */
const MAX_PACKET_BYTES = 256 * 1024;
/** How long `close` waits for messages that are still on their way to subscribers. */
const DELIVERY_MS = 200;
/** And how long for clients to hang up after us: until then they read what is theirs. */
const GOODBYE_MS = 250;

/**
 * Limits that aedes has itself. A `keepaliveLimit` is not among them: it would turn away clients
 * that ask for none, and on one machine the end of a client always shows.
 */
const LIMITS: AedesOptions = {
  /** For a socket that says nothing. */
  connectTimeout: 5_000,
  /** For a subscriber that does not read: what it is owed piles up in memory until then. */
  drainTimeout: 10_000,
  /** Packets that come before the client was let in. */
  queueLimit: 64,
  maxTopicLevels: 20,
};

/**
 * Starts a broker.
 *
 * Whatever bytes a client sends end at most its own connection. There are no sessions that outlast
 * a connection, even if a client asks for one: those of clients that never return would fill memory.
 *
 * @throws {TransportError} it cannot listen on this host, or not on this port.
 */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const { host = '127.0.0.1', port = 1883, log = silentLog, clock = systemClock } = options;
  // Or the bytes of all 65,536 packet numbers would be made beforehand: 7 MB, and a tenth of our start.
  writeToStream.cacheNumbers = false;
  const deliveries = new Deliveries();
  const aedes = await Aedes.createBroker({ ...LIMITS, ...deliveries.hooks, ...noSessions });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay();
    socket.on('close', () => sockets.delete(socket));
    aedes.handle(socket);
    meter(socket);
  });
  server.maxConnections = MAX_CLIENTS;
  logTrouble(aedes, server, log);
  let listening: number;
  try {
    listening = await listenNear(server, { name: 'broker', host, port });
  } catch (error) {
    aedes.close();
    throw error;
  }
  const url = `mqtt://${isIP(host) === 6 ? `[${host}]` : host}:${listening}`;
  announce({ url, host, port: listening, wanted: port }, log);
  return {
    url,
    port: listening,
    async close() {
      const isClosed = new Promise((resolve) => server.close(resolve));
      await deliveries.done(clock);
      for (const socket of sockets) hangUp(socket);
      await within(clock, GOODBYE_MS, isClosed);
      await new Promise<void>((resolve) => {
        aedes.close(resolve);
      });
      for (const socket of sockets) socket.destroy();
      await isClosed;
    },
  };
}

interface Place {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly wanted: number;
}

function announce({ url, host, port, wanted }: Place, log: Log): void {
  if (wanted !== 0 && port !== wanted) {
    log.warn('BROKER_PORT_TAKEN', `port ${wanted} is taken: the MQTT broker uses ${port} instead`);
  }
  if (!isLoopback(host)) {
    log.warn('BROKER_OPEN', `the MQTT broker on ${host} asks nobody for a password`);
  }
  log.info('BROKER_LISTENS', `the MQTT broker listens at ${url}`);
}

/** Ends a client that announces more than it may send, before anybody waits for the rest of it. */
function meter(socket: Socket): void {
  const packets = new PacketMeter(MAX_PACKET_BYTES);
  // Aedes reads on `readable`; this listener sees the same bytes and changes nothing about that.
  socket.on('data', (bytes: Uint8Array) => {
    if (!packets.accepts(bytes)) socket.destroy(new Error('packet too large'));
  });
}

/**
 * Sends what is still to be sent, and says that no more follows. What comes meanwhile is read, since the
 * other side is told of an error where it is not, and may then read no further; and it is not answered.
 */
function hangUp(socket: Socket): void {
  socket.removeAllListeners('readable');
  socket.end();
  socket.resume();
}

/** Waits for something, but not for long. */
async function within(clock: Clock, ms: number, awaited: Promise<unknown>): Promise<void> {
  const timeIsUp = new AbortController();
  const timer = sleep(clock, ms, timeIsUp.signal).catch(() => {});
  await Promise.race([awaited, timer]);
  timeIsUp.abort();
}

function logTrouble(aedes: Aedes, server: Server, log: Log): void {
  const clientTrouble = (client: Client, { message }: Error) => {
    log.debug('BROKER_CLIENT', `the MQTT broker ended a connection: ${message}`, {
      clientId: client.id,
    });
  };
  aedes.on('clientError', clientTrouble);
  aedes.on('connectionError', clientTrouble);
  // Its types do not name this event, which an EventEmitter throws when nobody listens.
  const emitter: NodeJS.EventEmitter = aedes;
  emitter.on('error', (error: Error) => log.error('BROKER_TROUBLE', error.message));
  server.on('error', (error) => {
    if (server.listening) log.error('BROKER_TROUBLE', error.message);
  });
  server.on('drop', () => {
    log.warn('BROKER_FULL', `the MQTT broker has ${MAX_CLIENTS} clients: no more are let in`);
  });
}

const noSessions: AedesOptions = {
  preConnect(_client, packet, done) {
    packet.clean = true;
    done(null, true);
  },
};

/** Counts the messages that were taken and have not yet reached all subscribers. */
class Deliveries {
  #underWay = 0;
  #onDone: () => void = () => {};

  readonly hooks: AedesOptions = {
    authorizePublish: (_client, { topic }, done) => {
      if (topic.startsWith('$SYS/')) return done(new Error('$SYS belongs to the broker'));
      this.#underWay++;
      done(null);
    },
    published: (_packet, client, done) => {
      // What the broker says itself has no client, and was not counted either. Its types miss that.
      const sender: Client | null = client;
      if (sender) this.#underWay--;
      if (this.#underWay === 0) this.#onDone();
      done(null);
    },
  };

  /** Waits for them, but not for long: a subscriber may have stopped reading. */
  done(clock: Clock): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.after(DELIVERY_MS, resolve);
      this.#onDone = () => {
        cancel();
        resolve();
      };
    });
  }
}
