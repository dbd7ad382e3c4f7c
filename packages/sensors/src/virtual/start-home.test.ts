import { type Clock, VirtualClock } from '@bluebell/ble/core';
import { resolves } from '@bluebell/ble/crypto';
import { openHost } from '@bluebell/ble/host';
import type { Advert } from '@bluebell/ble/radio';
import { VirtualAir } from '@bluebell/ble/sim';
import { describe, expect, it } from 'vitest';
import { identifyBeacon } from '../adverts/beacons/index.ts';
import { BindKey, type KeyRing } from '../bind-key.ts';
import { decodeAdvert, NO_KEYS } from '../decode.ts';
import { ReplayGuard } from '../replay-guard.ts';
import { GUEST_PHONE } from './guest-phone.ts';
import { type SimulatedDevice, type SimulatedHome, simulatedHome } from './home.ts';
import { SimRadio } from './sim-radio.ts';
import { startHome } from './start-home.ts';

const START_MS = Date.UTC(2026, 4, 1, 14);
const INTRODUCTION_MS = 5000;
const MINUTE_MS = 60_000;
/** So often a busy machine comes to its timers. */
const BUSY_MS = 50;

/** Formats of which the home has at least one sensor. */
const FORMATS = 'mibeacon atc1441 pvvx qingping bthome-v1 bthome-v2 miscale-v2 hhcc-fd50'.split(
  ' ',
);

describe('a home on the air, heard from its middle', () => {
  const home = simulatedHome();
  const sensors = home.devices.filter(({ kind }) => kind === 'sensor');

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

  it('introduces itself within five seconds on a busy machine too, which lets many begin at once', async () => {
    for (const seed of [1, 2, 3]) {
      const heard = await listen(simulatedHome(), INTRODUCTION_MS, NO_KEYS, { seed, isBusy: true });
      const seldom = sensors.filter(({ name }) => (heard.get(name)?.adverts.length ?? 0) < 4);
      // What is heard but once or twice is lost in the next home.
      expect(seldom.map(({ name }) => name)).toEqual([]);
    }
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
      expect(advert.isConnectable, name).toBe(kind === 'peripheral');
    }
  });

  it('keeps the secrets of those that have a key from those who have not', async () => {
    const heard = await listen(home, INTRODUCTION_MS, NO_KEYS);
    for (const { name, key } of sensors) {
      const expected = key ? ['missing_key'] : [];
      expect([...(heard.get(name)?.faults ?? [])], name).toEqual(expected);
    }
  });

  it('settles to a few adverts a second besides those to connect to', async () => {
    const heard = await listen(home, 4 * MINUTE_MS, NO_KEYS);
    const others = home.devices.filter(({ kind }) => kind !== 'peripheral');
    const adverts = others.flatMap(({ name }) => heard.get(name)?.adverts ?? []);
    const later = adverts.filter(({ timeMs }) => timeMs > START_MS + MINUTE_MS);
    const perSecond = later.length / (3 * 60);
    expect(perSecond).toBeGreaterThan(2);
    expect(perSecond).toBeLessThan(12);
  });

  it.each([1, 2, 3])(
    'sends nothing that a listener takes for a recording or for somebody else: seed %i',
    async (seed) => {
      const home = simulatedHome({ seed });
      const keys = keysOf(home);
      const guard = new ReplayGuard();
      const refused: string[] = [];
      const heard = await listen(home, 3 * MINUTE_MS, keys);
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
});

describe('startHome', () => {
  it('puts the home on an air where others are, and takes it away again', async () => {
    const clock = new VirtualClock(START_MS);
    const air = new VirtualAir({ clock });
    const own = air.addController({ address: 1 });
    const host = await clock.run(openHost(async () => own.transport(), { clock }));
    const home = await clock.run(startHome(air));
    expect(home.devices).toEqual(simulatedHome().devices);
    let heard = 0;
    void (async () => {
      for await (const _ of host.scan()) heard++;
    })();
    await clock.advance(INTRODUCTION_MS);
    expect(heard).toBeGreaterThan(home.devices.length);

    await clock.run(home.close());
    await clock.advance(1000);
    const before = heard;
    await clock.advance(MINUTE_MS);
    expect(heard).toBe(before);
    await clock.run(home.close());
    await clock.run(host.close());
  });

  it('keeps the bonds of peripherals where it is told to, by their names', async () => {
    const clock = new VirtualClock();
    const air = new VirtualAir({ clock });
    const names: string[] = [];
    const peripheralBonds = (name: string) => void names.push(name);
    const home = await clock.run(startHome(air, { peripheralBonds }));
    const peripherals = home.devices.filter(({ kind }) => kind === 'peripheral');
    // A guest who was never there has none, but could.
    expect(names).toEqual([...peripherals.map(({ name }) => name), GUEST_PHONE.name]);
    await clock.run(home.close());
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

/** What the air is like, and the machine. */
interface ListenOptions {
  readonly seed?: number;
  readonly isBusy?: boolean;
}

/** What is heard of each device from the first moment on. */
async function listen(
  home: SimulatedHome,
  ms: number,
  keys: KeyRing,
  { seed, isBusy = false }: ListenOptions = {},
): Promise<Map<string, Said>> {
  const clock = new VirtualClock(START_MS);
  const radio = await clock.run(SimRadio.open({ home, clock: isBusy ? busy(clock) : clock, seed }));
  const heard = new Map<string, Said>();
  const listening = (async () => {
    for await (const advert of radio.scan()) {
      const said = saidBy(heard, senderOf(advert, home).name);
      said.adverts.push(advert);
      for (const { values, events, fault, family } of decodeAdvert(advert, keys)) {
        for (const name of Object.keys(values)) said.names.add(name);
        for (const { source } of events) said.names.add(source);
        if (fault) said.faults.add(fault);
        said.formats.add(family);
      }
    }
  })();
  await clock.advance(ms);
  await clock.run(radio.close());
  await listening;
  return heard;
}

/** A machine that comes to its timers now and then only, and then to all that are due. */
function busy(clock: VirtualClock): Clock {
  const after = (delayMs: number, callback: () => void) => {
    const dueMs = clock.steady() + delayMs;
    const atMs = delayMs > 0 ? Math.ceil(dueMs / BUSY_MS) * BUSY_MS : dueMs;
    return clock.after(atMs - clock.steady(), callback);
  };
  return { now: () => clock.now(), steady: () => clock.steady(), after };
}

/** Phones that nobody here has the key of are all one: there is one of them. */
function senderOf({ addressValue }: Advert, { devices }: SimulatedHome): SimulatedDevice {
  const known = devices.find(
    ({ address, irk }) => address === addressValue || (irk && resolves(irk, addressValue)),
  );
  const sender =
    known ?? devices.find(({ kind, product }) => kind === 'stranger' && product === 'phone');
  if (!sender) throw new Error('there is no strange phone in the home');
  return sender;
}

function saidBy(heard: Map<string, Said>, name: string): Said {
  const known = heard.get(name);
  if (known) return known;
  const said: Said = { adverts: [], names: new Set(), faults: new Set(), formats: new Set() };
  heard.set(name, said);
  return said;
}

/** The keys that the owner of the home has. */
function keysOf({ devices }: SimulatedHome): KeyRing {
  return new Map(
    devices.flatMap(({ address, key }) => (key ? [[address, new BindKey(key)] as const] : [])),
  );
}
