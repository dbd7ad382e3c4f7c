// How soon a press of a button is an MQTT message at a subscriber, while 2,000 adverts a second come in:
// the whole program in a process of its own, between a controller on TCP and Mosquitto.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@bluebell/ble/core';
import { VirtualAir } from '@bluebell/ble/sim';
import { serveController, servedTransport } from '@bluebell/radios';
import mqtt, { type MqttClient } from 'mqtt';
import type { Figure } from './harness.ts';
import { dataOf, reportPacket } from './vector-lines.ts';

const ADVERTS_A_SECOND = 2_000;
const TICK_MS = 5;
const THERMOMETERS = 200;
/** One advert in so many is a press. */
const PRESS_EVERY = 80;
const WARM_UP_S = 5;
const MEASURED_S = 15;
/** How much longer than a bare publish an advert may take, at the 99th percentile. */
const AT_MOST = 5;

/** Its frames hold the number of the button, which tells one press from the next. */
const REMOTE = 'F82441000001';
const BARE = 'bench/bare/';
/** As many presses can be told apart. */
const IDS = 256;
const SENSOR = 'tele/bench/SENSOR';
/** What a press becomes, for the bare publish to be of the same size. */
const PAYLOAD =
  '{"Time":"2025-01-10T12:00:00","YLAI003-000001":{"Button100":1,"RSSI":-60,"MAC":"F82441000001"}}';

export default async function realtime(): Promise<readonly Figure[]> {
  await using broker = await Broker.start();
  await using air = await Air.open();
  await using hub = await HubProcess.start(air.name, broker.url);
  await using subscriber = await Subscriber.on(broker.url);
  await subscriber.online;
  await run(air, subscriber, WARM_UP_S);
  const { sent, presses, bare } = await run(air, subscriber, MEASURED_S);
  if (hub.hasEnded) throw new Error(`the hub ended:\n${hub.said}`);
  const [ours, theirs] = [percentile(presses, 0.99), percentile(bare, 0.99)];
  return [
    { name: 'presses heard and not delivered', value: sent - presses.length, unit: '', atMost: 0 },
    { name: 'advert to subscriber, median', value: percentile(presses, 0.5), unit: 'ms' },
    { name: 'bare publish to subscriber, median', value: percentile(bare, 0.5), unit: 'ms' },
    { name: 'advert to subscriber, p99', value: ours, unit: 'ms' },
    { name: 'bare publish to subscriber, p99', value: theirs, unit: 'ms' },
    { name: 'p99, times a bare publish', value: ours / theirs, unit: '×', atMost: AT_MOST },
  ];
}

/** Latencies in milliseconds, and how many presses were sent. */
interface Round {
  readonly sent: number;
  readonly presses: readonly number[];
  readonly bare: readonly number[];
}

/** Adverts at the full rate; between two presses, a bare publish. */
async function run(air: Air, subscriber: Subscriber, seconds: number): Promise<Round> {
  const presses = new Latencies();
  const bare = new Latencies();
  subscriber.onPress = (id) => presses.end(id);
  subscriber.onBare = (id) => bare.end(id);
  const startMs = performance.now();
  const all = seconds * ADVERTS_A_SECOND;
  for (let sent = 0; sent < all; ) {
    await tick();
    const dueMs = performance.now() - startMs;
    const due = Math.min((dueMs / 1_000) * ADVERTS_A_SECOND, all);
    for (; sent < due; sent++) {
      const id = Math.floor(sent / PRESS_EVERY) % IDS;
      const isPress = sent % PRESS_EVERY === 0;
      air.send(isPress ? press(id) : climate(sent));
      if (isPress) presses.begin(id);
      if (sent % PRESS_EVERY === PRESS_EVERY / 2) {
        bare.begin(id);
        subscriber.publish(BARE + id, PAYLOAD);
      }
    }
  }
  for (let waits = 0; waits < 600 && presses.waiting + bare.waiting > 0; waits++) await tick();
  return { sent: all / PRESS_EVERY, presses: presses.taken, bare: bare.taken };
}

/** What is under way, by number, and how long each took. */
class Latencies {
  readonly taken: number[] = [];
  readonly #begun = new Map<number, number>();

  get waiting(): number {
    return this.#begun.size;
  }

  begin(id: number): void {
    this.#begun.set(id, performance.now());
  }

  end(id: number): void {
    const begunMs = this.#begun.get(id);
    this.#begun.delete(id);
    if (begunMs !== undefined) this.taken.push(performance.now() - begunMs);
  }
}

function tick(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, TICK_MS);
  });
}

/** A new reading of one of many thermometers. */
function climate(count: number): Uint8Array {
  const address = `A4C138${hex(count % THERMOMETERS, 3)}`;
  const counter = hex(Math.floor(count / THERMOMETERS) % 256, 1);
  const tenths = hexLe(200 + (count % 50));
  return advert(address, `50505b05${counter}${reversed(address)}0d1004${tenths}e301`);
}

let pressCount = 0;

/** The counter goes on from round to round: a frame that comes again is no press. */
function press(button: number): Uint8Array {
  pressCount = (pressCount + 1) % 256;
  return advert(
    REMOTE,
    `5050bf07${hex(pressCount, 1)}${reversed(REMOTE)}011003${hex(button, 1)}0000`,
  );
}

function advert(digits: string, frame: string): Uint8Array {
  return reportPacket((digits.match(/../g) ?? []).join(':'), dataOf({ fe95: frame }), -60);
}

function hex(value: number, bytes: number): string {
  return value
    .toString(16)
    .padStart(2 * bytes, '0')
    .toUpperCase();
}

function hexLe(value: number): string {
  return reversed(hex(value, 2));
}

function reversed(digits: string): string {
  return (digits.match(/../g) ?? []).toReversed().join('');
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** A controller that hosts reach over TCP; its reports are made here. */
class Air implements AsyncDisposable {
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
class HubProcess implements AsyncDisposable {
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
      BLUEBELL_TASMOTA__TOPIC: 'bench',
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

/** Mosquitto on a free port. */
class Broker implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(): Promise<Broker> {
    const port = await freePort();
    const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };
    const child = spawn('mosquitto', ['-p', String(port)], { env, stdio: 'ignore' });
    await Promise.race([
      listening(port),
      once(child, 'error').then(([error]) => {
        throw new Error('this bench needs mosquitto: see mosquitto.org', { cause: error });
      }),
    ]);
    return new Broker(`mqtt://127.0.0.1:${port}`, child);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return end(this.#child);
  }
}

/** Tells when messages come. */
class Subscriber implements AsyncDisposable {
  /** Settles once the hub says that it is there. */
  readonly online: Promise<void>;
  onPress: (id: number) => void = () => {};
  onBare: (id: number) => void = () => {};
  readonly #client: MqttClient;

  private constructor(client: MqttClient) {
    this.#client = client;
    this.online = new Promise((resolve) => {
      client.on('message', (topic, payload) => {
        if (topic === 'tele/bench/LWT' && payload.toString() === 'Online') resolve();
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
    await client.subscribeAsync([SENSOR, `${BARE}#`, 'tele/bench/LWT'], { qos: 1 });
    return subscriber;
  }

  publish(topic: string, payload: string): void {
    this.#client.publish(topic, payload, { qos: 1 });
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
    await tick();
  }
}
