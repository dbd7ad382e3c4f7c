// For tests: a hub with a doctor on a virtual air, and ways to make it and its sensors ill.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from '@bluebell/ble/codec';
import { fromHex, parseAddress, SteppedClock } from '@bluebell/ble/core';
import { adStructures, completeName } from '@bluebell/ble/radio';
import type { Place } from '@bluebell/ble/sim';
import { MODELS, type SensorModel } from '@bluebell/sensors';
import { AirTransmitter, SeededRandom, VirtualSensor } from '@bluebell/sensors/virtual';
import { type Broker, startBroker } from '../broker.ts';
import { findingsText } from '../cli/doctor/findings-text.ts';
import { doctorOf } from '../cli/doctor-from-hub.ts';
import { hubFromConfig } from '../cli/hub-from-config.ts';
import { ConfigFile } from '../config/index.ts';
import type { Hub } from '../hub.ts';
import { MqttSink } from '../sinks/mqtt.ts';
import { MqttLink } from '../sinks/mqtt-link.ts';
import { presenceOn } from '../sinks/mqtt-link-parts.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { TopicNames } from '../sinks/topic-names.ts';
import { ClockWatch } from '../watch/clock-watch.ts';
import { DeafStage, type Trouble } from '../watch/deaf-controller.contract.ts';
import type { Diagnosis } from './diagnose.ts';
import { SeldomTransmitter } from './seldom-transmitter.contract.ts';

export const MINUTE_MS = 60_000;

/** Longer than any stage lasts: on a virtual clock, no broker answers in time. */
const KEEPALIVE_S = 65_535;

const RETRY_MS = 1_000;

/** Where transcripts say that the broker is. */
const BROKER = '127.0.0.1:1883';

/** A sensor of a stage. */
export interface StagedSensor {
  readonly address: string;
  /** One of `MODELS`. Default: a thermometer that does not encrypt. */
  readonly model?: string;
  /** In hex. */
  readonly key?: string;
  /** Default: two metres from the radio. */
  readonly at?: Place;
  /** Speaks no more often than that. */
  readonly everyMs?: number;
}

/** Something that is on the air. */
export interface OnAir {
  move(at: Place): void;
  takeBatteryOut(): void;
}

/** What a doctor said. */
export interface Consultation {
  readonly diagnosis: Diagnosis;
  /** As the command prints it, without colours. */
  readonly text: string;
}

/** Plays on a hub of this configuration, and tidies up. */
export async function onDoctorStage<T>(
  config: string,
  play: (stage: DoctorStage) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bluebell-doctor-'));
  const broker = await startBroker({ port: 0 });
  const stage = await DoctorStage.open(config, folder, broker);
  try {
    return await play(stage);
  } finally {
    await stage.close();
    await broker.close();
    await rm(folder, { recursive: true });
  }
}

/** A home with one radio. */
export class DoctorStage {
  readonly #air: DeafStage;
  readonly #clock: SteppedClock;
  readonly #clockWatch: ClockWatch;
  readonly #file: ConfigFile;
  readonly #broker: Broker;
  readonly #log: ReadableLog;
  readonly #link: MqttLink;
  readonly #names = new TopicNames();
  readonly #sink: MqttSink;
  readonly #hub: Hub;
  readonly #fail: (trouble: Trouble) => void;
  readonly #running: Promise<void>;
  readonly #transmitters: AirTransmitter[] = [];

  static async open(config: string, folder: string, broker: Broker): Promise<DoctorStage> {
    const path = join(folder, 'config.yaml');
    await writeFile(path, config);
    const air = new DeafStage();
    const file = await ConfigFile.open(path, { clock: air.clock });
    const stage = new DoctorStage(air, await air.controller('hci:0'), file, broker);
    await stage.#log.until('MQTT_CONNECTED');
    return stage;
  }

  private constructor(
    air: DeafStage,
    { radio, fail }: Awaited<ReturnType<DeafStage['controller']>>,
    file: ConfigFile,
    broker: Broker,
  ) {
    const clock = new SteppedClock(air.clock, air.clock);
    const log = new ReadableLog();
    const { config, known } = file.loaded;
    const hub = hubFromConfig(config, known, [air.watch.add(radio)], log, { clock });
    air.watch.onHeardAgain = () => hub.skipGap();
    const { url } = broker;
    const options = {
      url,
      clientId: 'bluebell-staged',
      keepaliveSeconds: KEEPALIVE_S,
      backoff: { firstMs: RETRY_MS, longestMs: RETRY_MS },
    };
    const link = new MqttLink(options, presenceOn('bluebell'), { log, clock, random: () => 0.5 });
    this.#sink = new MqttSink(link, { clock, names: this.#names });
    hub.addSink(this.#sink);
    this.#air = air;
    this.#clock = clock;
    this.#clockWatch = new ClockWatch(clock, { log });
    this.#file = file;
    this.#broker = broker;
    this.#log = log;
    this.#link = link;
    this.#hub = hub;
    this.#fail = fail;
    this.#running = hub.run();
  }

  /** Lets time pass. */
  async pass(minutes: number): Promise<void> {
    await this.#air.clock.advance(minutes * MINUTE_MS);
  }

  /** Puts a sensor on the air. */
  async sensor(staged: StagedSensor): Promise<OnAir> {
    const { address, model = 'LYWSDCGQ', key, at, everyMs = 0 } = staged;
    const { clock } = this.#air;
    const { transmitter, onAir } = await this.#transmitter(address, at);
    const sensor = new VirtualSensor({
      model: modelCalled(model),
      address: parseAddress(address),
      key: key === undefined ? undefined : fromHex(key),
    });
    const random = new SeededRandom(this.#transmitters.length);
    sensor.start({
      clock,
      random,
      transmitter: new SeldomTransmitter(transmitter, clock, everyMs),
    });
    return onAir;
  }

  /** Puts something on the air that says nothing but its name, for four minutes. */
  async phone(address: string): Promise<void> {
    const { transmitter } = await this.#transmitter(address);
    const data = encode(adStructures, [completeName('phone')]);
    const timing = { events: 240, intervalMs: 1_000 };
    transmitter.transmit({
      address: parseAddress(address),
      addressType: 'public',
      data,
      ...timing,
    });
  }

  /** Something of the neighbours' that is heard every few seconds. */
  async neighbour(): Promise<void> {
    await this.#air.beacon();
  }

  /** Something that speaks ten times a second. */
  async television(): Promise<void> {
    const { radio } = await this.#air.controller('television');
    const wanted = { data: [completeName('den')], isConnectable: false, intervalMs: 100 };
    await this.#air.clock.run(radio.advertise(wanted));
  }

  /** From now on this share of all packets is lost. */
  disturb(loss: number): void {
    const { air } = this.#air;
    air.propagation = { ...air.propagation, loss };
  }

  radioFails(trouble: Trouble): void {
    this.#fail(trouble);
  }

  /** Somebody sets the clock of the machine. */
  setClock(aheadMs: number): void {
    this.#air.clock.jump(aheadMs);
  }

  /** The broker ends, and the link has tried in vain to come back. */
  async stopBroker(): Promise<void> {
    await this.#broker.close();
    await this.#log.until('MQTT_LOST');
    // The next attempt is due; how long it takes is no matter of our clock.
    await this.#air.clock.advance(2 * RETRY_MS);
    await this.#log.until('MQTT_UNREACHABLE');
  }

  /** Asks the doctor, as the command does. */
  async ask(text?: string): Promise<Consultation> {
    const doctor = doctorOf({
      hub: this.#hub,
      file: this.#file,
      watch: this.#air.watch,
      health: [this.#clockWatch],
      mqtt: {
        link: this.#link,
        names: this.#names,
        cluster: { ownerOf: () => undefined },
        sink: this.#sink,
      },
      mqttUrl: this.#broker.url,
      clock: this.#clock,
    });
    const diagnosis = await this.#air.clock.run(doctor.diagnose(text));
    const findings = diagnosis.findings.map((finding) => ({
      ...finding,
      text: finding.text.replaceAll(`127.0.0.1:${this.#broker.port}`, BROKER),
    }));
    const lines = findingsText({ ...diagnosis, findings }, (_, plain) => plain);
    const typed = text === undefined ? '' : ` ${/[^\w:-]/.test(text) ? `"${text}"` : text}`;
    return { diagnosis, text: [`$ bluebell doctor${typed}`, ...lines, ''].join('\n') };
  }

  async close(): Promise<void> {
    const { clock } = this.#air;
    const stopped = Promise.all([this.#hub.stop(), this.#running]);
    await clock.advance(1_000);
    await stopped;
    await this.#link.close();
    this.#clockWatch.close();
    await this.#file.close();
    for (const transmitter of this.#transmitters) await clock.run(transmitter.close());
    await this.#air.close();
  }

  async #transmitter(address: string, at: Place = { x: 2, y: 0 }) {
    const { clock, air } = this.#air;
    const controller = air.addController({ address, at });
    const transmitter = await clock.run(AirTransmitter.start(controller.transport(), clock));
    this.#transmitters.push(transmitter);
    const onAir: OnAir = {
      move: (place) => {
        controller.place = place;
      },
      takeBatteryOut: () => controller.unplug(),
    };
    return { transmitter, onAir };
  }
}

function modelCalled(id: string): SensorModel {
  const model = MODELS.find((one) => one.id === id);
  if (!model) throw new Error(`no model ${id}`);
  return model;
}
