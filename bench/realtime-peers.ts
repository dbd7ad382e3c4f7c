// Who takes part in the measurement of real time: a controller on TCP, the program itself, Mosquitto and
// somebody who subscribes.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@bluebell/ble/core';
import { VirtualAir } from '@bluebell/ble/sim';
import { serveController, servedTransport } from '@bluebell/radios';
import mqtt, { type MqttClient } from 'mqtt';

/** The topic of the hub. */
const TOPIC = 'bench';
const SENSOR = `tele/${TOPIC}/SENSOR`;
const LWT = `tele/${TOPIC}/LWT`;
const BARE = `${TOPIC}/bare/`;

/** A controller that hosts reach over TCP; its reports are made here. */
export class Air implements AsyncDisposable {
  readonly name: string;
  readonly #served: ReturnType<typeof servedTransport>;
  readonly #close: () => Promise<void>;

  private constructor(
    name: string,
    served: ReturnType<typeof servedTransport>,
    close: () => Promise<void>,
  ) {
    this.name = name;
    this.#served = served;
    this.#close = close;
  }

  static async open(): Promise<Air> {
    const air = new VirtualAir({ clock: systemClock, seed: 1 });
    const controller = air.addController({ address: 0x3c2ef5000101, at: { x: 0, y: 0, z: 0 } });
    const served = servedTransport(controller.transport());
    const listener = await serveController('tcp:127.0.0.1:0', served);
    return new Air(listener.name, served, async () => {
      await listener.close();
      air.close();
    });
  }

  send(packet: Uint8Array): void {
    this.#served.onPacket?.(packet);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }
}

/** The program, as a user starts it. */
export class HubProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #folder: string;
  said = '';

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
  }

  static async start(radio: string, brokerUrl: string): Promise<HubProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'bluebell-bench-'));
    const main = fileURLToPath(new URL('../packages/hub/src/main.ts', import.meta.url));
    const args = [...process.execArgv, main, 'run', '--data', folder, '--radio', radio];
    const env = {
      ...process.env,
      BLUEBELL_MQTT__URL: brokerUrl,
      BLUEBELL_TASMOTA__TOPIC: TOPIC,
      BLUEBELL_WEB__ENABLED: 'false',
    };
    const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe'];
    return new HubProcess(spawn(process.execPath, args, { env, stdio }), folder);
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#child);
    await rm(this.#folder, { recursive: true });
  }
}

/** Mosquitto on a free port, which sends small packets at once. */
export class Broker implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, child: ChildProcess, folder: string) {
    this.url = url;
    this.#child = child;
    this.#folder = folder;
  }

  static async start(): Promise<Broker> {
    const port = await freePort();
    const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };
    const folder = await mkdtemp(join(tmpdir(), 'bluebell-bench-'));
    const file = join(folder, 'mosquitto.conf');
    const lines = [`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'set_tcp_nodelay true'];
    // Started by root it becomes a user who cannot read this folder, unless told not to.
    if (process.getuid?.() === 0) lines.push('user root');
    await writeFile(file, `${lines.join('\n')}\n`);
    const child = spawn('mosquitto', ['-c', file], { env, stdio: 'ignore' });
    await Promise.race([
      listening(port),
      once(child, 'error').then(([error]) => {
        throw new Error('this bench needs mosquitto: see mosquitto.org', { cause: error });
      }),
    ]);
    return new Broker(`mqtt://127.0.0.1:${port}`, child, folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#child);
    await rm(this.#folder, { recursive: true });
  }
}

/** Tells when messages come. */
export class Subscriber implements AsyncDisposable {
  /** Settles once the hub says that it is there. */
  readonly online: Promise<void>;
  onPress: (id: number) => void = () => {};
  onBare: (id: number) => void = () => {};
  readonly #client: MqttClient;

  private constructor(client: MqttClient) {
    this.#client = client;
    this.online = new Promise((resolve) => {
      client.on('message', (topic, payload) => {
        if (topic === LWT && payload.toString() === 'Online') resolve();
        if (topic.startsWith(BARE)) this.onBare(Number(topic.slice(BARE.length)));
        if (topic !== SENSOR) return;
        const [, id] = /"Button(\d+)"/.exec(payload.toString()) ?? [];
        if (id !== undefined) this.onPress(Number(id));
      });
    });
  }

  static async on(url: string): Promise<Subscriber> {
    const client = await mqtt.connectAsync(url, { reconnectPeriod: 0 });
    if (client.stream instanceof Socket) client.stream.setNoDelay();
    const subscriber = new Subscriber(client);
    await client.subscribeAsync([SENSOR, `${BARE}#`, LWT], { qos: 1 });
    return subscriber;
  }

  /** A bare publish, which comes back by its number. */
  publish(id: number, payload: string): void {
    this.#client.publish(BARE + id, payload, { qos: 1 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The cast holds: a server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until somebody listens on a port. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = new Socket();
    const isThere = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.connect(port, '127.0.0.1');
    });
    socket.destroy();
    if (isThere) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
