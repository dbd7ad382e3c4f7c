import { VirtualClock } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { BindKey, type KeyRing } from '../bind-key.ts';
import { decodeAdvert, NO_KEYS } from '../decode.ts';
import type { Measurement } from '../measurement.ts';
import bthome from '../models/bthome.ts';
import cgd1 from '../models/cgd1.ts';
import { MODELS } from '../models/index.ts';
import lywsd03mmc from '../models/lywsd03mmc.ts';
import mccgq02hl from '../models/mccgq02hl.ts';
import pvvx from '../models/pvvx.ts';
import { ReplayGuard } from '../replay-guard.ts';
import type { SensorModel } from '../sensor-model.ts';
import { PlayedTransmitter } from './played-transmitter.contract.ts';
import { SeededRandom } from './random.ts';
import type { Broadcast } from './sender.ts';
import { VirtualSensor, type VirtualSensorOptions } from './virtual-sensor.ts';

const ADDRESS = 0xa4c138000001;
const START_MS = Date.UTC(2026, 4, 1, 14);
const INTRODUCTION_MS = 5000;
const HOUR_MS = 3_600_000;
const LEGACY_ADVERT = 31;

/** What a sensor of the real world could say; of other numbers, that they are not negative. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  temperature: [-20, 50],
  humidity: [0, 100],
  moisture: [0, 100],
  battery: [0, 100],
  consumable: [0, 100],
  voltage: [1.8, 3.6],
  pressure: [950, 1050],
  co2: [300, 2000],
  mass: [40, 120],
};

/** What no facet senses, and formats do not always carry. */
const UNHEARD: ReadonlySet<string> = new Set([
  'chargingState',
  'skinTemperature',
  'pcbTemperature',
  'triggerFlags',
]);

/** Any BTHome device says a few of the many things that BTHome has words for. */
const PRODUCTS = MODELS.filter(({ id }) => id !== bthome.id);

describe.each(PRODUCTS)('a virtual $id', (model) => {
  it('says all that its model reports, within five seconds, in frames that decode', async () => {
    const { senses, heard } = await listen({ model, key: keyFor(model) }, INTRODUCTION_MS);
    const names = namesIn(heard);
    expect(
      [...senses].filter((name) => !isOneOfManyKeys(name, senses) && !names.has(name)),
    ).toEqual([...senses].filter((name) => UNHEARD.has(name) && !names.has(name)));
    for (const { measurement, advert } of heard) {
      expect(measurement.fault).toBeUndefined();
      expect(measurement.address).toBe(ADDRESS);
      expect(advert.data.length).toBeLessThanOrEqual(LEGACY_ADVERT);
      expectPlausible(measurement, senses);
    }
  });
});

describe('VirtualSensor', () => {
  it('repeats each object under one counter, about five times, with idle frames between', async () => {
    const { heard } = await listen({ model: lywsd03mmc, key: keyFor(lywsd03mmc) }, HOUR_MS);
    const later = heard.filter(({ advert }) => advert.timeMs > START_MS + INTRODUCTION_MS);
    const speaking = later.filter(({ measurement }) => measurement.encrypted);
    const counters = new Set(speaking.map(({ measurement }) => measurement.sequence.verified));
    expect(speaking.length / counters.size).toBeGreaterThan(4.5);
    expect(speaking.length / counters.size).toBeLessThanOrEqual(5);
    for (const { measurement } of speaking) {
      expect(measurement.details().objects).toHaveLength(1);
    }
    expect(later.length).toBeGreaterThan(speaking.length + 100);
  });

  it.each([lywsd03mmc, mccgq02hl, pvvx, cgd1])(
    'of $id is news to a replay guard, or a repeat, and never anything else',
    async (model) => {
      const key = keyFor(model);
      const guard = new ReplayGuard();
      const freshness = new Map<string, number>();
      for (const startMs of [START_MS, START_MS + HOUR_MS + 60_000]) {
        const { heard } = await listen({ model, key }, HOUR_MS, startMs);
        for (const { measurement, advert } of heard) {
          const fresh = guard.judge(measurement, advert.timeMs, key !== undefined);
          freshness.set(fresh, (freshness.get(fresh) ?? 0) + 1);
        }
      }
      expect([...freshness.keys()].sort()).toEqual(['news', 'repeat']);
    },
  );

  it('needs its key to be understood, where its product does', async () => {
    const key = keyFor(mccgq02hl);
    const { heard } = await listen({ model: mccgq02hl, key }, INTRODUCTION_MS, START_MS, NO_KEYS);
    expect(heard.length).toBeGreaterThan(0);
    for (const { measurement } of heard) expect(measurement.fault).toBe('missing_key');
    const other: KeyRing = { get: () => new BindKey(new Uint8Array(16)) };
    const wrong = await listen({ model: mccgq02hl, key }, INTRODUCTION_MS, START_MS, other);
    for (const { measurement } of wrong.heard) expect(measurement.fault).toBe('auth_failed');
  });

  it('tells temperatures that change', async () => {
    const { heard } = await listen({ model: lywsd03mmc, key: keyFor(lywsd03mmc) }, HOUR_MS);
    const temperatures = new Set(heard.map(({ measurement }) => measurement.values.temperature));
    expect(temperatures.size).toBeGreaterThan(3);
  });

  it('opens and closes a door, in turn', async () => {
    const { heard } = await listen({ model: mccgq02hl, key: keyFor(mccgq02hl) }, 3 * HOUR_MS);
    const states = heard.flatMap(({ measurement }) => measurement.values.opening ?? []);
    const changes = states.filter((state, i) => i === 0 || state !== states[i - 1]);
    expect(changes.length).toBeGreaterThan(10);
    expect(changes[0]).toBe(false);
  });

  it('speaks BTHome, plain and encrypted, with its name where there is room', async () => {
    const senses = ['temperature', 'humidity', 'battery'];
    const plain = await listen({ model: bthome, senses, localName: 'Greenhouse' }, INTRODUCTION_MS);
    const key = new SeededRandom(2).bytes(16);
    const sealed = await listen({ model: bthome, senses, key }, INTRODUCTION_MS);
    expect(plain.heard[0]?.measurement).toMatchObject({ family: 'bthome-v2', encrypted: false });
    expect(sealed.heard[0]?.measurement).toMatchObject({ family: 'bthome-v2', encrypted: true });
    for (const { heard } of [plain, sealed]) expect(namesIn(heard)).toEqual(new Set(senses));
  });

  it.each([1, 2] as const)(
    'tells anew what it knows when it has nothing to say, encrypted by BTHome %i',
    async (bthomeVersion) => {
      const options = { model: bthome, senses: ['button', 'battery'], bthomeVersion };
      const key = new SeededRandom(2).bytes(16);
      const { heard } = await listen({ ...options, key }, HOUR_MS);
      const guard = new ReplayGuard();
      const eventCounters = new Set<number | undefined>();
      const otherCounters = new Set<number | undefined>();
      for (const { measurement, advert } of heard) {
        const { family, fault, values, events, sequence } = measurement;
        expect({ family, fault }).toEqual({ family: `bthome-v${bthomeVersion}`, fault: undefined });
        if (events.length === 0) expect(values.battery).toBeDefined();
        expect(['news', 'repeat']).toContain(guard.judge(measurement, advert.timeMs, true));
        (events.length > 0 ? eventCounters : otherCounters).add(sequence.verified);
      }
      expect(eventCounters.size).toBeGreaterThan(1);
      // An idle frame every 10 to 25 seconds, each under a counter of its own.
      expect(otherCounters.size).toBeGreaterThan(100);
    },
  );

  it('is the same every time', async () => {
    const options = { model: mccgq02hl, key: keyFor(mccgq02hl) };
    const [one, other] = [await listen(options, HOUR_MS), await listen(options, HOUR_MS)];
    expect(other.heard.map(({ advert }) => advert.data)).toEqual(
      one.heard.map(({ advert }) => advert.data),
    );
  });
});

interface Heard {
  readonly advert: Advert;
  readonly measurement: Measurement;
}

/** All that a sensor sends, as somebody hears it who has these keys; its own by default. */
async function listen(
  options: Omit<VirtualSensorOptions, 'address'>,
  ms: number,
  startMs = START_MS,
  keys?: KeyRing,
) {
  const clock = new VirtualClock(startMs);
  const sensor = new VirtualSensor({ ...options, address: ADDRESS });
  const bindKey = options.key && new BindKey(options.key);
  const heard: Heard[] = [];
  const hear = (sent: Broadcast) => {
    const advert = new Advert({ ...sent, timeMs: clock.now() });
    for (const measurement of decodeAdvert(advert, keys ?? { get: () => bindKey })) {
      heard.push({ advert, measurement });
    }
  };
  const transmitter = new PlayedTransmitter(clock, hear);
  sensor.start({ clock, random: new SeededRandom(1), transmitter });
  await clock.advance(ms);
  return { senses: sensor.senses, heard };
}

function keyFor(model: SensorModel): Uint8Array | undefined {
  if (model.key === 'none' || model.isKeyOptional) return undefined;
  return new SeededRandom(1).bytes(model.key);
}

/** Quantities and sources of events. */
function namesIn(heard: readonly Heard[]): Set<string> {
  return new Set(
    heard.flatMap(({ measurement: { values, events } }) => [
      ...Object.keys(values),
      ...events.map(({ source }) => source),
    ]),
  );
}

/** A remote introduces itself with one of its keys, a device that is known does not ask to be paired. */
function isOneOfManyKeys(name: string, senses: ReadonlySet<string>): boolean {
  const keys = [...senses].filter((sense) => /^(button|dimmer|cube)/.test(sense));
  return name === 'pairing' || name === 'device' || (keys.length > 1 && keys.includes(name));
}

function expectPlausible({ values, events }: Measurement, senses: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(values)) {
    // Besides what a product reports, objects of it may deny something.
    if (value !== false && value !== undefined) expect(senses).toContain(name);
    const [low, high] = RANGES[name] ?? [0, Number.MAX_SAFE_INTEGER];
    if (typeof value === 'number') {
      expect(value, name).toBeGreaterThanOrEqual(low);
      expect(value, name).toBeLessThanOrEqual(high);
    }
  }
  for (const { source } of events) expect(senses).toContain(source);
}
