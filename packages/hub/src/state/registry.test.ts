import { fromHex, parseAddress } from '@bluebell/ble/core';
import { BindKey, decodeAdvert, type Measurement, NO_KEYS } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import {
  KITCHEN,
  type Reading,
  START_MS,
  serviceAdvert,
  thermometer,
  through,
} from '../air.contract.ts';
import type { Device, Update } from './device.ts';
import { DEFAULT_SETTINGS } from './device-settings.ts';
import { Registry } from './registry.ts';

const KITCHEN_ADDRESS = parseAddress(KITCHEN);
const KEY = '00112233445566778899aabbccddeeff';
const OTHER_KEY = 'ffeeddccbbaa99887766554433221100';

describe('Registry', () => {
  it('knows a configured device at once, and has nothing to say of it until it is heard', () => {
    const { registry } = setUp();
    expect(registry.has(KITCHEN_ADDRESS)).toBe(true);
    expect(registry.get(KITCHEN_ADDRESS)).toBeUndefined();
    expect(registry.devices).toEqual([]);
  });

  it('merges what a device says, and names what came', () => {
    const { registry, updates, say } = setUp();
    say({ celsius: 20, rssiDbm: -70 });
    say({ isPressed: true, atMs: 1_000, rssiDbm: -50, localName: 'K1' });
    expect(updates.map(({ changed }) => changed)).toEqual([['temperature'], []]);
    expect(updates[1]?.events).toEqual([{ source: 'button', type: 'press' }]);
    expect(updates[1]?.timeMs).toBe(START_MS + 1_000);
    expect(registry.get(KITCHEN_ADDRESS)).toEqual({
      id: 'A4C138000001',
      address: KITCHEN,
      name: 'kitchen',
      kind: 'sensor',
      product: 'BTHome',
      family: 'bthome-v2',
      values: { temperature: 20 },
      fault: undefined,
      localName: 'K1',
      isHome: undefined,
      rssiDbm: -50,
      radio: 'test',
      lastSeenMs: START_MS + 1_000,
      receivers: [{ receiver: 'test', rssiDbm: -50, lastSeenMs: START_MS + 1_000 }],
      isOnline: true,
      intervalMs: undefined,
      dialSum: undefined,
      settings: DEFAULT_SETTINGS,
    });
  });

  it('gives devices that may be kept: what is heard later does not change them', () => {
    const { registry, say } = setUp();
    say({ celsius: 20 });
    const before = registry.get(KITCHEN_ADDRESS);
    say({ celsius: 25 });
    expect(before?.values).toEqual({ temperature: 20 });
  });

  it('speaks of a value that came anew, even where it is the same', () => {
    const { updates, say } = setUp();
    say({ celsius: 20, packet: 1 });
    say({ celsius: 20, packet: 2 });
    expect(updates.map(({ changed }) => changed)).toEqual([['temperature'], ['temperature']]);
  });

  it('notes when and how strong a repeat was, and speaks of it once a minute', () => {
    const { registry, updates, say, repeat } = setUp();
    say({ celsius: 20 });
    for (let atMs = 2_000; atMs <= 130_000; atMs += 2_000)
      repeat({ celsius: 20, atMs, rssiDbm: -80 });
    expect(updates.map(({ changed, timeMs }) => [...changed, timeMs - START_MS])).toEqual([
      ['temperature', 0],
      ['lastSeen', 60_000],
      ['lastSeen', 120_000],
    ]);
    expect(registry.get(KITCHEN_ADDRESS)).toMatchObject({
      lastSeenMs: START_MS + 13e4,
      rssiDbm: -80,
      values: { temperature: 20 },
    });
  });

  it('keeps 128 values of a device that makes up more', () => {
    const { registry, tell } = setUp();
    tell(lights(100));
    tell(serviceAdvert(0xfcd2, `40${'1501'.repeat(100)}`));
    const values = registry.get(KITCHEN_ADDRESS)?.values ?? {};
    expect(Object.keys(values)).toHaveLength(128);
    expect(values).toMatchObject({ light_1: false, light_100: true, batteryLow_28: true });

    tell(lights(2));
    expect(registry.get(KITCHEN_ADDRESS)?.values).toMatchObject({ light_1: false, light_2: true });
  });
});

describe('Registry, of keys', () => {
  it('names a missing key at once, and takes it back when frames open', () => {
    const { registry, updates, say } = setUp();
    say({ celsius: 20, key: KEY, counter: 1 });
    expect(updates[0]).toMatchObject({ changed: ['fault'], device: { fault: 'missing_key' } });
    say({ celsius: 20, key: KEY, counter: 2 }, KEY);
    expect(updates[1]?.changed).toEqual(['temperature', 'fault']);
    expect(registry.get(KITCHEN_ADDRESS)?.fault).toBeUndefined();
  });

  it('does not take one tag that does not fit for a wrong key: it may be a bit error', () => {
    const { registry, say } = setUp();
    say({ celsius: 20, key: KEY, counter: 1 }, KEY);
    say({ celsius: 20, key: KEY, counter: 2 }, OTHER_KEY);
    expect(registry.get(KITCHEN_ADDRESS)?.fault).toBeUndefined();
    say({ celsius: 20, key: KEY, counter: 3 }, KEY);
    say({ celsius: 20, key: KEY, counter: 4 }, OTHER_KEY);
    expect(registry.get(KITCHEN_ADDRESS)?.fault).toBeUndefined();
  });

  it('speaks of a wrong key after two in a row, once, and takes it back after one that fits', () => {
    const { registry, updates, say } = setUp();
    for (const counter of [1, 2, 3, 4]) say({ celsius: 20, key: KEY, counter }, OTHER_KEY);
    expect(registry.get(KITCHEN_ADDRESS)).toMatchObject({ fault: 'auth_failed', values: {} });
    expect(updates.map(({ changed }) => changed)).toEqual([[], ['fault']]);
    say({ celsius: 20, key: KEY, counter: 5 }, KEY);
    expect(registry.get(KITCHEN_ADDRESS)?.fault).toBeUndefined();
  });

  it('names a key of a wrong length at once', () => {
    const { registry, say } = setUp();
    say({ celsius: 20, key: KEY, counter: 1 }, KEY.slice(0, 30));
    expect(registry.get(KITCHEN_ADDRESS)?.fault).toBe('bad_key_length');
  });

  it('does not take "here I am" in the clear for a proof of the key', () => {
    const { registry, say } = setUp();
    say({ celsius: 20, key: KEY, counter: 1 });
    say({ packet: 7 });
    expect(registry.get(KITCHEN_ADDRESS)?.fault).toBe('missing_key');
  });
});

describe('Registry, of what other hubs heard', () => {
  it('takes what is lacking, tells of it as news, and lends it in turn', () => {
    const { registry, updates, say } = setUp();
    say({ celsius: 20 });
    const { lastSeenMs = 0 } = updates[0]?.device ?? {};
    const heardMs = lastSeenMs - 3_600_000;
    const theirs = new Map([
      ['battery', { value: 95, heardMs }],
      ['temperature', { value: 5, heardMs }],
    ]);
    registry.borrow(KITCHEN_ADDRESS, theirs);
    registry.borrow(KITCHEN_ADDRESS, theirs);
    expect(updates).toHaveLength(2);
    expect(updates[1]).toMatchObject({
      changed: ['battery'],
      timeMs: heardMs,
      device: { values: { temperature: 20, battery: 95 }, lastSeenMs },
    });
    expect(registry.timedValues(KITCHEN_ADDRESS)?.get('battery')).toEqual({ value: 95, heardMs });
  });

  it('takes nothing of what was never heard here, and has no place for strangers', () => {
    const { registry, updates } = setUp();
    const theirs = new Map([['battery', { value: 95, heardMs: 1 }]]);
    registry.borrow(KITCHEN_ADDRESS, theirs);
    registry.borrow(parseAddress('A4:C1:38:00:01:99'), theirs);
    expect([updates, registry.devices]).toEqual([[], []]);
  });

  it('gives up the radio of an earlier run, be the clock behind that of then', () => {
    const { registry, say } = setUp();
    say({ celsius: 20, rssiDbm: -40, atMs: 86_400_000 });
    const saved = registry.save(KITCHEN_ADDRESS);
    if (!saved) throw new Error('there is nothing to save');
    const again = setUp();
    again.registry.restore({ ...saved, radio: 'unplugged' }, undefined);
    expect(again.registry.get(KITCHEN_ADDRESS)).toMatchObject({ radio: 'unplugged', rssiDbm: -40 });
    for (let n = 0; n < 10; n++) again.say({ celsius: n, rssiDbm: -80, atMs: n * 10_000 });
    expect(again.registry.get(KITCHEN_ADDRESS)).toMatchObject({ radio: 'test', rssiDbm: -80 });
  });

  it('goes on believing after a restart what was heard here before', () => {
    const { registry, say } = setUp();
    say({ celsius: 20 });
    const saved = registry.save(KITCHEN_ADDRESS);
    if (!saved) throw new Error('there is nothing to save');
    const again = setUp();
    again.registry.restore(saved, undefined);
    const heardMs = (saved.lastSeenMs ?? 0) - 1;
    again.registry.borrow(KITCHEN_ADDRESS, new Map([['temperature', { value: 5, heardMs }]]));
    expect(again.registry.get(KITCHEN_ADDRESS)?.values).toEqual({ temperature: 20 });
  });
});

describe('Registry, of newcomers', () => {
  it('takes up as many as it may', () => {
    const { registry, meet } = setUp(2);
    expect([1, 2].map(meet)).toEqual([true, true]);
    expect(registry.devices.map(({ id }) => id)).toEqual(['A4C138000101', 'A4C138000102']);
  });

  it('turns them away where none is wanted', () => {
    const { registry, meet } = setUp(0);
    expect(meet(1)).toBe(false);
    expect(registry.refused).toBe(1);
  });

  it('lets one that spoke only once give way, the oldest first, and tells of it', () => {
    const { registry, forgotten, meet } = setUp(3);
    for (const n of [1, 2, 3]) meet(n);
    meet(1);
    expect(meet(4)).toBe(true);
    expect(meet(5)).toBe(true);
    expect(forgotten.map(({ id }) => id)).toEqual(['A4C138000102', 'A4C138000103']);
    expect(registry.devices.map(({ id }) => id)).toEqual([
      'A4C138000101',
      'A4C138000104',
      'A4C138000105',
    ]);
  });

  it('turns newcomers away when all that are known spoke more than once', () => {
    const { registry, forgotten, meet } = setUp(2);
    for (const n of [1, 2, 1, 2]) meet(n);
    expect(meet(3)).toBe(false);
    expect(registry.refused).toBe(1);
    expect(forgotten).toEqual([]);
  });

  it('never lets configured devices or phones go, and does not count them', () => {
    const { registry, say, meet } = setUp(1);
    say({ celsius: 20 });
    registry.left({ address: parseAddress('7C:D1:C3:00:00:01'), name: 'phone' }, START_MS);
    for (let n = 1; n < 50; n++) meet(n);
    expect(registry.devices.map(({ id }) => id)).toEqual([
      'A4C138000001',
      '7CD1C3000001',
      'A4C138000131',
    ]);
  });
});

describe('Registry, of phones', () => {
  const phone = { address: parseAddress('7C:D1:C3:00:00:01'), name: 'phone' };

  it('tells when one comes, when it goes, and nothing between', () => {
    const { registry, updates } = setUp();
    const heard = (atMs: number) => registry.arrived(phone, through(thermometer({ atMs })));
    for (const atMs of [0, 1_000, 2_000]) heard(atMs);
    registry.left(phone, START_MS + 50_000);
    registry.left(phone, START_MS + 51_000);
    heard(60_000);
    expect(updates.map(({ device, changed }) => [device.isHome, ...changed])).toEqual([
      [true, 'isHome'],
      [false, 'isHome'],
      [true, 'isHome'],
    ]);
  });

  it('knows when it was heard last, but not of one that never was', () => {
    const { registry } = setUp();
    registry.left(phone, START_MS);
    expect(registry.get(phone.address)).toMatchObject({ isHome: false, kind: 'phone' });
    expect(registry.get(phone.address)?.lastSeenMs).toBeUndefined();
  });
});

/** A BTHome frame that says so often whether it is bright. */
function lights(count: number) {
  const objects = Array.from({ length: count }, (_, n) => `1e0${n % 2}`);
  return serviceAdvert(0xfcd2, `40${objects.join('')}`);
}

/** A registry that knows the kitchen, and what it told. */
function setUp(discovered = 10) {
  const updates: Update[] = [];
  const forgotten: Device[] = [];
  const registry = new Registry(
    [{ address: KITCHEN_ADDRESS, name: 'kitchen' }],
    { discovered },
    {
      update: (update) => updates.push(update),
      forget: (device) => forgotten.push(device),
    },
  );
  const tell = (advert: ReturnType<typeof thermometer>, key?: string) => {
    for (const measurement of decoded(advert, key)) registry.measured(measurement, through(advert));
  };
  return {
    registry,
    updates,
    forgotten,
    tell,
    say: (reading: Reading, key?: string) => tell(thermometer(reading), key),
    repeat: (reading: Reading) => registry.refresh(KITCHEN_ADDRESS, through(thermometer(reading))),
    /** A newcomer says something, if it finds a place. */
    meet: (n: number) => {
      const from = `A4:C1:38:00:01:${n.toString(16).padStart(2, '0')}`;
      const isAdmitted = registry.admit(parseAddress(from));
      tell(thermometer({ from, celsius: 20 }));
      return isAdmitted;
    },
  };
}

function decoded(
  advert: ReturnType<typeof thermometer>,
  key: string | undefined,
): readonly Measurement[] {
  if (key === undefined) return decodeAdvert(advert, NO_KEYS);
  const bindKey = new BindKey(fromHex(key));
  return decodeAdvert(advert, { get: () => bindKey });
}
