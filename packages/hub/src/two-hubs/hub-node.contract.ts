// One hub with all that it needs to speak to Home Assistant, that can be killed and started again.

import { type Cancel, type Clock, TransportError } from '@bluebell/ble/core';
import { BindKey } from '@bluebell/sensors';
import { SeededRandom, type SimulatedHome, type Spot } from '@bluebell/sensors/virtual';
import { presenceOf } from '../cluster/bus.ts';
import { Cluster } from '../cluster/cluster.ts';
import { Hub } from '../hub.ts';
import { HomeAssistantSink } from '../sinks/home-assistant/index.ts';
import { MqttSink } from '../sinks/mqtt.ts';
import { MqttLink } from '../sinks/mqtt-link.ts';
import type { MqttSinkOptions } from '../sinks/mqtt-settings.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { TopicNames } from '../sinks/topic-names.ts';
import { MemoryState } from '../store/memory-state.contract.ts';
import { KeptRadio } from '../watch/kept-radio.ts';
import { type AirRadio, configuredIn, type HomeAir } from './home-air.contract.ts';

export const BASE = 'bluebell';

/** The way of one client to a broker. */
export type WayToBroker = Pick<MqttSinkOptions, 'url' | 'open'>;

/** Short, so that phones leave within the hour. */
const AWAY_AFTER_MS = 300_000;

/** Where it is, and what it is called. */
export interface NodeOptions {
  readonly number: number;
  readonly name: string;
  readonly at: Spot;
}

/** A hub, its disk, and its radio. */
export class HubNode {
  readonly id: string;
  readonly name: string;
  readonly log = new ReadableLog();
  readonly #options: NodeOptions;
  readonly #clock: Clock;
  readonly #way: (client: string) => WayToBroker;
  readonly #air: HomeAir;
  readonly #disk = new MemoryState();
  #radio: AirRadio | undefined;
  #isPluggedIn = true;
  #life: Life | undefined;
  #starts = 0;
  hub: Hub | undefined;
  cluster: Cluster | undefined;
  #link: MqttLink | undefined;

  /** @param way of a client to the broker, by its id. */
  constructor(
    clock: Clock,
    way: (client: string) => WayToBroker,
    air: HomeAir,
    options: NodeOptions,
  ) {
    this.#clock = clock;
    this.#way = way;
    this.#air = air;
    this.#options = options;
    this.name = options.name;
    this.id = options.number.toString(16).padStart(12, '0');
  }

  /** Whether what this radio hears reaches a hub that lives. */
  hears(radio: AirRadio): boolean {
    return this.#life !== undefined && radio === this.#radio;
  }

  /** Starts the program, with what its disk remembers. */
  async start(): Promise<void> {
    const life = new Life(this.#clock);
    this.#life = life;
    const random = new SeededRandom(100 * this.#options.number + this.#starts++);
    const { home } = this.#air;
    const { sensors, phones, ids } = configuredIn(home);
    const { log } = this;
    const radio = new KeptRadio(this.name, async () => this.#openRadio(), { clock: life, log });
    await radio.start();
    const hub = new Hub({
      radios: [radio],
      devices: sensors.map(({ address, name }) => ({ address, name })),
      keys: keysOf(home),
      phones: phones.map(({ address, name, irk }) => {
        return { address, name, irk, awayAfterMs: AWAY_AFTER_MS };
      }),
      ignored: new Set(),
      discovered: 100,
      store: this.#disk,
      clock: life,
      log,
    });
    const presence = presenceOf(BASE, this.id);
    const link = new MqttLink(
      {
        ...this.#way(this.id),
        clientId: this.id,
        base: BASE,
        backoff: { firstMs: 1_000, longestMs: 10_000 },
        waiting: { eventAgeMs: 3_600_000 },
      },
      { ...presence, offline: () => (this.cluster?.isAlone ? presence.offline : undefined) },
      { log, clock: life, random: () => random.next() },
    );
    const cluster = new Cluster(link, {
      hubId: this.id,
      name: this.name,
      version: '1.0.0',
      base: BASE,
      clock: life,
      log,
      heardHere: () => hub.heardHere(),
      timedValues: (id) => hub.timedValues(id),
      radios: () => (this.#isPluggedIn ? [this.name] : []),
      random: (size) => random.bytes(size),
    });
    hub.join(cluster);
    cluster.onSteps((id, steps) => hub.addDialSteps(id, steps));
    cluster.onDialSum((id, sum) => hub.setDialSum(id, sum));
    cluster.onValues((id, values) => hub.borrow(id, values));
    const names = new TopicNames();
    const mqtt = new MqttSink(link, {
      clock: life,
      names,
      hubId: this.id,
      ownership: cluster,
      memory: this.#disk,
    });
    const homeAssistant = new HomeAssistantSink(
      link,
      {
        prefix: 'homeassistant',
        statusTopic: 'homeassistant/status',
        statusOnline: 'online',
        hasTriggers: false,
        base: BASE,
        hubId: this.id,
        version: '1.0.0',
        topicOf: (device) => `${BASE}/${names.topicOf(device)}`,
      },
      {
        clock: life,
        log,
        ownership: cluster,
        knows: (id) => hub.device(id) !== undefined || ids.has(Number.parseInt(id, 16)),
        isWelcome: (id) => ids.has(Number.parseInt(id, 16)),
        isHubOnline: (hubId) => cluster.isHubOnline(hubId),
        areas: () => new Map(),
        tellAgain: (id) => mqtt.tellAgain(id),
        hub: () => ({
          name: this.name,
          startedMs: life.now(),
          isDiscovering: true,
          devices: hub.devices.length,
          adverts: hub.counts.adverts,
          problems: [],
        }),
        receivers: () => [],
        set: {
          deviceOptions: () => Promise.resolve(),
          setDial: () => {},
          setDiscover: () => Promise.resolve(),
          restart: () => {},
        },
      },
    );
    for (const sink of [cluster, mqtt, homeAssistant]) hub.addSink(sink);
    this.hub = hub;
    this.cluster = cluster;
    this.#link = link;
    // A radio that is pulled out of a hub that has ended is nobody's.
    void hub.run().catch(() => {});
  }

  /** Pulls the plug of the computer. */
  kill(): void {
    this.#life?.end();
    this.#life = undefined;
    this.#radio?.break();
    void this.hub?.stop();
  }

  /** Ends the program as its user does. */
  async stop(): Promise<void> {
    await this.hub?.stop();
    await this.#link?.close();
    this.#life?.end();
    this.#life = undefined;
  }

  /** Pulls out the radio, and plugs it in again. */
  unplug(): void {
    this.#isPluggedIn = false;
    this.#radio?.break();
    this.#radio = undefined;
  }

  plugIn(): void {
    this.#isPluggedIn = true;
  }

  #openRadio(): AirRadio {
    if (!this.#isPluggedIn) throw new TransportError(`${this.name}: no radio is plugged in`);
    this.#radio = this.#air.open(this.name, this.#options.at);
    return this.#radio;
  }
}

function keysOf({ devices }: SimulatedHome): ReadonlyMap<number, BindKey> {
  return new Map(devices.flatMap(({ address, key }) => (key ? [[address, new BindKey(key)]] : [])));
}

/** The time of a process: none of its timers fires once it has ended. */
class Life implements Clock {
  readonly #clock: Clock;
  #isOver = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  steady(): number {
    return this.#clock.steady();
  }

  after(delayMs: number, callback: () => void): Cancel {
    return this.#clock.after(delayMs, () => {
      if (!this.#isOver) callback();
    });
  }

  end(): void {
    this.#isOver = true;
  }
}
