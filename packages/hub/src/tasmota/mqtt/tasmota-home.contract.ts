// A hub that speaks as Tasmota does, for tests: adverts go in, the messages it would publish come out.

import { VirtualClock } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { type Heard, serviceAdvert, TestRadio } from '../../air.contract.ts';
import { startCommands } from '../../commands/index.ts';
import { Hub } from '../../hub.ts';
import { ReadableLog } from '../../sinks/readable-log.contract.ts';
import { TasmotaSink } from '../../sinks/tasmota.ts';
import type { TasmotaSinkOptions } from '../../sinks/tasmota-parts.ts';
import { mi32Ports } from '../config/command-ports.ts';
import { forgetfulMi32State } from '../config/mi32-state.ts';
import type { Mi32Setup } from '../mi32.ts';
import { FRESH } from '../settings/fresh-settings.contract.ts';
import type { TasmotaSettings } from '../settings/settings.ts';
import { identityFor } from '../tasmota-identity.ts';
import type { Machine } from './state-message.ts';

/** When these tests begin: noon, wherever they run. */
export const NOON_MS = new Date(2025, 0, 10, 12).getTime();
export const NOON = '2025-01-10T12:00:00';

/** Settings for tests: what commands would change, they change. */
export class TestSettings {
  values: TasmotaSettings;
  readonly defaults = FRESH;
  readonly #listeners: ((changed: Partial<TasmotaSettings>) => void)[] = [];

  constructor(changes: Partial<TasmotaSettings> = {}) {
    this.values = { ...FRESH, ...changes };
  }

  onChange(listener: (changed: Partial<TasmotaSettings>) => void): void {
    this.#listeners.push(listener);
  }

  change(changed: Partial<TasmotaSettings>): void {
    this.values = { ...this.values, ...changed };
    for (const listener of this.#listeners) listener(changed);
  }
}

/** A machine that never changes. */
export const MACHINE: Machine = {
  version: '1.2.3',
  hostName: 'attic',
  ipAddress: '192.0.2.7',
  startedMs: NOON_MS - 914_000,
  heapKb: 40_000,
  loadPercent: 3,
};

export const IDENTITY = identityFor('a4c138a1b2c3');

/** How a home differs from a fresh one. */
export interface HomeOptions extends Partial<TasmotaSinkOptions> {
  readonly settings?: Partial<TasmotaSettings>;
  readonly mi32?: Partial<Mi32Setup>;
}

/** A message that was published, or would have been. */
export interface HeardMessage {
  readonly json: string;
  readonly isTele: boolean;
}

/** A hub, its radio, and what it says. Without `mqtt` nothing leaves it. */
export class TasmotaHome implements AsyncDisposable {
  readonly clock = new VirtualClock(NOON_MS);
  readonly log = new ReadableLog();
  readonly settings: TestSettings;
  readonly hub: Hub;
  readonly sink: TasmotaSink;
  readonly messages: HeardMessage[] = [];
  readonly #radio = new TestRadio();
  readonly #running: Promise<void>;

  constructor(options: HomeOptions = {}) {
    const { settings = {}, mi32 = {}, ...rest } = options;
    this.settings = new TestSettings(settings);
    const { clock, log } = this;
    this.hub = new Hub({
      radios: [this.#radio],
      devices: [],
      keys: new Map(),
      phones: [],
      ignored: new Set(),
      discovered: 32,
      mi32: { ...EMPTY_LIST, memory: forgetfulMi32State(), ...mi32 },
      clock,
      log,
    });
    const { mi32: driver } = this.hub;
    if (!driver) throw new Error('a hub that was given a list has one');
    this.sink = new TasmotaSink(
      {
        mqtt: undefined,
        prefixes: { cmnd: 'cmnd', stat: 'stat', tele: 'tele' },
        discovery: true,
        flushAll: false,
        ...rest,
      },
      {
        identity: IDENTITY,
        machine: MACHINE,
        list: driver.list,
        options: driver.options,
        settings: this.settings,
        relays: driver.relays,
        clock,
        log,
        random: () => 0.5,
      },
    );
    const { dispatcher, rules } = startCommands({
      ports: {
        ...mi32Ports(driver, log),
        mqtt: this.sink,
        status: this.sink,
        system: { ...MACHINE, mac: IDENTITY.address, broker: undefined, restart: () => {} },
      },
      store: this.settings,
      clock,
      log,
      answered: (answer) => this.sink.publishAnswer(answer),
    });
    this.sink.attach({
      run: ({ name, payload }) => dispatcher.run(name, payload),
      heard: (json, isTele) => {
        this.messages.push({ json, isTele });
        rules.onMessage(json, isTele);
      },
      link: (state) => rules.onMqtt(state),
    });
    this.hub.addSink(this.sink);
    this.#running = this.hub.run();
  }

  /** `MI32Option<n> 0|1` */
  setOption(option: 0 | 1 | 2 | 3 | 4 | 5, isOn: boolean): void {
    this.hub.mi32?.options.set(option, isOn);
  }

  /** Adverts are heard, one after the other. */
  async hear(...adverts: readonly Advert[]): Promise<void> {
    for (const advert of adverts) {
      this.#radio.hear(advert);
      await this.clock.advance(0);
    }
  }

  /** What was published because something happened. */
  get realTime(): readonly string[] {
    return this.messages.filter(({ isTele }) => !isTele).map(({ json }) => json);
  }

  /** What was published at the tele period. */
  get tele(): readonly string[] {
    return this.messages.filter(({ isTele }) => isTele).map(({ json }) => json);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hub.stop();
    await this.#running;
  }
}

const EMPTY_LIST: Omit<Mi32Setup, 'memory'> = {
  entries: [],
  phones: [],
  ring: new Map(),
  keys: new Map(),
  names: new Map(),
  options: {
    isVolatile: true,
    isOption3Turned: false,
    addsSensors: true,
    onTrouble: (error) => {
      throw error;
    },
  },
  tracked: 0,
  write: async () => {},
  relays: [],
};

/** A plain MiBeacon of version 5 that holds its address, and the hex of some objects. */
export function miBeacon(
  pid: number,
  counter: number,
  objects: string,
  { from = 'A4:C1:38:A1:B2:C3', ...heard }: Heard = {},
): Advert {
  const address = from.split(':').toReversed().join('');
  const frame = `5050${hexOf(pid)}${counter.toString(16).padStart(2, '0')}${address}${objects}`;
  return serviceAdvert(0xfe95, frame, { from, ...heard });
}

/** 16 bits, as they stand on the air. */
function hexOf(number: number): string {
  const hex = number.toString(16).padStart(4, '0');
  return hex.slice(2) + hex.slice(0, 2);
}
