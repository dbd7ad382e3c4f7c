// The other side of MQTT, for tests: a client that sees everything, and a line that can be cut.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import mqtt, { type MqttClient } from 'mqtt';
import { Waiting } from './waiting.contract.ts';

interface Message {
  readonly topic: string;
  readonly payload: string;
  /** Whether the broker had kept it. */
  readonly isKept: boolean;
}

/** Somebody who listens. */
export class Watcher implements AsyncDisposable {
  readonly messages: Message[] = [];
  readonly #client: MqttClient;
  readonly #waiting = new Waiting();

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on('message', (topic, payload, { retain }) => {
      this.messages.push({ topic, payload: payload.toString(), isKept: retain });
      this.#waiting.check();
    });
  }

  /**
   * @param qos 0 for one who says nothing: however late it comes to it, it reads all that was sent before a
   * broker went away. Whoever acknowledges is told of an error then, and stops.
   */
  static async on(
    url: string,
    login: mqtt.IClientOptions = {},
    filter = 'bluebell/#',
    qos: 0 | 1 = 1,
  ): Promise<Watcher> {
    const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...login });
    const watcher = new Watcher(client);
    await client.subscribeAsync(filter, { qos });
    return watcher;
  }

  /** Sends a message; settles when the broker has it. */
  async say(topic: string, payload: string, retain = false): Promise<void> {
    await this.#client.publishAsync(topic, payload, { qos: 1, retain });
  }

  /** What came on a topic, as it came. */
  texts(wanted: string): readonly string[] {
    return this.messages.filter(({ topic }) => topic === wanted).map(({ payload }) => payload);
  }

  /** What came on a topic, read as JSON. */
  on(wanted: string): readonly unknown[] {
    const here = this.messages.filter(({ topic, payload }) => topic === wanted && payload !== '');
    return here.map(({ payload }) => JSON.parse(payload));
  }

  /**
   * Waits until the messages so far are as they should be; throws when they are not in a long time.
   *
   * @param lacking what is not there yet, for the message. Default: the condition, as it is written.
   */
  until(isSo: () => boolean, lacking: () => string = () => isSo.toString()): Promise<void> {
    return this.#waiting.until(isSo, () => {
      const line = this.#client.connected ? 'still connected' : 'no longer connected';
      const last = this.messages.slice(-5).map(({ topic, payload }) => `${topic} ${payload}`);
      return [lacking(), `${line}, heard last:`, ...last].join('\n');
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }
}

/** A line to a broker that can be cut, and stay so. */
export class Line implements AsyncDisposable {
  /** Whether it takes connections. */
  isUp = true;
  readonly #server = createServer((near) => this.#join(near));
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();

  private constructor(target: URL) {
    this.#target = target;
  }

  static async to(url: string): Promise<Line> {
    const line = new Line(new URL(url));
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get url(): string {
    // The cast holds: a server that listens on TCP has such an address.
    return `mqtt://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Both ends lose each other, without a goodbye. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(near: Socket): void {
    if (!this.isUp) {
      near.destroy();
      return;
    }
    const far = connect(Number(this.#target.port), this.#target.hostname);
    near.pipe(far).pipe(near);
    this.#hold(near, far);
    this.#hold(far, near);
  }

  #hold(end: Socket, other: Socket): void {
    this.#sockets.add(end);
    end.on('error', () => {});
    end.on('close', () => {
      this.#sockets.delete(end);
      other.destroy();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
