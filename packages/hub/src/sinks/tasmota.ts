// Speaks MQTT as Tasmota does: SENSOR and STATE at the tele period, SENSOR at once where something
// happened, commands and their answers, and Tasmota's own discovery. Beside our own topics.

import type { Cancel, Log } from '@bluebell/ble/core';
import type { Device, Update } from '../state/device.ts';
import { CommandInbox, type CommandMessage } from '../tasmota/mqtt/command-inbox.ts';
import { discoveryConfig, discoverySensors, discoveryTopic } from '../tasmota/mqtt/discovery.ts';
import { forgotten, isRetained } from '../tasmota/mqtt/retained.ts';
import { infoMessages, stateMessage } from '../tasmota/mqtt/state-message.ts';
import { Telemetry } from '../tasmota/mqtt/telemetry.ts';
import { Topics } from '../tasmota/mqtt/topics.ts';
import { powerName } from '../tasmota/relays/relay.ts';
import type { TasmotaSettings } from '../tasmota/settings/settings.ts';
import { MqttLink } from './mqtt-link.ts';
import type { OnMessage, Subscription } from './mqtt-link-parts.ts';
import type { Sink } from './sink.ts';
import type {
  CommandAnswer,
  TasmotaEars,
  TasmotaSinkOptions,
  TasmotaSinkParts,
} from './tasmota-parts.ts';

/** The first telemetry follows so soon on the first connection. */
const FIRST_TELE_MS = 10_000;

/** Commands that run at once at most: whoever floods the broker is not served any faster. */
const COMMANDS_UNDER_WAY = 64;

const FLOOD = `more than ${COMMANDS_UNDER_WAY} commands at once on MQTT: those beyond are not done`;

/** The sink. */
export class TasmotaSink implements Sink {
  readonly name = 'tasmota';
  readonly isShared = true;
  readonly #options: TasmotaSinkOptions;
  #isDiscovered: boolean;
  readonly #parts: TasmotaSinkParts;
  readonly #telemetry: Telemetry;
  readonly #inbox: CommandInbox;
  readonly #subscriptions: Subscription[] = [];
  readonly #log: Log;
  #topics: Topics;
  #link: MqttLink | undefined;
  #ears: TasmotaEars = {};
  #cancelTele: Cancel = () => {};
  #connectionsBefore = 0;
  #commandsUnderWay = 0;
  #isFlooded = false;
  #isClosed = false;

  /** @throws {UsageError} a setting that can never work, named. */
  constructor(options: TasmotaSinkOptions, parts: TasmotaSinkParts) {
    this.#options = options;
    this.#isDiscovered = options.discovery;
    this.#parts = parts;
    this.#log = parts.log;
    this.#inbox = new CommandInbox(parts.log);
    this.#telemetry = new Telemetry({ ...parts, flushesAll: options.flushAll });
    this.#topics = this.#topicsNow();
    this.#link = this.#openLink();
    this.#announce();
    parts.list.onPayload((address) => this.#tell(this.#telemetry.takePayload(address)));
    parts.settings.onChange((changed) => this.#changed(changed));
    for (const [index, relay] of parts.relays.entries()) {
      relay.onChange((isOn) => this.#switched(index + 1, isOn));
    }
    this.#waitForTele(FIRST_TELE_MS);
  }

  /** Whether the broker is there. */
  get isConnected(): boolean {
    return this.#link?.isConnected ?? false;
  }

  /** How often the broker let us in. */
  get connections(): number {
    return this.#connectionsBefore + (this.#link?.connections ?? 0);
  }

  /** Hands over those who run commands and rules: they are made later than this. */
  attach(ears: TasmotaEars): void {
    this.#ears = ears;
  }

  update(update: Update): void {
    this.#tell(this.#telemetry.take(update));
  }

  forget(device: Device): void {
    this.#telemetry.forget(device);
    this.#announceSensors();
  }

  /** Whether Tasmota's own discovery is published from now on; where not, it is taken back. */
  set isDiscovered(isDiscovered: boolean) {
    this.#isDiscovered = isDiscovered;
    this.#announce();
  }

  /** Whether a message of the moment tells what waits of other sensors too, from now on. */
  set flushesAll(flushesAll: boolean) {
    this.#telemetry.flushesAll = flushesAll;
  }

  /** Any message; for `Publish` and for relays elsewhere. */
  publish(topic: string, payload: string, isRetained = false): void {
    this.#link?.addEvent(topic, payload, { isRetained });
  }

  /** Hears what others say, on every connection to come. */
  subscribe(filter: string, onMessage: OnMessage): void {
    this.#subscriptions.push({ filter, onMessage });
    this.#link?.subscribe(filter, onMessage);
  }

  /** Publishes one message of an answer, where Tasmota would. */
  publishAnswer({ topic, json }: CommandAnswer): void {
    const isKept = isRetained(topic, this.#parts.settings.values);
    this.#link?.addEvent(this.#topics.stat(topic), json, { isRetained: isKept });
  }

  /** The SENSOR message as `Status 8` and `Status 10` have it; what waited counts as told. */
  sensorJson(): string {
    return this.#telemetry.statusMessage();
  }

  stateJson(): string {
    const { clock, machine, relays } = this.#parts;
    return stateMessage({
      timeMs: clock.now(),
      upMs: clock.steady() - machine.startedMs,
      machine,
      connections: this.connections,
      relays,
    });
  }

  /** Sends STATE and SENSOR now, and counts the tele period from here. */
  sendTele(): void {
    const { telePeriodS } = this.#parts.settings.values;
    this.#waitForTele(telePeriodS * 1_000);
    this.#publishTele('STATE', this.stateJson());
    const sensors = this.#telemetry.teleMessage();
    if (sensors !== undefined) this.#publishTele('SENSOR', sensors);
  }

  /** Settles once the broker has all that waits; at once where it is away. */
  drained(): Promise<void> {
    return this.#link?.drained() ?? Promise.resolve();
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTele();
    return this.#link?.close() ?? Promise.resolve();
  }

  #topicsNow(): Topics {
    const { settings, identity } = this.#parts;
    return new Topics(settings.values, this.#options.prefixes, identity.mac);
  }

  #openLink(after?: Promise<void>): MqttLink | undefined {
    const { mqtt } = this.#options;
    if (!mqtt) return undefined;
    const presence = {
      topic: this.#topics.tele('LWT'),
      online: 'Online',
      offline: 'Offline',
    };
    const events = { onOpen: () => this.#opened(), onEnd: () => this.#ears.link?.('Disconnected') };
    const link = new MqttLink(mqtt, presence, this.#parts, events, after);
    for (const filter of this.#topics.commandFilters) {
      link.subscribe(filter, (topic, payload, isRetained) => {
        const command = this.#inbox.take(topic, payload, isRetained);
        if (command) void this.#run(command);
      });
    }
    for (const { filter, onMessage } of this.#subscriptions) link.subscribe(filter, onMessage);
    return link;
  }

  #opened(): void {
    for (const [index, json] of infoMessages(this.#parts.machine, this.#topics).entries()) {
      this.#link?.addEvent(this.#topics.tele(`INFO${index + 1}`), json);
    }
    this.#ears.link?.('Connected');
  }

  /** Stays in the link, which tells it anew on every connection. */
  #announce(): void {
    const { identity, machine, settings, relays } = this.#parts;
    const { prefixes } = this.#options;
    this.#link?.putState(discoveryTopic(identity, 'config'), () =>
      this.#isDiscovered
        ? discoveryConfig({
            identity,
            machine,
            settings: settings.values,
            prefixes,
            relays: relays.length,
          })
        : '',
    );
    this.#announceSensors();
  }

  #announceSensors(): void {
    const topic = discoveryTopic(this.#parts.identity, 'sensors');
    this.#link?.putState(topic, () =>
      this.#isDiscovered ? discoverySensors(this.#telemetry.overview()) : '',
    );
  }

  #tell({ message, isLarger }: { message: string | undefined; isLarger: boolean }): void {
    if (message !== undefined) {
      this.#addTele('SENSOR', message);
      this.#ears.heard?.(message, false);
    }
    if (isLarger && this.#isDiscovered) this.#announceSensors();
  }

  /** What is told at times is of no use later: a broker that is away misses it. */
  #publishTele(what: 'STATE' | 'SENSOR', json: string): void {
    if (this.isConnected) this.#addTele(what, json);
    this.#ears.heard?.(json, true);
  }

  #addTele(what: 'STATE' | 'SENSOR', json: string): void {
    const isKept = isRetained(what, this.#parts.settings.values);
    this.#link?.addEvent(this.#topics.tele(what), json, { isRetained: isKept });
  }

  #waitForTele(delayMs: number): void {
    this.#cancelTele();
    const isOff = this.#parts.settings.values.telePeriodS === 0 || this.#isClosed;
    this.#cancelTele = isOff ? () => {} : this.#parts.clock.after(delayMs, () => this.sendTele());
  }

  async #run(command: CommandMessage): Promise<void> {
    if (!this.#ears.run) return;
    if (this.#commandsUnderWay >= COMMANDS_UNDER_WAY) {
      // Once for each flood: a line for each command would be one too.
      if (!this.#isFlooded) this.#log.warn('TASMOTA_FLOOD', FLOOD);
      this.#isFlooded = true;
      return;
    }
    this.#isFlooded = this.#isFlooded && this.#commandsUnderWay > 0;
    this.#commandsUnderWay++;
    try {
      for (const answer of await this.#ears.run(command)) this.publishAnswer(answer);
    } finally {
      this.#commandsUnderWay--;
    }
  }

  #switched(relay: number, isOn: boolean): void {
    const name = powerName(relay, this.#parts.relays.length);
    this.#link?.addEvent(this.#topics.stat(name), isOn ? 'ON' : 'OFF');
  }

  #changed(changed: Partial<TasmotaSettings>): void {
    const { tele, stat } = forgotten(changed);
    for (const what of tele) this.publish(this.#topics.tele(what), '', true);
    for (const what of stat) this.publish(this.#topics.stat(what), '', true);
    if (changed.telePeriodS !== undefined) this.#waitForTele(changed.telePeriodS * 1_000);
    // Later, so that the answer to the command still goes out where it was asked.
    if (changed.topic !== undefined || changed.fullTopic !== undefined)
      this.#parts.clock.after(0, () => this.#move());
    else if (DISCOVERED.some((name) => changed[name] !== undefined)) this.#announce();
  }

  /** The last will goes with the connection: another topic takes another one. */
  #move(): void {
    if (this.#isClosed) return;
    const old = this.#link;
    this.#connectionsBefore += old?.connections ?? 0;
    this.#topics = this.#topicsNow();
    this.#link = this.#openLink(old?.close());
    this.#announce();
  }
}

/** Settings that stand in discovery. */
const DISCOVERED = ['deviceName', 'isAnsweredByName', 'isFahrenheit'] as const;
