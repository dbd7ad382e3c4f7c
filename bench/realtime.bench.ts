// How soon a press of a button is an MQTT message at a subscriber, while 2,000 adverts a second come in:
// the whole program in a process of its own, between a controller on TCP and Mosquitto.

import type { Figure } from './harness.ts';
import { Air, Broker, HubProcess, Subscriber } from './realtime-peers.ts';
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
/** As many presses can be told apart. */
const IDS = 256;
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
        subscriber.publish(id, PAYLOAD);
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
