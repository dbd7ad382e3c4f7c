// Hubs that hear what a test tells them, on a broker in memory: for tests of how they agree.

import { type Clock, VirtualClock } from '@bluebell/ble/core';
import type { Measurement, SensorEvent } from '@bluebell/sensors';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { blankDevice, type Heard, type Update } from '../state/device.ts';
import type { TimedValues } from '../state/value-times.ts';
import { Cluster } from './cluster.ts';
import { BASE, FakeBroker, FakeClient } from './fake-broker.contract.ts';
import type { DeviceHeard } from './heard-reports.ts';

/** The button of tests. */
export const BUTTON = 'A4C138000001';

/** Where the events of a hub go. */
export const EVENTS = `${BASE}/button/event`;

/** How a hub differs from others. */
export interface TestHubOptions {
  /** Its number is its id, too: the first by id leads. */
  readonly number: number;
  readonly latencyMs?: (() => number) | undefined;
  readonly denied?: readonly string[];
  /** How far its clock is ahead. */
  readonly aheadMs?: number;
  /** How much of its messages waits, and how long. */
  readonly limits?: { readonly presses: number; readonly ageMs: number };
}

/** What a press is, as a frame says it. */
export interface Press {
  /** Counter under encryption. */
  readonly verified?: number;
  /** Counter of 8 bits. */
  readonly packet?: number;
  readonly events?: readonly SensorEvent[];
}

/** A hub that may die and come back. */
export class TestHub {
  readonly id: string;
  readonly clock: Clock;
  readonly log = new ReadableLog();
  readonly devices = new Map<string, DeviceHeard>();
  /** What its devices measured, as far as it heard that. */
  readonly values = new Map<string, TimedValues>();
  /** What other hubs said of that, the newest of each. */
  readonly borrowed = new Map<string, TimedValues>();
  readonly #broker: FakeBroker;
  readonly #options: TestHubOptions;
  /** Every update that it was told to tell of, in order. */
  readonly settled: Update[] = [];
  /** Sum of dial steps, as the registry keeps it. */
  dialSum = 0;
  radios: readonly string[] = ['hci0'];
  isAlive = true;
  client: FakeClient;
  cluster: Cluster;

  constructor(broker: FakeBroker, options: TestHubOptions) {
    this.#broker = broker;
    this.#options = options;
    this.id = options.number.toString(16).padStart(12, '0');
    const { clock } = broker;
    const { aheadMs = 0 } = options;
    this.clock = {
      now: () => clock.now() + aheadMs,
      steady: () => clock.steady() + aheadMs,
      after: (delayMs, callback) => clock.after(delayMs, callback),
    };
    [this.client, this.cluster] = this.#start();
  }

  /** Hears a press, and tells of it as the hub does: on the topic of events, under its id. */
  press(press: Press): void {
    if (!this.isAlive) return;
    const { events = [{ source: 'button', type: 'press' }] } = press;
    const { client } = this;
    for (const { type, steps = 0 } of events) {
      this.dialSum += type === 'rotate_left' ? -steps : steps;
    }
    this.cluster.settle(pressUpdate(press, events, this.clock.now()), (update) => {
      this.settled.push(update);
      for (const event of update.events) {
        client.addEvent(EVENTS, JSON.stringify({ ...event, event_id: update.pressId }));
      }
    });
  }

  /** Its receiver hears a device. */
  hear(id: string, rssiDbm: number, intervalMs?: number): void {
    const heard: Heard = { receiver: 'hci0', rssiDbm, lastSeenMs: this.clock.now() };
    this.devices.set(id, { id, receivers: [heard], intervalMs });
  }

  /** The process ends. */
  kill(willAfterMs = 0): void {
    this.isAlive = false;
    this.client.kill(willAfterMs);
    void this.cluster.close();
  }

  /** The process starts again, with the same id and nothing in memory. */
  restart(): void {
    this.isAlive = true;
    this.dialSum = 0;
    [this.client, this.cluster] = this.#start();
    this.client.connect();
  }

  #start(): [FakeClient, Cluster] {
    const { latencyMs, denied = [], limits, number } = this.#options;
    const client = new FakeClient(this.#broker, {
      hubId: this.id,
      denied,
      ...(latencyMs && { latencyMs }),
    });
    const cluster = new Cluster(client, {
      hubId: this.id,
      name: `hub ${number}`,
      version: '1.0.0',
      base: BASE,
      clock: this.clock,
      log: this.log,
      heardHere: () => this.devices.values(),
      timedValues: (id) => this.values.get(id),
      radios: () => this.radios,
      limits,
    });
    cluster.onSteps((_, steps) => {
      this.dialSum += steps;
    });
    cluster.onValues((id, values) => this.borrowed.set(id, values));
    return [client, cluster];
  }
}

/** A home with hubs, where nothing has happened for a while. */
export async function hubsAt(
  ...options: readonly Omit<TestHubOptions, 'number'>[]
): Promise<{ clock: VirtualClock; broker: FakeBroker; hubs: readonly TestHub[] }> {
  const clock = new VirtualClock(Date.UTC(2026, 0, 2));
  const broker = new FakeBroker(clock);
  const hubs = options.map((each, at) => new TestHub(broker, { ...each, number: at + 1 }));
  for (const hub of hubs) hub.client.connect();
  await clock.advance(10_000);
  return { clock, broker, hubs };
}

/** The ids under which presses were told, one for each time that the broker took one. */
export function toldIds(broker: FakeBroker): readonly string[] {
  return broker.on(EVENTS).map(({ payload }) => String(JSON.parse(payload).event_id));
}

function pressUpdate(
  { verified, packet }: Press,
  events: readonly SensorEvent[],
  timeMs: number,
): Update {
  const device = { ...blankDevice(0xa4c1_3800_0001, 'sensor', 'button'), lastSeenMs: timeMs };
  // The cast holds for what is read of a measurement here: format, counters and values.
  const measurement = {
    family: 'mibeacon',
    sequence: { verified, packet },
    values: {},
  } as unknown as Measurement;
  return { device, changed: [], events, timeMs, measurement };
}
