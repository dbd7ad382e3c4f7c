import { VirtualClock } from '@bluebell/ble/core';
import type { SensorEvent } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import { blankDevice, type Device, type Update } from '../../state/device.ts';
import { DEFAULT_SETTINGS } from '../../state/device-settings.ts';
import type { OnMessage } from '../mqtt-link-parts.ts';
import { ReadableLog } from '../readable-log.contract.ts';
import { isUnder } from '../topic-filter.ts';
import type { SetPort } from './commands.ts';
import type { DiscoveryLink } from './discovery-link.ts';
import { HomeAssistantSink } from './home-assistant-sink.ts';
import type { ReceiverFacts } from './hub-facts.ts';
import { componentsOf, faultsOfHome } from './validate.contract.ts';

const HUB = '0123456789ab';
const KITCHEN = 'homeassistant/device/bluebell_A4C138000001/config';
const GRACE_MS = 10 * 60_000;

describe('HomeAssistantSink', () => {
  it('tells of a newcomer once its values have stopped coming, and once', async () => {
    const { sink, link, clock } = home();
    sink.update(update({ values: { temperature: 20 } }, ['temperature']));
    await clock.advance(1_500);
    sink.update(update({ values: { temperature: 20, humidity: 40 } }, ['humidity']));
    await clock.advance(1_999);
    expect(link.told(KITCHEN)).toEqual([]);
    await clock.advance(1);
    expect(keysOf(link.retained.get(KITCHEN))).toEqual(
      expect.arrayContaining(['temperature', 'humidity']),
    );

    sink.update(update({ values: { temperature: 21, humidity: 41 } }, ['temperature', 'humidity']));
    await clock.advance(60_000);
    expect(link.told(KITCHEN)).toHaveLength(1);
  });

  it('waits ten seconds at most for one that never stops bringing something new', async () => {
    const { sink, link, clock } = home();
    for (let n = 1; n <= 10; n++) {
      const counts = Array.from({ length: n }, (_, i) => [`count_${i + 1}`, i]);
      // The cast holds: numbered counts are numbers.
      const values = Object.fromEntries(counts) as Device['values'];
      sink.update(update({ values }, [`count_${n}`]));
      await clock.advance(1_001);
    }
    expect(link.told(KITCHEN).length).toBeGreaterThan(0);
  });

  it('says nothing of a sensor that nobody asked for, until the user names it', async () => {
    const { sink, link, clock, unwelcome } = home();
    unwelcome.add('A4C138000001');
    sink.update(update({ values: { temperature: 20 } }, ['temperature']));
    await clock.advance(60_000);
    expect(link.told(KITCHEN)).toEqual([]);
    unwelcome.clear();
    sink.update(update({ values: { temperature: 20 }, name: 'kitchen' }, ['name']));
    await clock.advance(10_000);
    expect(link.told(KITCHEN)).toHaveLength(1);
    unwelcome.add('A4C138000001');
    sink.update(update({ values: { temperature: 20 } }, ['name']));
    await clock.advance(10_000);
    expect(link.retained.has(KITCHEN)).toBe(false);
  });

  it('tells at once of what was known before a restart, before any state', () => {
    const { sink, link } = home();
    sink.update(update({ values: { temperature: 20 } }));
    expect(link.retained.has(KITCHEN)).toBe(true);
    expect(link.firsts.has(KITCHEN)).toBe(true);
    expect(link.firsts.has('bluebell/A4C138000001/options')).toBe(false);
  });

  it('tells anew when a name, a setting, a product or a new kind of event comes', async () => {
    const { sink, link, clock } = home();
    const changes: Partial<Device>[] = [
      {},
      { name: 'kitchen' },
      { settings: { ...DEFAULT_SETTINGS, area: 'Kitchen' } },
      { product: 'LYWSD03MMC' },
    ];
    for (const change of changes) {
      sink.update(update({ values: { battery: 9 }, ...change }, ['name']));
      await clock.advance(10_000);
    }
    expect(link.told(KITCHEN)).toHaveLength(4);
    sink.update(
      update(
        { values: { battery: 9 }, product: 'LYWSD03MMC' },
        [],
        [{ source: 'button', type: 'press' }],
      ),
    );
    await clock.advance(10_000);
    expect(keysOf(link.retained.get(KITCHEN))).toContain('event_button');
    sink.update(
      update(
        { values: { battery: 9 }, product: 'LYWSD03MMC' },
        [],
        [{ source: 'button', type: 'press' }],
      ),
    );
    await clock.advance(10_000);
    expect(link.told(KITCHEN)).toHaveLength(5);
  });

  it('moves with a new name, and leaves nothing of the old one', () => {
    const { sink, link } = home();
    sink.update(update({ name: 'kitchen', values: { temperature: 20 } }));
    expect(link.retained.has('bluebell/kitchen/options')).toBe(true);
    sink.update(update({ name: 'cellar', values: { temperature: 20 } }));
    expect([...link.retained.keys()].filter((topic) => topic.endsWith('/options'))).toEqual([
      'bluebell/cellar/options',
    ]);
    expect(componentsOf(link.retained.get(KITCHEN) ?? '').get('temperature')).toMatchObject({
      state_topic: 'bluebell/cellar',
      unique_id: 'bluebell_A4C138000001_temperature',
    });
  });

  it('takes back a device that is forgotten, or that the user does not want there', () => {
    const { sink, link } = home();
    const { device } = update({ values: { temperature: 20 } });
    sink.update(update({ values: { temperature: 20 } }));
    sink.forget(device);
    expect(link.retained.has(KITCHEN)).toBe(false);

    sink.update(update({ values: { temperature: 20 } }));
    expect(link.retained.has(KITCHEN)).toBe(true);
    const settings = { ...DEFAULT_SETTINGS, isAnnounced: false };
    sink.update(update({ values: { temperature: 20 }, settings }));
    expect(link.retained.has(KITCHEN)).toBe(false);
    expect([...link.retained.keys()].some((topic) => topic.endsWith('/options'))).toBe(false);
  });

  it('has Home Assistant forget a component first, and says nothing of it afterwards', async () => {
    const { sink, link, clock } = home();
    sink.update(update({ product: 'SJWS01LM', values: { battery: 80 } }));
    expect(keysOf(link.retained.get(KITCHEN))).toContain('leak');
    link.isConnected = false;
    sink.update(update({ product: 'LYWSD03MMC', values: { battery: 80 } }));
    const gone = () => componentsOf(link.retained.get(KITCHEN) ?? '').get('leak');
    // Shared options of the message aside, nothing is left but the platform.
    expect(JSON.parse(link.retained.get(KITCHEN) ?? '')).toMatchObject({
      cmps: { leak: { p: 'binary_sensor' } },
    });
    expect(gone()).not.toHaveProperty('unique_id');
    await clock.advance(20_000);
    expect(gone()).toBeDefined();
    link.isConnected = true;
    await clock.advance(5_000);
    expect(gone()).toBeUndefined();
  });

  it('tells everything again when Home Assistant came up, spread over seconds, states last', async () => {
    const { sink, link, clock, toldAgain } = home();
    const ids = Array.from({ length: 200 }, (_, n) => 0xa4c138000001 + n);
    for (const address of ids) {
      const device = { ...blankDevice(address, 'sensor', undefined), values: { temperature: 1 } };
      sink.update({ device, changed: [], events: [], timeMs: 0 });
    }
    link.sent.length = 0;
    link.say('homeassistant/status', 'online', true);
    link.say('homeassistant/status', 'offline', false);
    expect(link.sent).toEqual([]);

    link.say('homeassistant/status', 'online', false);
    const atOnce = discoveriesIn(link);
    expect(atOnce).toBeLessThan(20);
    await clock.advance(2_000);
    expect(discoveriesIn(link)).toBeGreaterThan(atOnce);
    expect(discoveriesIn(link)).toBeLessThan(200);
    expect(toldAgain).toEqual([]);
    await clock.advance(4_000);
    expect(discoveriesIn(link)).toBe(202);
    expect(toldAgain).toHaveLength(200);
  });

  it('writes one line however often Home Assistant says that it came up at once', async () => {
    const { sink, link, clock, log } = home();
    sink.update(update({ values: { temperature: 20 } }));
    for (let i = 0; i < 1_000; i++) link.say('homeassistant/status', 'online', false);
    expect(log.count('HA_ONLINE')).toBe(1);
    await clock.advance(10_000);
    link.say('homeassistant/status', 'online', false);
    expect(log.count('HA_ONLINE')).toBe(2);
  });

  it('tells of what it owns alone, and leaves to another hub what that took over', () => {
    const { sink, link, ownership } = home();
    ownership.own('A4C138000001', false);
    sink.update(update({ values: { temperature: 20 } }));
    expect(link.retained.has(KITCHEN)).toBe(false);
    ownership.own('A4C138000001', true);
    expect(link.retained.has(KITCHEN)).toBe(true);
    ownership.own('A4C138000001', false);
    // It stands on the broker, where the other hub's takes its place, and is no more ours to repeat.
    expect(link.retained.has(KITCHEN)).toBe(true);
    expect(link.released).toContain(KITCHEN);
    link.sent.length = 0;
    link.say('homeassistant/status', 'online', false);
    expect(link.told(KITCHEN)).toEqual([]);
  });

  it('tells of the hub and its receivers, and takes a receiver back', async () => {
    const { link, clock, receivers } = home();
    const hub = `homeassistant/device/bluebell_hub_${HUB}/config`;
    const receiver = `homeassistant/device/bluebell_${HUB}_sim/config`;
    expect(keysOf(link.retained.get(hub))).toEqual(
      expect.arrayContaining(['connectivity', 'version', 'restart', 'discover', 'adverts']),
    );
    expect(keysOf(link.retained.get(receiver))).toEqual(
      expect.arrayContaining(['hears', 'stage', 'adverts_per_minute', 'slots_free']),
    );
    receivers.length = 0;
    await clock.advance(60_000);
    expect(link.retained.has(receiver)).toBe(false);
    expect(link.retained.has(hub)).toBe(true);
  });

  it('tells the rooms of a phone anew when a receiver gets an area', async () => {
    const { sink, link, clock, areas } = home();
    sink.update(update({ kind: 'phone', isHome: true }));
    expect(keysOf(link.retained.get(KITCHEN))).not.toContain('room');
    areas.set('sim', 'Attic');
    await clock.advance(60_000);
    expect(componentsOf(link.retained.get(KITCHEN) ?? '').get('room')).toMatchObject({
      options: ['Attic'],
    });
  });

  it('says nothing any more once it is closed', async () => {
    const { sink, link, clock } = home();
    sink.update(update({ values: { temperature: 20 } }, ['temperature']));
    await sink.close();
    link.sent.length = 0;
    sink.update(update({ values: { temperature: 20, humidity: 1 } }));
    link.say('homeassistant/status', 'online', false);
    await clock.advance(GRACE_MS);
    expect(link.sent).toEqual([]);
  });

  it('takes everything back where it ends while the hub goes on, of earlier runs too', async () => {
    const { sink, link, ownership, clock } = home();
    for (const id of ['A4C138000002', 'A4C138000003']) {
      const told = toldBefore(`bluebell_${id}`, HUB);
      link.say(`homeassistant/device/bluebell_${id}/config`, told, true);
    }
    ownership.own('A4C138000003', false);
    sink.update(update({ values: { temperature: 20 } }));
    expect(link.retained.size).toBeGreaterThan(4);
    sink.takeBack();
    expect([...link.retained]).toEqual([]);
    expect(link.clearedBefore).toEqual(['homeassistant/device/bluebell_A4C138000002/config']);

    link.sent.length = 0;
    link.say('homeassistant/status', 'online', false);
    ownership.own('A4C138000001', true);
    await clock.advance(GRACE_MS);
    expect(link.sent).toEqual([]);
  });

  it('leaves what it told to the one that comes in its place, but for the topics of options', () => {
    const { sink, link } = home();
    sink.update(update({ values: { temperature: 20 } }));
    sink.handOver();
    expect(link.retained.has(KITCHEN)).toBe(true);
    expect(link.retained.has('bluebell/A4C138000001/options')).toBe(false);
  });

  it('sends nothing that Home Assistant would not take', () => {
    const { sink, link } = home();
    sink.update(
      update({ name: 'kitchen', values: { temperature: 20, opening: true }, dialSum: 1 }),
    );
    const messages = new Map([...link.retained].filter(([topic]) => topic.endsWith('/config')));
    const documents = new Map(
      [...link.retained].flatMap(([topic, payload]) =>
        topic.endsWith('/config') ? [] : [[topic, JSON.parse(payload)] as const],
      ),
    );
    expect(messages.size).toBe(3);
    expect(faultsOfHome(messages, documents)).toEqual([]);
  });
});

describe('HomeAssistantSink, of what stands on the broker from before', () => {
  it('takes back devices that are no more: of this hub, and of hubs that are gone', async () => {
    const { sink, link, clock, log } = home({
      knows: ['A4C138000003'],
      hubsOnline: ['cccccccccccc'],
    });
    for (const [id, hub] of [
      ['A4C138000001', HUB],
      ['A4C138000002', HUB],
      ['A4C138000003', HUB],
      ['A4C138000004', 'cccccccccccc'],
      ['A4C138000005', 'dddddddddddd'],
    ]) {
      link.say(
        `homeassistant/device/bluebell_${id}/config`,
        toldBefore(`bluebell_${id}`, `${hub}`),
        true,
      );
    }
    sink.update(update({ values: { temperature: 20 } }));
    await clock.advance(GRACE_MS);
    expect(link.clearedBefore).toEqual([
      'homeassistant/device/bluebell_A4C138000002/config',
      'homeassistant/device/bluebell_A4C138000005/config',
    ]);
    expect(log.fieldsOf('HA_CLEANED')).toEqual({ removed: 2 });
  });

  it('takes back a receiver of its own that is no more, and no hub', async () => {
    const { link, clock } = home();
    const gone = `bluebell_${HUB}_tcp_192_0_2_7`;
    for (const [identifier, hub] of [
      [gone, HUB],
      [`bluebell_${HUB}_sim`, HUB],
      ['bluebell_dddddddddddd_sim', 'dddddddddddd'],
    ]) {
      link.say(
        `homeassistant/device/${identifier}/config`,
        toldBefore(`${identifier}`, `${hub}`),
        true,
      );
    }
    link.say(
      'homeassistant/device/bluebell_hub_dddddddddddd/config',
      toldBefore('bluebell_hub_dddddddddddd'),
      true,
    );
    await clock.advance(GRACE_MS);
    expect(link.clearedBefore).toEqual([`homeassistant/device/${gone}/config`]);
  });

  it('has components of an older version forgotten', async () => {
    const { sink, link, clock } = home();
    const before = toldBefore('bluebell_A4C138000001', HUB, { heat: { p: 'sensor' } });
    link.say(KITCHEN, before, true);
    sink.update(update({ values: { temperature: 20 } }));
    await clock.advance(GRACE_MS);
    expect(JSON.parse(link.told(KITCHEN).at(-1) ?? '')).toMatchObject({
      cmps: { heat: { p: 'sensor' } },
    });
    await clock.advance(5_000);
    expect(keysOf(link.retained.get(KITCHEN))).not.toContain('heat');
  });

  it('keeps the buttons of which nobody but a press can tell', async () => {
    const { sink, link, clock } = home();
    const cmps = { event_button_2: { p: 'event', evt_typ: ['press_end', 'shake'] } };
    const press = toldBefore('bluebell_A4C138000001', HUB, cmps);
    const button = { product: 'BTHome', family: 'bthome-v2', values: { battery: 80 } } as const;
    sink.update(update(button));
    link.say(KITCHEN, press, true);
    await clock.advance(GRACE_MS + 10_000);
    expect(componentsOf(link.retained.get(KITCHEN) ?? '').get('event_button_2')).toMatchObject({
      event_types: expect.arrayContaining(['press_end', 'long_press_start', 'shake']),
    });
    // Whichever comes first, the device or what stood there.
    link.say('homeassistant/device/bluebell_A4C138000001/config', press, true);
    sink.forget(update(button).device);
    sink.update(update(button));
    expect(keysOf(link.retained.get(KITCHEN))).toContain('event_button_2');
  });

  it('ignores garbage and thousands of messages of others, and counts them', async () => {
    const { sink, link, clock } = home();
    for (let n = 0; n < 5_000; n++) {
      link.say(`homeassistant/device/other_${n}/config`, toldBefore(`other_${n}`, HUB), true);
      link.say(
        `homeassistant/device/bluebell_x${n}/config`,
        ['{', '[]', 'null', '{"o":1}', ''][n % 5] ?? '',
        true,
      );
    }
    link.say(KITCHEN, toldBefore('bluebell_B4C138000001', HUB), true);
    await clock.advance(GRACE_MS);
    expect(link.clearedBefore).toEqual([]);
    expect(sink.ignored).toEqual({ foreign: 5_000, garbage: 4_001, tooMany: 0 });
  });

  it('remembers no more than it has room for', async () => {
    const { sink, link } = home();
    for (let n = 0; n < 5_000; n++) {
      const id = (0xa4c138000000 + n).toString(16).toUpperCase();
      link.say(
        `homeassistant/device/bluebell_${id}/config`,
        toldBefore(`bluebell_${id}`, HUB),
        true,
      );
    }
    expect(sink.ignored.tooMany).toBe(5_000 - 4_096);
  });
});

describe('HomeAssistantSink, of what is set there', () => {
  it.each([
    ['{"offline_after":600}', ['A4C138000001 {"offline_after_s":600}']],
    ['{"offline_after":0}', ['A4C138000001 {"offline_after_s":0}']],
    ['{"offline_after":-1}', ['A4C138000001 {}']],
    [
      '{"motion_off":90,"contact_class":"door"}',
      ['A4C138000001 {"motion_off_s":90,"opens":"door"}'],
    ],
    ['{"dial_sum":-3}', ['A4C138000001 dial -3']],
  ])('does what %s says', async (payload, done) => {
    const { sink, link, doings, log } = home();
    sink.update(update({}));
    link.say('bluebell/A4C138000001/set', payload, false);
    await Promise.resolve();
    expect(doings).toEqual(done);
    expect(log.count('HA_SET')).toBe(0);
  });

  it.each([
    ['no JSON', '{', 'is no JSON'],
    ['an unknown member', '{"colour":"red"}', 'colour'],
    ['a number that is too large', '{"offline_after":1e9}', 'offline_after'],
    ['a class that is none', '{"contact_class":"roof"}', 'contact_class'],
    ['something very long', `"${'x'.repeat(2_000)}"`, '2002 characters'],
    ['what the configuration refuses', '{"offline_after":13}', 'bad luck'],
  ])('refuses %s, and says so', async (_, payload, words) => {
    const { sink, link, log } = home();
    sink.update(update({}));
    link.say('bluebell/A4C138000001/set', payload, false);
    await log.until('HA_SET');
    expect(log.textOf('HA_SET')).toContain(words);
  });

  it('does nothing for a device that it does not know, nor for a command that was kept', async () => {
    const { sink, link, doings } = home();
    sink.update(update({}));
    link.say('bluebell/A4C138000099/set', '{"offline_after":600}', false);
    link.say('bluebell/A4C138000001/set', '{"offline_after":600}', true);
    link.say(`bluebell/hubs/${HUB}/set`, '{"restart":true}', true);
    await Promise.resolve();
    expect(doings).toEqual([]);
  });

  it('restarts the hub, and switches the adding of sensors', async () => {
    const { link, doings } = home();
    link.say(`bluebell/hubs/${HUB}/set`, '{"restart":true}', false);
    link.say(`bluebell/hubs/${HUB}/set`, '{"discover":false}', false);
    await Promise.resolve();
    expect(doings).toEqual(['restart', 'discover false']);
  });
});

/** A link whose broker is a map. */
class FakeLink implements DiscoveryLink {
  isConnected = true;
  readonly retained = new Map<string, string>();
  readonly firsts = new Set<string>();
  readonly released: string[] = [];
  /** Topics that were cleared though this link never told them. */
  readonly clearedBefore: string[] = [];
  readonly sent: { readonly topic: string; readonly payload: string }[] = [];
  readonly #ears = new Set<{ readonly filter: string; readonly onMessage: OnMessage }>();

  putState: DiscoveryLink['putState'] = (topic, render, options) => {
    if (options?.isFirst) this.firsts.add(topic);
    this.retained.set(topic, render());
    this.sent.push({ topic, payload: render() });
  };
  clearState: DiscoveryLink['clearState'] = (topic, wasTold) => {
    if (!this.retained.delete(topic) && wasTold) this.clearedBefore.push(topic);
  };
  releaseState: DiscoveryLink['releaseState'] = (topic) => this.released.push(topic);
  subscribe: DiscoveryLink['subscribe'] = (filter, onMessage) => {
    const ear = { filter, onMessage };
    this.#ears.add(ear);
    return () => this.#ears.delete(ear);
  };

  /** Somebody says something. */
  say(topic: string, payload: string, isRetained: boolean): void {
    for (const { filter, onMessage } of this.#ears) {
      if (isUnder(filter, topic)) onMessage(topic, payload, isRetained);
    }
  }

  /** All that was sent on a topic. */
  told(wanted: string): readonly string[] {
    return this.sent.filter(({ topic }) => topic === wanted).map(({ payload }) => payload);
  }
}

interface HomeChanges {
  readonly knows?: readonly string[];
  readonly hubsOnline?: readonly string[];
}

/** A sink with everything around it. */
function home({ knows = [], hubsOnline = [] }: HomeChanges = {}) {
  const clock = new VirtualClock();
  const link = new FakeLink();
  const log = new ReadableLog();
  const toldAgain: string[] = [];
  const doings: string[] = [];
  const foreign = new Set<string>();
  const unwelcome = new Set<string>();
  const areas = new Map<string, string>();
  const listeners = new Set<(id: string) => void>();
  const receivers: ReceiverFacts[] = [
    { name: 'sim', stage: 'running', adverts: 5, advertsPerMinute: 2, recoveries: 0, slotsFree: 3 },
  ];
  const set: SetPort = {
    deviceOptions: (id, options) => {
      if (options.offline_after_s === 13) return Promise.reject(new Error('bad luck'));
      doings.push(`${id} ${JSON.stringify(options)}`);
      return Promise.resolve();
    },
    setDial: (id, sum) => doings.push(`${id} dial ${sum}`),
    setDiscover: (isOn) => {
      doings.push(`discover ${isOn}`);
      return Promise.resolve();
    },
    restart: () => doings.push('restart'),
  };
  const sink = new HomeAssistantSink(
    link,
    {
      prefix: 'homeassistant',
      statusTopic: 'homeassistant/status',
      statusOnline: 'online',
      base: 'bluebell',
      hubId: HUB,
      version: '1.2.3',
      hasTriggers: false,
      topicOf: ({ name, id }) => `bluebell/${name ?? id}`,
    },
    {
      clock,
      log,
      ownership: {
        owns: (id) => !foreign.has(id),
        onChange: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        heardElsewhere: () => [],
      },
      knows: (id) => knows.includes(id),
      isWelcome: (id) => !unwelcome.has(id),
      isHubOnline: (hubId) => hubsOnline.includes(hubId),
      areas: () => areas,
      tellAgain: (id) => toldAgain.push(id),
      hub: () => ({
        name: 'Attic hub',
        startedMs: 0,
        isDiscovering: true,
        devices: 1,
        adverts: 100,
        problems: [],
      }),
      receivers: () => receivers,
      set,
    },
  );
  const own = (id: string, isOurs: boolean) => {
    if (isOurs) foreign.delete(id);
    else foreign.add(id);
    for (const listener of listeners) listener(id);
  };
  const ownership = { own };
  return { sink, link, clock, log, toldAgain, doings, receivers, areas, unwelcome, ownership };
}

function update(
  changes: Partial<Device>,
  changed: readonly string[] = [],
  events: readonly SensorEvent[] = [],
): Update {
  const device = { ...blankDevice(0xa4c138000001, 'sensor', undefined), ...changes };
  return { device, changed, events, timeMs: 0 };
}

function keysOf(payload: string | undefined): readonly string[] {
  return [...componentsOf(payload ?? '').keys()];
}

function discoveriesIn({ sent }: FakeLink): number {
  return sent.filter(({ topic }) => topic.endsWith('/config')).length;
}

/** A message as one of our hubs left it. */
function toldBefore(identifier: string, hubId?: string, cmps: object = {}): string {
  const via = hubId === undefined ? {} : { via_device: `bluebell_hub_${hubId}` };
  return JSON.stringify({
    dev: { ids: [identifier], ...via },
    o: { name: 'bluebell', sw: '0.9.0' },
    cmps,
  });
}
