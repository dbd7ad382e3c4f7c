import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, describe, expect, it } from 'vitest';
import type { ComponentHealth } from '../../api/health.ts';
import { ATTIC, KITCHEN, type ServedHub, serve } from '../../api/served-hub.contract.ts';
import { parseConfig } from '../../config/index.ts';
import type { Device, Update } from '../../state/device.ts';
import type { OnMessage } from '../mqtt-link-parts.ts';
import { ReadableLog } from '../readable-log.contract.ts';
import { Bridge } from './bridge.ts';
import type { BridgeLead } from './bridge-link.ts';
import type { FeedLevel } from './log-feed.ts';

const HUB = '0123456789ab';

const open: { readonly hub: ServedHub; readonly bridge: Bridge }[] = [];
afterEach(async () => {
  for (const { hub, bridge } of open.splice(0)) {
    await bridge.close();
    await hub.close();
  }
});

describe('the bridge', () => {
  it('tells what it is, how it is, its devices and radios, and no secret', async () => {
    const { clock, json, states } = await start();
    await clock.advance(0);
    expect([...states.keys()].toSorted()).toEqual([
      'bluebell/bridge/devices',
      'bluebell/bridge/health',
      'bluebell/bridge/info',
      'bluebell/bridge/radios',
    ]);
    expect(json('bridge/info')).toMatchObject({
      version: '1.2.3',
      hub: HUB,
      restart_required: true,
      restart_required_settings: ['web.port'],
      config: { mqtt: { base: 'bluebell', password: '[secret]' } },
      config_schema: { title: 'Configuration of bluebell' },
    });
    expect(json('bridge/devices')).toMatchObject([
      {
        id: 'A4C138000001',
        name: 'kitchen',
        vendor: 'Xiaomi',
        model: 'LYWSD03MMC',
        decoder: 'mibeacon',
        exposes: ['temperature', 'humidity', 'battery'].map((name) => ({ name, type: 'numeric' })),
        options: { announce: true, opens: 'opening' },
      },
      { id: 'A4C138000002', fault: 'missing_key' },
    ]);
    expect(json('bridge/health')).toMatchObject({ status: 'ok', radios: [], devices: {} });
    expect([...states.values()].join()).not.toContain('hunter2');
  });

  it('says nothing twice but its health, each minute', async () => {
    const { clock, writes } = await start();
    await clock.advance(0);
    writes.length = 0;
    await clock.advance(59_000);
    expect(writes).toEqual([]);
    await clock.advance(2_000);
    expect(writes).toEqual(['bluebell/bridge/health']);
  });

  it('tells at once when a part comes to stand otherwise', async () => {
    const parts: ComponentHealth[] = [];
    const { clock, json } = await start({ health: parts });
    await clock.advance(0);
    parts.push({ name: 'mqtt', status: 'degraded', sinceMs: 0, detail: 'away', nextStep: 'look' });
    await clock.advance(5_000);
    expect(json('bridge/health')).toMatchObject({
      status: 'degraded',
      components: [{ name: 'web' }, { name: 'mqtt', status: 'degraded', next_step: 'look' }],
    });
  });

  it('counts what devices say', async () => {
    const { clock, bridge, json } = await start();
    await clock.advance(0);
    for (let n = 0; n < 30; n++) bridge.update(news(KITCHEN, ['temperature']));
    await clock.advance(60_000);
    expect(json('bridge/health')).toMatchObject({
      devices: { A4C138000001: { messages: 30, messages_per_minute: 30 } },
    });
  });

  it('tells what becomes of devices, but not of those that were there before', async () => {
    const { bridge, events } = await start();
    bridge.update(news(KITCHEN, []));
    bridge.update(news(ATTIC, ['fault']));
    bridge.update(news({ ...ATTIC, fault: undefined }, ['fault']));
    bridge.update(news({ ...KITCHEN, name: 'cellar' }, ['name']));
    bridge.forget(KITCHEN);
    expect(events('bridge/event').map(({ type, data }) => [type, data])).toMatchObject([
      ['device_found', { id: 'A4C138000002' }],
      ['key_needed', { id: 'A4C138000002', fault: 'missing_key' }],
      ['key_accepted', { id: 'A4C138000002' }],
      ['device_renamed', { name: 'cellar' }],
      ['device_removed', { id: 'A4C138000001' }],
    ]);
  });

  it('refuses a request whose transaction is too deep to be written again', async () => {
    const { send, events } = await start();
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    await send('bridge/request/status', `{"transaction":${deep}}`);
    expect(events('bridge/response')).toMatchObject([{ status: 'error', code: 'BAD_ARGUMENTS' }]);
  });

  it('does what it is asked, once, and answers', async () => {
    const { send, events, hub } = await start();
    await send('bridge/request/device/forget', '{"device":"kitchen","transaction":7}');
    await send('bridge/request/device/forget', 'attic', true);
    await send('bridge/request/fly', '');
    await send('bridge/request/../../x', '');
    await send('bridge/request/status', 'x'.repeat(70_000));
    expect(hub.forgotten).toEqual(['A4C138000001']);
    expect(events('bridge/response/device/forget')).toEqual([
      { status: 'ok', data: { device: 'A4:C1:38:00:00:01', forgotten: true }, transaction: 7 },
    ]);
    expect(events('bridge/response/fly')).toMatchObject([{ code: 'UNKNOWN_REQUEST' }]);
    expect(events('bridge/response/status')).toEqual([]);
  });

  it('leaves out what is more than it can do, and says so once', async () => {
    const { send, events, log } = await start();
    for (let n = 0; n < 200; n++) await send('bridge/request/devices', '');
    expect(events('bridge/response/devices')).toHaveLength(100);
    expect(log.count('REQUESTS_DROPPED')).toBe(1);
  });

  it('tells the log from a level on, without trouble of the broker, and never without end', async () => {
    const { bridge, events } = await start({ logLevel: 'warn' });
    bridge.logged({ level: 'info', code: 'RADIO_ENDED', message: 'ended' });
    bridge.logged({ level: 'warn', code: 'MQTT_LOST', message: 'lost' });
    for (let n = 0; n < 100; n++)
      bridge.logged({ level: 'warn', code: 'RADIO_DEAF', message: 'deaf' });
    expect(events('bridge/logging')).toHaveLength(50);
    expect(events('bridge/logging')[0]).toEqual({
      level: 'warn',
      message: 'deaf',
      namespace: 'radio',
      code: 'RADIO_DEAF',
      hub: HUB,
    });
  });

  it('tells no log where that is not wanted, and begins when it is', async () => {
    const { bridge, events } = await start();
    bridge.logged({ level: 'error', code: 'RADIO_BROKE', message: 'broke' });
    expect(events('bridge/logging')).toEqual([]);
    bridge.logLevel = 'info';
    bridge.logged({ level: 'info', code: 'RADIO_ENDED', message: 'ended' });
    expect(events('bridge/logging')).toHaveLength(1);
  });
});

describe('the bridge of a hub among others', () => {
  it('speaks for itself alone while another leads, and for all once it leads', async () => {
    const lead = new TestLead();
    const { clock, states, released } = await start({ lead });
    await clock.advance(0);
    expect([...states.keys()].every((topic) => topic.startsWith(`bluebell/hubs/${HUB}/`))).toBe(
      true,
    );
    lead.change(true, false);
    expect(states.has('bluebell/bridge/devices')).toBe(true);
    lead.change(false, false);
    expect(released.toSorted()).toEqual(
      ['devices', 'health', 'info', 'radios'].map((subject) => `bluebell/bridge/${subject}`),
    );
  });

  it('does what all have to know, and leaves the answer and all else to the leading one', async () => {
    const lead = new TestLead();
    const { send, events, hub } = await start({ lead });
    await send('bridge/request/device/forget', 'kitchen');
    await send('bridge/request/status', '');
    await send('bridge/request/nonsense', '');
    expect(hub.forgotten).toEqual(['A4C138000001']);
    expect(events('bridge/response')).toEqual([]);
    await send(`hubs/${HUB}/request/devices`, '');
    expect(events(`hubs/${HUB}/response/devices`)).toMatchObject([{ status: 'ok' }]);
  });
});

/** Says who leads. */
class TestLead implements BridgeLead {
  #isLead = false;
  #isAlone = false;
  #listener = () => {};
  isLead = () => this.#isLead;
  isAlone = () => this.#isAlone;
  onChange = (listener: () => void) => {
    this.#listener = listener;
  };

  change(isLead: boolean, isAlone: boolean): void {
    this.#isLead = isLead;
    this.#isAlone = isAlone;
    this.#listener();
  }
}

interface StartOptions {
  readonly health?: readonly ComponentHealth[];
  readonly logLevel?: FeedLevel;
  readonly lead?: BridgeLead;
}

/** A bridge on a link that writes everything down. */
async function start({ health = [], logLevel = 'off', lead }: StartOptions = {}) {
  const clock = new VirtualClock();
  const hub = await serve({ clock, health: [], web: { enabled: true } });
  hub.overview.addHealth({ health: () => health });
  const text = 'mqtt: {url: "mqtt://x", username: u, password: hunter2}';
  const { config } = await parseConfig(text, '/x/config.yaml');
  const log = new ReadableLog();
  const states = new Map<string, string>();
  const writes: string[] = [];
  const released: string[] = [];
  const sent: { readonly topic: string; readonly payload: string }[] = [];
  const heard: [prefix: string, onMessage: OnMessage][] = [];
  const bridge = new Bridge(
    {
      putState(topic, render) {
        states.set(topic, render());
        writes.push(topic);
      },
      releaseState: (topic) => released.push(topic),
      addEvent: (topic, payload) => sent.push({ topic, payload }),
      subscribe: (filter, onMessage) => heard.push([filter.slice(0, -1), onMessage]),
    },
    {
      overview: hub.overview,
      requests: hub.requests,
      hubId: HUB,
      base: 'bluebell',
      lead,
      info: () => ({ config, restartRequired: ['web.port'] }),
      logLevel,
      clock,
      log,
    },
  );
  open.push({ hub, bridge });
  return {
    hub,
    clock,
    bridge,
    log,
    states,
    writes,
    released,
    json: (topic: string) => parsed(states.get(`bluebell/${topic}`)),
    /** What was sent on a topic and below it. */
    events: (topic: string) =>
      sent
        .filter((event) => event.topic.startsWith(`bluebell/${topic}`))
        // The cast holds: all that the bridge sends are objects.
        .map(({ payload }) => parsed(payload) as Record<string, unknown>),
    send: async (topic: string, payload: string, isRetained = false) => {
      const full = `bluebell/${topic}`;
      for (const [prefix, onMessage] of heard) {
        if (full.startsWith(prefix)) onMessage(full, payload, isRetained);
      }
      await clock.advance(0);
    },
  };
}

function news(device: Device, changed: readonly string[]): Update {
  return { device, changed, events: [], timeMs: 0 };
}

function parsed(payload = 'null'): unknown {
  return JSON.parse(payload);
}
