// What outlives a program that was killed: devices as they were, and the counters that tell old frames.

import { fromHex, parseAddress, VirtualClock } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import { BindKey } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import {
  KITCHEN,
  START_MS,
  serviceAdvert,
  stranger,
  thermometer,
  through,
} from './air.contract.ts';
import { alone } from './cluster/agreement.ts';
import { Hub } from './hub.ts';
import type { HubParts } from './hub-parts.ts';
import { ReadableLog } from './sinks/readable-log.contract.ts';
import type { Device, Update } from './state/device.ts';
import { DEFAULT_SETTINGS, type DeviceSettings } from './state/device-settings.ts';
import { MemoryState } from './store/memory-state.contract.ts';

const ADDRESS = parseAddress(KITCHEN);
const ID = 'A4C138000001';
const KEY = '00112233445566778899aabbccddeeff';
const OTHER_KEY = 'ffeeddccbbaa99887766554433221100';
const PHONE = { address: parseAddress('7C:D1:C3:00:00:01'), name: 'anna', awayAfterMs: 30_000 };
const PASSER_BY = 'C0:FF:EE:00:00:01';
const MINUTE = 60_000;

describe('Hub, started anew', () => {
  it('tells its sinks at once how everything stood', async () => {
    const store = new MemoryState();
    const before = setUp({ store, devices: [{ address: ADDRESS, name: 'kitchen' }] });
    before.hear(thermometer({ celsius: 20, rssiDbm: -70 }));
    await before.hub.stop();
    const { hub, updates } = setUp({ store, devices: [{ address: ADDRESS, name: 'Kitchen' }] });
    expect(updates).toMatchObject([
      { changed: [], events: [], device: { id: ID, name: 'Kitchen', values: { temperature: 20 } } },
    ]);
    expect(hub.device(ID)).toMatchObject({ radio: 'test', rssiDbm: -70, lastSeenMs: START_MS });
  });

  it('keeps what it knew of discovered sensors, where there is room for them', async () => {
    const store = new MemoryState();
    const before = setUp({ store });
    for (const n of [1, 2]) before.hear(thermometer({ celsius: n, from: `A4:C1:38:00:00:0${n}` }));
    await before.hub.stop();
    expect(setUp({ store, discovered: 1 }).hub.devices).toHaveLength(1);
    expect(
      setUp({ store: before.store, ignored: new Set([ADDRESS]) }).hub.device(ID),
    ).toBeUndefined();
  });

  it('refuses frames that it heard before it was killed, and takes the next', () => {
    const store = new MemoryState();
    const frames = [100, 101, 102].map((counter) =>
      thermometer({ key: KEY, counter, celsius: counter / 10, atMs: counter * 1_000 }),
    );
    const before = setUp({ store, keys: ring(KEY) });
    for (const frame of frames) before.hear(frame);

    const { hub, hear } = setUp({ store, keys: ring(KEY) });
    for (const frame of frames.toReversed()) hear(frame);
    expect(hub.counts.freshness).toMatchObject({ news: 0 });
    expect(hub.device(ID)?.values.temperature).toBe(10.2);
    hear(thermometer({ key: KEY, counter: 103, celsius: 30, atMs: 200_000 }));
    expect(hub.device(ID)?.values.temperature).toBe(30);
  });

  it('knows the copies of a press that it told of just before', () => {
    const store = new MemoryState();
    setUp({ store }).hear(thermometer({ isPressed: true, packet: 7 }));
    const { hear, updates } = setUp({ store });
    hear(thermometer({ isPressed: true, packet: 7, atMs: 900 }));
    expect(updates.filter(({ events }) => events.length > 0)).toEqual([]);
  });

  it('forgets the counters of a device whose key was changed while it did not run', () => {
    const store = new MemoryState();
    setUp({ store, keys: ring(KEY) }).hear(thermometer({ key: KEY, counter: 5_000, celsius: 20 }));
    const { hub, hear } = setUp({ store, keys: ring(OTHER_KEY) });
    hear(thermometer({ key: OTHER_KEY, counter: 200, celsius: 21 }));
    expect(hub.device(ID)?.values.temperature).toBe(21);
  });

  it('counts silence from the start, however long it did not run', async () => {
    const store = new MemoryState();
    const before = setUp({ store });
    await before.listen();
    for (let n = 0; n < 120; n++)
      await before.passWith(MINUTE, thermometer({ packet: n + 1, celsius: n }));
    expect(before.hub.device(ID)?.intervalMs).toBe(MINUTE);
    await before.hub.stop();

    const after = setUp({ store }, START_MS + 1_000 * MINUTE);
    await after.listen();
    expect(after.hub.device(ID)).toMatchObject({ isOnline: true, intervalMs: MINUTE });
    await after.pass(4.5 * MINUTE);
    expect(after.hub.device(ID)?.isOnline).toBe(true);
    await after.pass(MINUTE);
    expect(after.hub.device(ID)?.isOnline).toBe(false);
    await after.hub.stop();
  });

  it('remembers who is home, and lets them leave', async () => {
    const store = new MemoryState();
    setUp({ store, phones: [PHONE] }).hear(stranger({ from: '7C:D1:C3:00:00:01' }));
    const { hub, hear, clock } = setUp({ store, phones: [PHONE] });
    expect(hub.device('7CD1C3000001')?.isHome).toBe(true);
    hear(stranger({ from: PASSER_BY }));
    await clock.advance(30_000);
    expect(hub.device('7CD1C3000001')?.isHome).toBe(false);
    await hub.stop();
  });

  it('leaves out records that make no sense, and says how many', () => {
    const store = new MemoryState();
    store.saveDevice({ id: 'nonsense' });
    store.saveDevice({ id: ID });
    const { hub, log } = setUp({ store });
    expect(hub.devices).toEqual([]);
    expect(log.fieldsOf('STATE_DAMAGED')).toEqual({ records: 2 });
  });

  it.each([
    ['a press', { isPressed: true }, {}],
    ['a proven value', { celsius: 20, key: KEY, counter: 1 }, { keys: ring(KEY) }],
  ])('keeps %s before it tells of it', (_, reading, known) => {
    const store = new MemoryState();
    const { hub, hear } = setUp({ store, ...known });
    const seen: unknown[] = [];
    hub.addSink(sinkOf((update) => seen.push([store.devices().length, update.device.id])));
    hear(thermometer(reading));
    expect(seen).toEqual([[1, ID]]);
  });

  it('keeps values in the clear once a second, the newest of each', async () => {
    const store = new MemoryState();
    const { hear, clock } = setUp({ store });
    for (const celsius of [20, 21, 22]) hear(thermometer({ celsius }));
    expect(store.devices()).toEqual([]);
    await clock.advance(1_000);
    expect(store.devices()).toMatchObject([{ id: ID, values: { temperature: 22 } }]);
  });
});

describe('Hub, of silence', () => {
  it('says that a regular sensor is offline after three of its intervals, and that it is back', async () => {
    const { hub, updates, listen, pass, passWith } = setUp();
    await listen();
    for (let n = 0; n < 6; n++)
      await passWith(10 * MINUTE, thermometer({ packet: n + 1, celsius: n }));
    expect(hub.device(ID)).toMatchObject({ isOnline: true, intervalMs: 10 * MINUTE });
    await pass(29 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBe(true);
    await pass(2 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBe(false);
    await passWith(0, thermometer({ packet: 99, celsius: 20 }));
    expect(changesOf(updates, 'isOnline')).toEqual([false, true]);
    await hub.stop();
  });

  it('expects nothing of a button, unless the user does', async () => {
    const { hub, hear, listen, pass } = setUp();
    await listen();
    hear(thermometer({ isPressed: true }));
    await pass(600 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBeUndefined();
    expect(hub.speaksOnEvents(ID)).toBe(true);
    hub.configure(configuration({ offlineAfterMs: 60 * MINUTE }));
    expect(hub.device(ID)?.isOnline).toBe(false);
    hub.configure(configuration({ offlineAfterMs: 0 }));
    expect(hub.device(ID)?.isOnline).toBeUndefined();
    await hub.stop();
  });

  it('never takes a device for offline where the user said so', async () => {
    const { hub, hear, listen, pass } = setUp(configuration({ offlineAfterMs: 0 }));
    await listen();
    hear(thermometer({ celsius: 20 }));
    await pass(2_000 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBeUndefined();
    await hub.stop();
  });

  it('does not blame devices for half an hour in which nothing at all was heard', async () => {
    const { hub, hear, listen, clock } = setUp(configuration({ offlineAfterMs: 10 * MINUTE }));
    await listen();
    hear(thermometer({ celsius: 20 }));
    await clock.advance(30 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBe(true);
    await clock.advance(30 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBe(false);
    await hub.stop();
  });

  it('begins anew when a radio comes back, and learns nothing from the gap', async () => {
    const { hub, listen, passWith, pass } = setUp();
    await listen();
    for (let n = 0; n < 60; n++) await passWith(MINUTE, thermometer({ packet: n + 1, celsius: n }));
    await pass(4 * MINUTE);
    hub.skipGap();
    await pass(4 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBe(true);
    await passWith(0, thermometer({ packet: 99, celsius: 20 }));
    expect(hub.device(ID)?.intervalMs).toBe(MINUTE);
    await hub.stop();
  });

  it('is not moved by a wall clock that is set', async () => {
    const { hub, updates, listen, passWith, clock } = setUp();
    await listen();
    for (const jumpMs of [0, 30 * 86_400_000, -60 * 86_400_000]) {
      clock.jump(jumpMs);
      for (let n = 0; n < 60; n++)
        await passWith(MINUTE, thermometer({ packet: n + 1, celsius: n }));
    }
    expect(hub.device(ID)).toMatchObject({ isOnline: true, intervalMs: MINUTE });
    expect(changesOf(updates, 'isOnline')).toEqual([]);
    await hub.stop();
  });

  it('waits while another hub hears what is silent here', async () => {
    const { hub, hear, listen, pass, clock } = setUp(
      configuration({ offlineAfterMs: 10 * MINUTE }),
    );
    let heardMs = Number.POSITIVE_INFINITY;
    const heardElsewhere = () => [{ receiver: 'garage', rssiDbm: -60, lastSeenMs: heardMs }];
    hub.join({ ...alone, heardElsewhere });
    await listen();
    hear(thermometer({ celsius: 20 }));
    await pass(60 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBe(true);
    heardMs = clock.now();
    await pass(9 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBe(true);
    await pass(2 * MINUTE);
    expect(hub.device(ID)?.isOnline).toBe(false);
    heardMs = clock.now();
    await pass(MINUTE);
    expect(hub.device(ID)?.isOnline).toBe(true);
    await hub.stop();
  });
});

describe('Hub, of motion', () => {
  it('ends the motion of a sensor that never does, two minutes after its last sign', async () => {
    const { hub, updates, hear, clock } = setUp();
    hear(motion(1));
    await clock.advance(MINUTE);
    hear(motion(2, MINUTE));
    await clock.advance(119_999);
    expect(hub.devices[0]?.values.motion).toBe(true);
    await clock.advance(1);
    expect(hub.devices[0]?.values.motion).toBe(false);
    expect(changesOf(updates, 'motion')).toEqual([true, true, false]);
    await hub.stop();
  });

  it('leaves that to sensors that tell, as BTHome does, unless the user wants it', async () => {
    const { hub, hear, clock } = setUp();
    hear(serviceAdvert(0xfcd2, '402101'));
    await clock.advance(10 * MINUTE);
    expect(hub.device('A4C138000001')?.values.motion).toBe(true);
    hub.configure(configuration({ motionOffMs: 5_000 }));
    await clock.advance(5_000);
    expect(hub.device('A4C138000001')?.values.motion).toBe(false);
    await hub.stop();
  });
});

describe('Hub.configure', () => {
  it('renames and sets at once, and tells of what changed', () => {
    const { hub, hear, updates } = setUp();
    hear(thermometer({ celsius: 20 }));
    hub.configure(configuration({ area: 'attic' }, 'Kitchen'));
    hub.configure(configuration({ area: 'attic' }, 'Kitchen'));
    expect(updates.slice(1)).toMatchObject([
      { changed: ['name', 'settings'], device: { name: 'Kitchen', settings: { area: 'attic' } } },
    ]);
  });

  it('keeps the counters of all that stay, where fewer may be discovered from now on', () => {
    const { hub, hear } = setUp({ ...configuration(), discovered: 10 });
    const senders = Array.from({ length: 5 }, (_, n) => `A4:C1:38:00:02:0${n}`);
    for (const packet of [1, 2]) {
      for (const from of senders) hear(thermometer({ from, packet, celsius: packet }));
      hub.configure({ ...configuration(), discovered: 1 });
    }
    expect(hub.devices).toHaveLength(5);
    expect(hub.counts.countersKept).toBe(5);
  });

  it('keeps a sensor that is configured no more as a discovered one, or forgets it', () => {
    const { hub, hear, updates, forgotten, store } = setUp(configuration({}, 'Kitchen'));
    hear(thermometer({ celsius: 20 }));
    hub.configure({ ...configuration(), devices: [], discovered: 10 });
    expect(updates.at(-1)).toMatchObject({ changed: ['name'], device: { name: undefined } });
    hub.configure({ ...configuration(), devices: [], ignored: new Set([ADDRESS]) });
    expect(forgotten.map(({ id }) => id)).toEqual([ID]);
    expect(hub.devices).toEqual([]);
    expect(store.devices()).toEqual([]);
    hear(thermometer({ celsius: 21 }));
    expect(hub.devices).toEqual([]);
  });

  it('tells more strangers apart, or no more, when their limit is another', () => {
    const { hub, hear } = setUp(configuration());
    const limitTo = (strangers: number) =>
      hub.configure({ ...configuration(), limits: { strangers, privateAddresses: 16 } });
    limitTo(1);
    for (const from of ['C0:00:00:00:00:01', 'C0:00:00:00:00:02']) hear(stranger({ from }));
    expect(hub.counts.strangersKnown).toBe(1);
    limitTo(2);
    hear(stranger({ from: 'C0:00:00:00:00:02' }));
    expect(hub.counts.strangersKnown).toBe(2);
  });

  it('takes a new key for the very next frame, and forgets the counters of the old one', () => {
    const { hub, hear } = setUp({ ...configuration(), keys: ring(KEY) });
    hear(thermometer({ key: KEY, counter: 5_000, celsius: 20 }));
    hub.configure({ ...configuration(), keys: ring(OTHER_KEY) });
    hear(thermometer({ key: OTHER_KEY, counter: 200, celsius: 21 }));
    expect(hub.device(ID)?.values.temperature).toBe(21);
  });

  it('forgets no counter of a key that stays', () => {
    const { hub, hear } = setUp({ ...configuration(), keys: ring(KEY) });
    hear(thermometer({ key: KEY, counter: 5_000, celsius: 20 }));
    hub.configure({ ...configuration(), keys: ring(KEY) });
    hear(thermometer({ key: KEY, counter: 4_000, celsius: 99, atMs: MINUTE }));
    expect(hub.device(ID)?.values.temperature).toBe(20);
  });

  it('tracks phones that are new, and forgets those that are gone', async () => {
    const { hub, hear, forgotten, clock } = setUp();
    hear(stranger({ from: '7C:D1:C3:00:00:01' }));
    hub.configure({ ...configuration(), phones: [PHONE] });
    hear(stranger({ from: '7C:D1:C3:00:00:01' }));
    expect(hub.device('7CD1C3000001')?.isHome).toBe(true);
    hub.configure(configuration());
    expect(forgotten.map(({ id }) => id)).toEqual(['7CD1C3000001']);
    await clock.advance(MINUTE);
    expect(hub.device('7CD1C3000001')).toBeUndefined();
    await hub.stop();
  });
});

describe('Hub.forget', () => {
  it('forgets all that a device said, and takes it up anew when it speaks', () => {
    const { hub, hear, forgotten, store } = setUp({ ...configuration(), keys: ring(KEY) });
    hear(thermometer({ key: KEY, counter: 5_000, celsius: 20 }));
    expect(hub.forget(ID)).toBe(true);
    expect(hub.forget('A4C138000099')).toBe(false);
    expect(hub.forget('../..')).toBe(false);
    expect(forgotten).toHaveLength(1);
    expect(store.devices()).toEqual([]);
    hear(thermometer({ key: KEY, counter: 300, celsius: 21, atMs: MINUTE }));
    expect(hub.device(ID)?.values).toEqual({ temperature: 21 });
  });

  it('lets the counters begin again when the same key is entered anew', () => {
    const { hub, hear, store } = setUp({ ...configuration(), keys: ring(KEY) });
    hear(thermometer({ key: KEY, counter: 5_000, celsius: 20 }));
    hub.keyEntered(ID);
    expect(store.devices()).toMatchObject([{ counters: {} }]);
    hear(thermometer({ key: KEY, counter: 300, celsius: 21, atMs: MINUTE }));
    expect(hub.device(ID)?.values.temperature).toBe(21);
  });
});

describe('Hub, of dials and other hubs', () => {
  it('adds up the steps of a dial, each turn once, and over restarts', () => {
    const store = new MemoryState();
    const { hub, hear, updates } = setUp({ store });
    hear(turn(1, 3));
    hear(turn(1, 3, 300));
    hear(turn(2, -1, 5_000));
    expect(hub.device(ID)?.dialSum).toBe(2);
    expect(changesOf(updates, 'dialSum')).toEqual([3, 2]);
    expect(hub.setDialSum(ID, 40)).toBe(true);
    expect(hub.setDialSum(ID, Number.NaN)).toBe(false);
    hub.addDialSteps(ID, -5);
    expect(setUp({ store }).hub.device(ID)?.dialSum).toBe(35);
  });

  it('tells shared sinks of values at once, and of events once the hubs agreed, its own at once', () => {
    const { hub, hear } = setUp();
    const [own, shared]: [Update[], Update[]] = [[], []];
    let agree = nothing;
    hub.join({
      ...alone,
      settle: (update, tell) => {
        agree = () => tell({ ...update, pressId: 'press1' });
      },
    });
    hub.addSink(sinkOf((update) => own.push(update)));
    hub.addSink(
      Object.assign(
        sinkOf((update) => shared.push(update)),
        { isShared: true },
      ),
    );
    hear(turn(1, 3));
    expect([own, shared].map((all) => all.map(({ events }) => events.length))).toEqual([[1], [0]]);
    hear(thermometer({ celsius: 25, atMs: 100 }));
    agree();
    expect(shared.at(-1)).toMatchObject({
      pressId: 'press1',
      changed: ['dialSum'],
      events: [{ type: 'rotate_right' }],
      device: { dialSum: 3, values: { temperature: 25 } },
    });
    expect(own.at(-1)).toMatchObject({ changed: ['dialSum'], events: [], device: { dialSum: 3 } });
  });

  it('tells nobody of what another hub told, and adds up what it heard of it once', () => {
    const { hub, hear, updates } = setUp();
    const shared: Update[] = [];
    let agree = nothing;
    hub.join({
      ...alone,
      settle: (update, tell) => {
        agree = () => tell({ ...update, events: [] });
      },
    });
    hub.addSink(
      Object.assign(
        sinkOf((update) => shared.push(update)),
        { isShared: true },
      ),
    );
    hear(turn(1, 3));
    agree();
    expect(shared.flatMap(({ events }) => events)).toEqual([]);
    expect(hub.device(ID)?.dialSum).toBe(3);
    expect([shared, updates].map((all) => changesOf(all, 'dialSum'))).toEqual([[3], [3]]);
  });

  it('keeps for itself what another hub had told before it was heard here', () => {
    const { hub, hear, updates } = setUp();
    const shared: Update[] = [];
    hub.join({
      ...alone,
      settle: (update, tell) => tell({ ...update, events: [], pressId: 'press1' }),
    });
    hub.addSink(
      Object.assign(
        sinkOf((update) => shared.push(update)),
        { isShared: true },
      ),
    );
    hear(turn(1, 3));
    expect(shared.flatMap(({ events }) => events)).toEqual([]);
    expect(updates.at(-1)).toMatchObject({ pressId: 'press1', events: [{ steps: 3 }] });
    expect(hub.device(ID)?.dialSum).toBe(3);
  });

  it('tells shared sinks again of a device that changed hands', () => {
    const { hub, hear, updates } = setUp();
    let hand: (id: string) => void = nothing;
    hub.join({
      ...alone,
      onChange: (listener) => {
        hand = listener;
        return nothing;
      },
    });
    const shared: Update[] = [];
    hub.addSink(
      Object.assign(
        sinkOf((update) => shared.push(update)),
        { isShared: true },
      ),
    );
    hear(thermometer({ celsius: 20 }));
    hand(ID);
    hand('A4C138000099');
    expect(shared.map(({ changed }) => changed)).toEqual([['temperature'], []]);
    expect(updates).toHaveLength(1);
  });
});

/** A hub that hears what it is told, and a sink that keeps what it is told. */
function setUp(parts: Partial<HubParts> = {}, startMs = START_MS) {
  const clock = new VirtualClock(startMs);
  const log = new ReadableLog();
  const store = new MemoryState();
  const hub = new Hub({
    radios: [],
    devices: [],
    keys: new Map(),
    phones: [],
    ignored: new Set(),
    discovered: 10,
    store,
    ...parts,
    clock,
    log,
  });
  const updates: Update[] = [];
  const forgotten: Device[] = [];
  hub.addSink(
    Object.assign(
      sinkOf((update) => updates.push(update)),
      { forget: (device: Device) => forgotten.push(device) },
    ),
  );
  const hear = (advert: Advert) => hub.hear(through(advert));
  /** Time goes by, and others are heard all the while. */
  const pass = async (ms: number) => {
    for (let leftMs = ms; leftMs > 0; leftMs -= MINUTE) {
      hear(stranger({ from: PASSER_BY, atMs: clock.steady() - START_MS }));
      await clock.advance(Math.min(leftMs, MINUTE));
    }
  };
  return {
    hub,
    clock,
    log,
    store,
    updates,
    forgotten,
    hear,
    pass,
    /** Time goes by, and then something is heard. */
    passWith: async (ms: number, advert: Advert) => {
      await pass(ms);
      const { addressValue: address, addressType, data, rssiDbm } = advert;
      const facts = { address, addressType, data, rssiDbm };
      const times = { timeMs: clock.now(), steadyMs: clock.steady() };
      hub.hear(through(new Advert({ ...facts, ...times })));
    },
    listen: () => hub.run(),
  };
}

function nothing(): void {}

function sinkOf(update: (update: Update) => void) {
  return { name: 'readable', update, forget: () => {}, close: async () => {} };
}

function configuration(settings: Partial<DeviceSettings> = {}, name?: string) {
  const device = { address: ADDRESS, name, settings: { ...DEFAULT_SETTINGS, ...settings } };
  return {
    devices: [device],
    keys: new Map(),
    phones: [],
    ignored: new Set<number>(),
    discovered: 0,
  };
}

function ring(key: string) {
  return new Map([[ADDRESS, new BindKey(fromHex(key))]]);
}

/** What the values were of which updates told that they changed. */
function changesOf(updates: readonly Update[], name: string): readonly unknown[] {
  return updates
    .filter(({ changed }) => changed.includes(name))
    .map(({ device }) => ({ ...device.values, ...device })[name]);
}

/** A motion sensor of Xiaomi's that tells of motion, and never of its end. */
function motion(counter: number, atMs = 0): Advert {
  const hex = `4030dd03${counter.toString(16).padStart(2, '0')}03000101`;
  return serviceAdvert(0xfe95, hex, { atMs });
}

/** A BTHome dimmer that is turned by so many steps. */
function turn(packet: number, steps: number, atMs = 0): Advert {
  const way = steps < 0 ? '01' : '02';
  const count = Math.abs(steps).toString(16).padStart(2, '0');
  return serviceAdvert(0xfcd2, `4000${packet.toString(16).padStart(2, '0')}3c${way}${count}`, {
    atMs,
  });
}
