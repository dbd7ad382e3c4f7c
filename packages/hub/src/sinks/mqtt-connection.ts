// One connection to a broker, from the first attempt to its end. It does not come back: who wants
// that makes a new one, and so nothing of an old one lingers.

import { Socket } from 'node:net';
import mqtt, { type IClientOptions, MqttClient } from 'mqtt';
import type { MqttSettings } from './mqtt-settings.ts';
import type { Outgoing } from './outbox.ts';

/** `lost`: the connection ended first, and nobody knows whether the broker has the message. */
export type Outcome = 'taken' | 'refused' | 'lost';

/** What becomes of a connection. */
export interface ConnectionEvents {
  /** @param window how many messages may be under way at once, as far as the broker says. */
  onOpen(window: number): void;
  /** Something came on a topic that was subscribed to. Bytes that are no UTF-8 come as U+FFFD. */
  onMessage(topic: string, payload: string, isRetained: boolean): void;
  /** Called once, and last. The cause is absent when the other side just closed. */
  onEnd(cause: unknown): void;
}

/** What the broker tells everybody when we are gone without a goodbye. */
export interface LastWill {
  readonly topic: string;
  readonly payload: string;
}

/** A version of MQTT, and its number on the wire. */
const VERSIONS = { '3.1.1': 4, '5': 5 } as const;
export type MqttVersion = keyof typeof VERSIONS;

/** What a broker grants when it grants nothing. MQTT 3.1.1, 3.9.3. */
const REFUSED_QOS = 0x80;

/** Sends at QoS 1 only: some brokers hang up on QoS 2, and QoS 0 loses things. */
export class MqttConnection {
  readonly #client: MqttClient;
  #cause: unknown;
  /** From here on the client is not to be used: it throws where its stores are closed. */
  #isOver = false;
  #hasEnded = false;

  /** @throws {Error} what Node's TLS finds wrong with the settings before it tries. */
  constructor(
    settings: MqttSettings,
    version: MqttVersion,
    will: LastWill,
    events: ConnectionEvents,
  ) {
    const options = clientOptions(settings, version, will);
    const { open } = settings;
    this.#client = open ? new MqttClient(open, options) : mqtt.connect(options);
    this.#client.on('connect', ({ properties }) => {
      // It comes late, and even when an error came between the broker's word and this one.
      if (this.#isOver) return;
      // Presses go out at once, not when a segment is full.
      if (this.#client.stream instanceof Socket) this.#client.stream.setNoDelay();
      events.onOpen(properties?.receiveMaximum ?? Number.POSITIVE_INFINITY);
    });
    this.#client.on('message', (topic, payload, { retain }) => {
      if (!this.#isOver) events.onMessage(topic, payload.toString(), retain);
    });
    // MQTT 5 only: the broker says why it hangs up.
    this.#client.on('disconnect', ({ reasonCode }) => {
      this.#cause ??= Object.assign(new Error('disconnected by the broker'), { code: reasonCode });
    });
    this.#client.on('error', (error) => {
      this.#cause ??= error;
      this.destroy();
    });
    this.#client.on('close', () => {
      if (this.#hasEnded) return;
      this.#hasEnded = true;
      // Tells everyone who waits for an acknowledgement that none will come.
      this.destroy();
      events.onEnd(this.#cause);
    });
  }

  /** `settled` is called once, later. */
  publish(message: Outgoing, settled: (outcome: Outcome) => void): void {
    if (this.#isOver) {
      queueMicrotask(() => settled('lost'));
      return;
    }
    const { topic, payload, isRetained } = message;
    this.#client.publish(topic, payload, { qos: 1, retain: isRetained }, (error) => {
      // Only a PUBACK of MQTT 5 brings a number; all else is the end of the connection.
      const isRefusal = error && 'code' in error && typeof error.code === 'number';
      settled(isRefusal ? 'refused' : error ? 'lost' : 'taken');
    });
  }

  /**
   * Asks for messages at QoS 0, so that none comes twice. `settled` is called once, later, and not at
   * all where the connection ends first.
   */
  subscribe(filter: string, settled: (isGranted: boolean) => void): void {
    if (this.#isOver) return;
    this.#client.subscribe(filter, { qos: 0 }, (error, granted) => {
      if (this.#isOver) return;
      settled(!error && (granted ?? []).every(({ qos }) => qos < REFUSED_QOS));
    });
  }

  /** Asks for no more of these. */
  unsubscribe(filter: string): void {
    if (!this.#isOver) this.#client.unsubscribe(filter);
  }

  /** Says goodbye, so that the will is not sent, and waits for the other side to close. */
  end(): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      this.#client.end(false, () => resolve());
    });
  }

  /** Hangs up. */
  destroy(): void {
    this.#isOver = true;
    this.#client.end(true);
  }
}

function clientOptions(
  settings: MqttSettings,
  version: MqttVersion,
  will: LastWill,
): IClientOptions {
  const { username, password } = settings;
  return {
    protocol: settings.isSecure ? 'mqtts' : 'mqtt',
    host: settings.host,
    port: settings.port,
    protocolVersion: VERSIONS[version],
    clientId: settings.clientId,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    clean: true,
    keepalive: settings.keepaliveSeconds,
    connectTimeout: settings.connectTimeoutMs,
    reconnectPeriod: 0,
    timerVariant: 'native',
    // Packet numbers are written when they are needed, not made beforehand: all of them take 7 MB.
    writeCache: false,
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true },
    ...(settings.isSecure && tlsOptions(settings)),
  };
}

function tlsOptions({ tls: { ca, cert, key, servername, verify } }: MqttSettings): IClientOptions {
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(servername !== undefined && { servername }),
    rejectUnauthorized: verify ?? true,
  };
}
