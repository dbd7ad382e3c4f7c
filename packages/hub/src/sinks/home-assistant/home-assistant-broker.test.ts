import { systemClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { alone } from '../../cluster/agreement.ts';
import { testSink, update, Watcher } from '../mqtt.contract.ts';
import { ownBroker } from '../own-broker.contract.ts';
import { HomeAssistantSink } from './home-assistant-sink.ts';
import { faultsOfHome } from './validate.contract.ts';

const HUB = '0123456789ab';
const DEVICE = 'homeassistant/device/bluebell_A4C138000001/config';

describe('HomeAssistantSink with a broker', () => {
  it('is told on every connection before any state, and takes what really is published', async () => {
    await using peer = await ownBroker();
    await using watcher = await Watcher.on(peer.url, {}, '#');
    const tested = testSink({ url: peer.url });
    const { sink, link, log } = tested;
    const discovery = new HomeAssistantSink(link, OPTIONS, { ...PARTS, log });
    const told = update({ product: 'K9B-1BTN', values: { temperature: 21.5 }, receivers: HEARD }, [
      { source: 'button', type: 'press' },
    ]);
    sink.update({ ...told, events: [] });
    discovery.update({ ...told, changed: [], events: [] });
    await watcher.until(() => watcher.texts('bluebell/A4C138000001').length === 1);
    await watcher.until(() => watcher.texts(DEVICE).length === 1);
    const order = watcher.messages.map(({ topic }) => topic);
    expect(order[0]).toBe('bluebell/bridge/state');
    expect(order.indexOf(DEVICE)).toBeLessThan(order.indexOf('bluebell/A4C138000001'));

    sink.update(told);
    await watcher.until(() => watcher.texts('bluebell/A4C138000001/event').length === 1);
    const last = new Map(watcher.messages.map(({ topic, payload }) => [topic, payload]));
    const messages = [...last].filter(([topic]) => topic.startsWith('homeassistant/'));
    const documents = [...last].filter(([topic]) => topic.startsWith('bluebell/'));
    expect(
      faultsOfHome(
        new Map(messages),
        new Map(documents.map(([topic, payload]) => [topic, JSON.parse(payload)])),
      ),
    ).toEqual([]);

    await watcher.say('homeassistant/status', 'online');
    await watcher.until(() => watcher.texts(DEVICE).length === 2);
    await discovery.close();
    await tested.close();
    await using late = await Watcher.on(peer.url, {}, 'homeassistant/device/#');
    await late.until(() => late.messages.length === 3);
    expect(late.texts(DEVICE)).toHaveLength(1);
  });
});

const HEARD = [{ receiver: 'sim', rssiDbm: -60, lastSeenMs: 0 }];

const OPTIONS = {
  prefix: 'homeassistant',
  statusTopic: 'homeassistant/status',
  statusOnline: 'online',
  base: 'bluebell',
  hubId: HUB,
  version: '1.2.3',
  hasTriggers: false,
  topicOf: ({ id }: { readonly id: string }) => `bluebell/${id}`,
};

const PARTS = {
  clock: systemClock,
  ownership: alone,
  knows: () => true,
  isWelcome: () => true,
  isHubOnline: () => false,
  areas: () => new Map<string, string>(),
  tellAgain: () => {},
  hub: () => ({
    name: 'Attic',
    startedMs: 0,
    isDiscovering: true,
    devices: 1,
    adverts: 1,
    problems: [],
  }),
  receivers: () => [
    { name: 'sim', stage: 'running' as const, adverts: 1, advertsPerMinute: 1, recoveries: 0 },
  ],
  set: {
    deviceOptions: () => Promise.resolve(),
    setDial: () => {},
    setDiscover: () => Promise.resolve(),
    restart: () => {},
  },
};
