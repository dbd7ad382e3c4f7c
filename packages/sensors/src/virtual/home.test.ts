import { VirtualClock } from '@bluebell/ble/core';
import { resolves } from '@bluebell/ble/crypto';
import { Advert } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { identifyBeacon } from '../adverts/beacons/index.ts';
import { BindKey, type KeyRing } from '../bind-key.ts';
import { decodeAdvert, NO_KEYS } from '../decode.ts';
import { ReplayGuard } from '../replay-guard.ts';
import { type SimulatedDevice, type SimulatedHome, simulatedHome } from './home.ts';

const START_MS = Date.UTC(2026, 4, 1, 14);
const INTRODUCTION_MS = 5000;
const MINUTE_MS = 60_000;

/** Products that people of other hubs know, and whether their adverts need a key. */
const FAMILIES: readonly (readonly [product: string, keyLength: number])[] = [
  ['HHCCJCY01', 0],
  ['LYWSDCGQ', 0],
  ['LYWSD02', 0],
  ['LYWSD03MMC', 16],
  ['CGG1', 0],
  ['CGD1', 16],
  ['MUE4094RT', 0],
  ['MJYD02YL', 16],
  ['YLYK01YL', 0],
  ['MHO-C401', 16],
  ['MHO-C303', 0],
  ['ATC', 0],
  ['MCCGQ02HL', 16],
  ['SJWS01LM', 16],
  ['PVVX', 0],
  ['YLKG07YL/YLKG08YL', 12],
  ['YLAI003', 16],
  ['BTHome', 0],
  ['BTHome', 16],
];

/** Formats of which the home has at least one sensor. */
const FORMATS = 'mibeacon atc1441 pvvx qingping bthome-v1 bthome-v2 miscale-v2 hhcc-fd50'.split(
  ' ',
);

describe('simulatedHome', () => {
  const home = simulatedHome();
  const sensors = home.devices.filter(({ kind }) => kind === 'sensor');

  it.each(FAMILIES)('has a %s with a key of %i bytes', (product, keyLength) => {
    const keys = sensors.filter((device) => device.product === product).map(({ key }) => key);
    expect(keys.map((key) => key?.length ?? 0)).toContain(keyLength);
  });

  it('has a phone whose key is known, beacons, and strangers whose keys are not', () => {
    const kinds = home.devices.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['phone', 'beacon', 'stranger']));
    for (const { kind, irk } of home.devices) {
      expect(irk?.length).toBe(kind === 'phone' ? 16 : undefined);
    }
  });

  it('gives every device a name and an address of its own', () => {
    const names = new Set(home.devices.map(({ name }) => name));
    const addresses = new Set(home.devices.map(({ address }) => address));
    expect(names.size).toBe(home.devices.length);
    expect(addresses.size).toBe(home.devices.length);
  });

  it('introduces itself within five seconds: every sensor has told all of its values', async () => {
    const heard = await listen(home, INTRODUCTION_MS, keysOf(home));
    for (const { name, product, senses } of sensors) {
      const said = heard.get(name);
      const values = [...senses].filter((sense) => !/^(button|pairing)/.test(sense));
      // Its plain form has no room for them.
      const expected = values.filter((value) => product !== 'ATC' || value !== 'triggerFlags');
      expect([...(said?.names ?? [])], name).toEqual(expect.arrayContaining(expected));
      expect(said?.faults, name).toEqual(new Set());
    }
    expect(new Set([...heard.values()].flatMap(({ formats }) => [...formats]))).toEqual(
      new Set(FORMATS),
    );
  });

  it('lets everything else be heard within five seconds too', async () => {
    const heard = await listen(home, INTRODUCTION_MS, NO_KEYS);
    expect([...heard.keys()].sort()).toEqual(home.devices.map(({ name }) => name).sort());
    for (const { name, kind, irk } of home.devices) {
      const [advert] = heard.get(name)?.adverts ?? [];
      if (!advert) throw new Error(`${name} was not heard`);
      if (kind !== 'sensor') expect(decodeAdvert(advert)).toEqual([]);
      if (kind === 'beacon') expect(identifyBeacon(advert)).toBeDefined();
      if (irk) expect(resolves(irk, advert.addressValue)).toBe(true);
    }
  });

  it('keeps the secrets of those that have a key from those who have not', async () => {
    const heard = await listen(home, INTRODUCTION_MS, NO_KEYS);
    for (const { name, key } of sensors) {
      const expected = key ? ['missing_key'] : [];
      expect([...(heard.get(name)?.faults ?? [])], name).toEqual(expected);
    }
  });

  it('settles to a few adverts a second, none longer than 31 bytes', async () => {
    const heard = await listen(home, 10 * MINUTE_MS, NO_KEYS);
    const adverts = [...heard.values()].flatMap(({ adverts }) => adverts);
    const later = adverts.filter(({ timeMs }) => timeMs > START_MS + MINUTE_MS);
    const perSecond = later.length / (9 * 60);
    expect(perSecond).toBeGreaterThan(2);
    expect(perSecond).toBeLessThan(12);
    for (const { data } of adverts) expect(data.length).toBeLessThanOrEqual(31);
  });

  it.each([1, 2, 3])(
    'sends nothing that a listener takes for a recording or for somebody else: seed %i',
    async (seed) => {
      const home = simulatedHome({ seed });
      const keys = keysOf(home);
      const guard = new ReplayGuard();
      const refused: string[] = [];
      const heard = await listen(home, 5 * MINUTE_MS, keys);
      for (const [name, { adverts }] of heard) {
        for (const advert of adverts) {
          for (const measurement of decodeAdvert(advert, keys)) {
            const hasKey = keys.get(measurement.address) !== undefined;
            const freshness = guard.judge(measurement, advert.timeMs, hasKey);
            if (freshness === 'replay' || freshness === 'downgrade') {
              refused.push(`${name}: ${freshness}`);
            }
          }
        }
      }
      expect(refused).toEqual([]);
      expect(guard.size).toBeGreaterThan(20);
    },
  );

  it('is the same every time, and another with another seed', async () => {
    const [one, again] = [await bytesOf(simulatedHome()), await bytesOf(simulatedHome())];
    expect(again).toEqual(one);
    expect(await bytesOf(simulatedHome({ seed: 2 }))).not.toEqual(one);
    expect(simulatedHome({ seed: 2 }).devices.map(({ key }) => key)).not.toEqual(
      home.devices.map(({ key }) => key),
    );
  });

  it('falls silent when it is stopped, and lives again when it is started anew', async () => {
    const clock = new VirtualClock(START_MS);
    const counts = { sent: 0 };
    const count = () => {
      counts.sent++;
    };
    const stop = home.start(clock, count);
    await clock.advance(MINUTE_MS);
    stop();
    const before = counts.sent;
    await clock.advance(MINUTE_MS);
    expect(counts.sent).toBe(before);
    home.start(clock, count);
    await clock.advance(INTRODUCTION_MS);
    expect(counts.sent).toBeGreaterThan(before + home.devices.length);
  });
});

/** What was heard of one device. */
interface Said {
  readonly adverts: Advert[];
  /** Quantities, and sources of events. */
  readonly names: Set<string>;
  readonly faults: Set<string>;
  readonly formats: Set<string>;
}

async function listen(home: SimulatedHome, ms: number, keys: KeyRing): Promise<Map<string, Said>> {
  const clock = new VirtualClock(START_MS);
  const heard = new Map<string, Said>();
  const saidBy = ({ name }: SimulatedDevice): Said => {
    const known = heard.get(name);
    if (known) return known;
    const said = { adverts: [], names: new Set(), faults: new Set(), formats: new Set() } as Said;
    heard.set(name, said);
    return said;
  };
  const stop = home.start(clock, (sent, device) => {
    const said = saidBy(device);
    const advert = new Advert({ ...sent, timeMs: clock.now() });
    said.adverts.push(advert);
    for (const { values, events, fault, family } of decodeAdvert(advert, keys)) {
      for (const name of Object.keys(values)) said.names.add(name);
      for (const { source } of events) said.names.add(source);
      if (fault) said.faults.add(fault);
      said.formats.add(family);
    }
  });
  await clock.advance(ms);
  stop();
  return heard;
}

/** The keys that the owner of the home has. */
function keysOf({ devices }: SimulatedHome): KeyRing {
  return new Map(
    devices.flatMap(({ address, key }) => (key ? [[address, new BindKey(key)] as const] : [])),
  );
}

async function bytesOf(home: SimulatedHome): Promise<readonly Uint8Array[]> {
  const clock = new VirtualClock(START_MS);
  const sent: Uint8Array[] = [];
  home.start(clock, ({ data }) => sent.push(data));
  await clock.advance(MINUTE_MS);
  return sent;
}
