// More senders than there is room for: who is known loses nothing, and memory stays what it was.

import { fromHex, parseAddress, VirtualClock } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { BindKey } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import {
  type Heard,
  radioOf,
  START_MS,
  serviceAdvert,
  stranger,
  thermometer,
} from './air.contract.ts';
import { Hub } from './hub.ts';
import { ReadableLog } from './sinks/readable-log.contract.ts';
import type { Sink } from './sinks/sink.ts';
import type { Update } from './state/device.ts';

const SENDERS = 100_000;
const MINUTE_MS = 60_000;

type Make = (heard: Heard, n: number) => Advert;

/** Sensors that say they are there, each in a format that asks for another kind of memory. */
const FORGED: readonly Make[] = [
  (heard, n) => thermometer({ ...heard, celsius: n % 40, packet: 1 + (n % 255) }),
  (heard, n) => serviceAdvert(0xfcd2, `41 ${hexOf(n, 8)} ${hexOf(n, 8)} 11223344`, heard),
  (heard, n) => serviceAdvert(0xfe95, `4050 5b05 ${hexOf(n % 256, 2)} 0410 02 d700`, heard),
];

/** What the flood is made of: adverts of senders that nobody ever heard before. */
const FLOODS: readonly (readonly [string, Make])[] = [
  ['strangers with random addresses', (heard) => stranger({ ...heard, addressType: 'random' })],
  ['forged sensors', (heard, n) => FORGED[n % 3]?.(heard, n) ?? stranger(heard)],
  [
    'frames that name others',
    (heard, n) =>
      serviceAdvert(0xfe95, `5050 5b05 ${hexOf(n % 256, 2)} ${hexOf(n, 12)} 0410 02 d700`, heard),
  ],
];

describe('Hub, in a flood of 100,000 addresses in a minute', () => {
  it.each(FLOODS)('loses nothing of its own, and grows no further: %s', async (_, make) => {
    const { hub, sink } = setUp(make);
    await hub.run();

    expect(sink.eventsOf(BUTTON)).toBe(60);
    expect(sink.temperaturesOf(SEALED)).toEqual(Array.from({ length: 60 }, (_, second) => second));
    expect(sink.temperaturesOf(DISCOVERED)).toEqual(
      Array.from({ length: 60 }, (_, second) => second),
    );
    expect(hub.counts.freshness.replay).toBe(60);

    expect(hub.counts.adverts).toBe(SENDERS + 60 * 8);
    expect(hub.devices.length).toBeLessThanOrEqual(KNOWN + LIMIT);
    expect(hub.counts.sendersKept).toBeLessThanOrEqual(2 * (KNOWN + LIMIT));
    expect(hub.counts.countersKept).toBeLessThanOrEqual(2 * (KNOWN + LIMIT));
    expect(hub.counts.strangersKnown).toBeLessThanOrEqual(STRANGERS);
    expect(sink.alive).toBeLessThanOrEqual(KNOWN + LIMIT);
  });
});

const KEY = '00112233445566778899aabbccddeeff';
const BUTTON = 'A4:C1:38:00:00:01';
const SEALED = 'A4:C1:38:00:00:02';
const DISCOVERED = 'A4:C1:38:00:00:03';
const KNOWN = 2;
const LIMIT = 50;
const STRANGERS = 100;

function setUp(make: Make) {
  const hub = new Hub({
    radios: [radioOf(air(make))],
    devices: [BUTTON, SEALED].map((address) => ({ address: parseAddress(address) })),
    keys: new Map([[parseAddress(SEALED), new BindKey(fromHex(KEY))]]),
    phones: [],
    ignored: new Set(),
    discovered: LIMIT,
    limits: { strangers: STRANGERS, privateAddresses: 16 },
    clock: new VirtualClock(START_MS),
    log: new ReadableLog(),
  });
  const sink = new CountingSink();
  hub.addSink(sink);
  return { hub, sink };
}

/** The flood, and in each second of it what our own sensors say. */
function* air(make: Make): Generator<Advert, void> {
  const each = SENDERS / 60;
  for (let second = 0; second < 60; second++) {
    const atMs = (second * MINUTE_MS) / 60;
    yield* ourOwn(second, atMs);
    for (let n = Math.ceil(second * each); n < (second + 1) * each; n++) {
      yield make({ from: addressOf(n), atMs: (n * MINUTE_MS) / SENDERS }, n);
    }
    yield* repeats(second, atMs + 999);
  }
}

/** A press without a counter, a frame that only its key opens, and one that nobody configured. */
function* ourOwn(second: number, atMs: number): Generator<Advert, void> {
  yield thermometer({ from: BUTTON, isPressed: true, celsius: second, atMs });
  yield thermometer({ from: SEALED, key: KEY, counter: 1_000 + second, celsius: second, atMs });
  yield thermometer({ from: DISCOVERED, packet: 1 + second, celsius: second, atMs });
}

/** The same once more, when a thousand others have spoken since, and a recording of long ago. */
function* repeats(second: number, atMs: number): Generator<Advert, void> {
  yield thermometer({ from: BUTTON, isPressed: true, celsius: second, atMs });
  yield thermometer({ from: BUTTON, isPressed: true, celsius: second, atMs, rssiDbm: -90 });
  yield thermometer({ from: SEALED, key: KEY, counter: 1_000 + second, celsius: second, atMs });
  // Other bytes, but the same counter.
  const localName = 'D1';
  yield thermometer({ from: DISCOVERED, packet: 1 + second, celsius: second, atMs, localName });
  yield thermometer({ from: SEALED, key: KEY, counter: 500, celsius: 99, atMs });
}

/** Every number its own address, none of them ours. */
function addressOf(n: number): string {
  return hexOf(0xc0_00_00_00_00_00 + n, 12).replace(/(..)(?=.)/g, '$1:');
}

function hexOf(n: number, digits: number): string {
  return n.toString(16).padStart(digits, '0');
}

/** Counts what our own sensors said, and how many devices it would have to show. */
class CountingSink implements Sink {
  readonly name = 'counting';
  readonly #updates = new Map<string, Update[]>();

  get alive(): number {
    return this.#updates.size;
  }

  update(update: Update): void {
    const updates = this.#updates.get(update.device.address) ?? [];
    this.#updates.set(update.device.address, [...updates, update]);
  }

  forget({ address }: Update['device']): void {
    this.#updates.delete(address);
  }

  async close(): Promise<void> {}

  eventsOf(address: string): number {
    return (this.#updates.get(address) ?? []).flatMap(({ events }) => events).length;
  }

  temperaturesOf(address: string): readonly unknown[] {
    const updates = this.#updates.get(address) ?? [];
    return updates
      .filter(({ changed }) => changed.includes('temperature'))
      .map(({ device }) => device.values.temperature);
  }
}
