import { fromHex, parseAddress, VirtualClock } from '@bluebell/ble/core';
import { BindKey, ReplayGuard } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import {
  KITCHEN,
  type Reading,
  START_MS,
  serviceAdvert,
  stranger,
  thermometer,
  through,
} from '../air.contract.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import type { Update } from '../state/device.ts';
import { Registry } from '../state/registry.ts';
import { Pipeline } from './pipeline.ts';
import { Presence } from './presence.ts';
import { RepeatFilter } from './repeat-filter.ts';
import { Strangers } from './strangers.ts';

const KITCHEN_ADDRESS = parseAddress(KITCHEN);
const KEY = '00112233445566778899aabbccddeeff';

const SOME_KEY = '0f0e0d0c0b0a09080706050403020100';

describe('Pipeline', () => {
  it('gives one update for what a sensor says, however often and by whomever it is heard', () => {
    const { pipeline, updates } = setUp();
    for (const [n, radio] of ['attic', 'cellar', 'attic'].entries()) {
      pipeline.hear(through(thermometer({ isPressed: true, atMs: 500 * n }), radio));
    }
    expect(updates).toHaveLength(1);
    expect(updates[0]?.events).toEqual([{ source: 'button', type: 'press' }]);
    expect(pipeline.counts).toMatchObject({ adverts: 3, repeats: 2, freshness: { news: 1 } });
  });

  it('refreshes receivers and time with every repeat, and strength where it is heard best', () => {
    const { registry, pipeline } = setUp();
    pipeline.hear(through(thermometer({ celsius: 20, rssiDbm: -60 }), 'attic'));
    pipeline.hear(through(thermometer({ celsius: 20, atMs: 700, rssiDbm: -90 }), 'cellar'));
    expect(registry.get(KITCHEN_ADDRESS)).toMatchObject({
      radio: 'attic',
      rssiDbm: -60,
      lastSeenMs: START_MS + 700,
      receivers: [
        { receiver: 'attic', rssiDbm: -60, lastSeenMs: START_MS },
        { receiver: 'cellar', rssiDbm: -90, lastSeenMs: START_MS + 700 },
      ],
    });
  });

  it('tells whoever taps it of every advert, and of whose it is what became of it', () => {
    const { pipeline } = setUp();
    const heard: (readonly [string, readonly string[]])[] = [];
    const stop = pipeline.tap(({ advert }, judged) => {
      heard.push([advert.address, judged.map(({ outcome }) => outcome)]);
    });
    const other = 'A4:C1:38:00:00:99';
    pipeline.hear(through(thermometer({ celsius: 20 })));
    pipeline.hear(through(thermometer({ celsius: 20, atMs: 100 }), 'attic'));
    pipeline.hear(through(stranger({ from: other })));
    stop();
    pipeline.hear(through(thermometer({ celsius: 21, atMs: 200 })));
    expect(heard).toEqual([
      [KITCHEN, ['news']],
      [KITCHEN, ['repeat']],
      [other, ['unreadable']],
    ]);
  });

  it('tells an observer what becomes of the adverts of one device, until it has enough', () => {
    const { pipeline } = setUp();
    const outcomes: string[] = [];
    const stop = pipeline.observe(KITCHEN_ADDRESS, (outcome) => outcomes.push(outcome));
    const other = 'A4:C1:38:00:00:99';
    pipeline.hear(through(thermometer({ celsius: 20 })));
    pipeline.hear(through(thermometer({ celsius: 20, atMs: 100 }), 'attic'));
    pipeline.hear(through(thermometer({ celsius: 20, from: other })));
    pipeline.hear(through(stranger({ from: KITCHEN })));
    pipeline.hear(through(thermometer({ celsius: 20, key: SOME_KEY, counter: 1 })));
    stop();
    pipeline.hear(through(thermometer({ celsius: 30 })));
    expect(outcomes).toEqual(['news', 'repeat', 'unreadable', 'missing_key']);
  });

  it('knows a repeat by its counter where its bytes differ', () => {
    const { pipeline, updates } = setUp();
    pipeline.hear(through(thermometer({ celsius: 20, packet: 9 })));
    pipeline.hear(through(thermometer({ celsius: 20, packet: 9, localName: 'K1' })));
    expect(updates).toHaveLength(1);
    expect(pipeline.counts.freshness).toMatchObject({ news: 1, repeat: 1 });
  });

  it('counts strangers, and keeps nothing else of them', () => {
    const { registry, strangers, repeats, guard, updates, pipeline } = setUp();
    for (let n = 0; n < 5; n++)
      pipeline.hear(through(stranger({ from: `70:00:00:00:00:0${n % 3}` })));
    expect(pipeline.counts.strangers).toBe(5);
    expect(strangers.size).toBe(3);
    expect([registry.devices.length, repeats.size, guard.size, updates.length]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('takes whatever else a known sensor sends for a sign of life', () => {
    const { registry, pipeline } = setUp();
    pipeline.hear(through(thermometer({ celsius: 20 })));
    pipeline.hear(through(stranger({ from: KITCHEN, atMs: 5_000 })));
    expect(registry.get(KITCHEN_ADDRESS)?.lastSeenMs).toBe(START_MS + 5_000);
    expect(pipeline.counts.strangers).toBe(0);
  });

  it('does not hear addresses that the user ignores, nor what others say in their name', () => {
    const { registry, pipeline } = setUp({ ignored: [KITCHEN], known: [] });
    pipeline.hear(through(thermometer({ celsius: 20 })));
    pipeline.hear(through(flower({ from: 'C4:7C:8D:00:00:09', mac: KITCHEN })));
    expect(registry.devices).toEqual([]);
    expect(pipeline.counts.ignored).toBe(1);
  });

  it('leaves sensors alone that nobody configured, where discovery is off', () => {
    const { registry, pipeline } = setUp({ discovered: 0 });
    pipeline.hear(through(thermometer({ from: 'A4:C1:38:00:00:99', celsius: 20 })));
    pipeline.hear(through(thermometer({ celsius: 21 })));
    expect(registry.devices.map(({ id }) => id)).toEqual(['A4C138000001']);
    expect(pipeline.counts.strangers).toBe(1);
  });

  it('takes up sensors that measure, that are known products, or that only lack a key', () => {
    const { registry, pipeline } = setUp();
    pipeline.hear(through(thermometer({ from: 'A4:C1:38:00:00:11', celsius: 20 })));
    pipeline.hear(through(thermometer({ from: 'A4:C1:38:00:00:12', celsius: 20, key: KEY })));
    pipeline.hear(through(idle({ from: 'A4:C1:38:00:00:13', pid: '5b05' })));
    expect(registry.devices.map(({ id, fault, product }) => [id, product, fault])).toEqual([
      ['A4C138000011', 'BTHome', undefined],
      ['A4C138000012', 'BTHome', 'missing_key'],
      ['A4C138000013', 'LYWSD03MMC', undefined],
    ]);
  });

  it('does not take up what only looks like a sensor', () => {
    const { registry, pipeline } = setUp();
    pipeline.hear(through(idle({ from: 'A4:C1:38:00:00:21', pid: 'ffff' })));
    pipeline.hear(through(serviceAdvert(0xfe95, '3058', { from: 'C0:00:00:00:00:02' })));
    pipeline.hear(
      through(serviceAdvert(0x181a, '00112233445566778899', { from: 'C0:00:00:00:00:01' })),
    );
    expect(registry.devices).toEqual([]);
    expect(pipeline.counts.strangers).toBe(3);
  });

  it('believes the address inside of a frame, whoever sends it, and knows its repeats', () => {
    const { registry, updates, pipeline } = setUp();
    for (const atMs of [0, 500]) {
      pipeline.hear(through(flower({ from: 'C4:7C:8D:00:00:09', mac: 'C4:7C:8D:00:00:01', atMs })));
    }
    expect(registry.devices.map(({ id }) => id)).toEqual(['C47C8D000001']);
    expect(registry.devices[0]?.lastSeenMs).toBe(START_MS + 500);
    expect(updates).toHaveLength(1);
  });

  it('says once that no more sensors are taken up', () => {
    const { log, pipeline } = setUp({ discovered: 1 });
    for (const celsius of [20, 21]) {
      for (let n = 1; n < 6; n++) {
        pipeline.hear(through(thermometer({ from: `A4:C1:38:00:02:0${n}`, celsius })));
        pipeline.hear(through(thermometer({ from: 'A4:C1:38:00:02:01', celsius: celsius + n })));
      }
    }
    expect(log.codes()).toEqual(['DEVICES_FULL']);
  });
});

describe('Pipeline, of frames that are not believed', () => {
  it('changes nothing for an old recording, not even when the sensor was heard last', () => {
    const { registry, updates, pipeline } = setUp({ keys: { [KITCHEN]: KEY } });
    pipeline.hear(sealed({ celsius: 20, counter: 5_000 }));
    const before = registry.get(KITCHEN_ADDRESS);
    for (const atMs of [10_000, 10_500, 11_000]) {
      pipeline.hear(sealed({ celsius: 99, isPressed: true, counter: 4_000, atMs }));
    }
    expect(registry.get(KITCHEN_ADDRESS)).toBe(before);
    expect(updates).toHaveLength(1);
    expect(pipeline.counts.freshness.replay).toBe(3);
  });

  it('changes nothing for a frame in the clear from a sensor that has a key', () => {
    const { registry, updates, pipeline } = setUp({ keys: { [KITCHEN]: KEY } });
    pipeline.hear(sealed({ celsius: 20 }));
    const before = registry.get(KITCHEN_ADDRESS);
    for (const atMs of [10_000, 10_500]) pipeline.hear(through(thermometer({ celsius: 99, atMs })));
    expect(registry.get(KITCHEN_ADDRESS)).toBe(before);
    expect(updates).toHaveLength(1);
    expect(pipeline.counts.freshness.downgrade).toBe(2);
  });

  it('names each device once, and a flood of them not at all', () => {
    const addresses = Array.from({ length: 300 }, (_, n) => {
      return `A4:C1:38:00:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`;
    });
    const keys = Object.fromEntries(addresses.map((address) => [address, KEY]));
    const { log, pipeline } = setUp({ keys, known: addresses });
    for (let round = 0; round < 3; round++) {
      for (const from of addresses) pipeline.hear(through(thermometer({ from, celsius: round })));
    }
    expect(log.count('FRAME_REFUSED')).toBe(256);
    expect(log.textOf('FRAME_REFUSED')).toContain('A4:C1:38:00:00:00');
    expect(pipeline.counts.freshness.downgrade).toBe(900);
  });
});

function sealed(reading: Reading) {
  return through(thermometer({ key: KEY, ...reading }));
}

interface Options {
  readonly known?: readonly string[];
  readonly ignored?: readonly string[];
  readonly discovered?: number;
  readonly keys?: Readonly<Record<string, string>>;
}

/** A pipeline that knows the kitchen, and all that it works with. */
function setUp({ known = [KITCHEN], ignored = [], discovered = 10, keys = {} }: Options = {}) {
  const updates: Update[] = [];
  const update = (news: Update) => updates.push(news);
  const registry = new Registry(
    known.map((address) => ({ address: parseAddress(address) })),
    { discovered },
    { update, forget: () => {} },
  );
  const clock = new VirtualClock(START_MS);
  const parts = {
    registry,
    keys: new Map(
      Object.entries(keys).map(([address, key]) => [
        parseAddress(address),
        new BindKey(fromHex(key)),
      ]),
    ),
    presence: new Presence({ phones: [], registry, clock, rememberedAddresses: 16 }),
    guard: new ReplayGuard(),
    repeats: new RepeatFilter(),
    strangers: new Strangers(1_000),
    ignored: new Set(ignored.map(parseAddress)),
    log: new ReadableLog(),
  };
  return { ...parts, updates, pipeline: new Pipeline(parts) };
}

/** A MiBeacon frame of version 5 that says no more than "here I am". */
function idle({ from, pid }: { readonly from: string; readonly pid: string }) {
  return serviceAdvert(0xfe95, `1058${pid}01${reversed(from)}`, { from });
}

/** A Flower Care, in the clear: MiBeacon 2 with an address of its own, and a soil moisture of 37 %. */
function flower({
  from,
  mac,
  atMs = 0,
}: Readonly<Record<'from' | 'mac', string>> & { atMs?: number }) {
  return serviceAdvert(0xfe95, `7120980001${reversed(mac)}0d0810 01 25`, { from, atMs });
}

function reversed(address: string): string {
  return address.split(':').toReversed().join('');
}
