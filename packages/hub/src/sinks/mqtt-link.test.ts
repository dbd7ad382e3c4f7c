import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type Clock, systemClock, VirtualClock } from '@bluebell/ble/core';
import { Aedes } from 'aedes';
import { describe, expect, it } from 'vitest';
import { MqttLink } from './mqtt-link.ts';
import { type Presence, presenceOn } from './mqtt-link-parts.ts';
import { Line, Watcher } from './mqtt-watcher.contract.ts';
import { ownBroker } from './own-broker.contract.ts';
import { ReadableLog } from './readable-log.contract.ts';
import { Refusals } from './refusals.ts';
import { Waiting } from './waiting.contract.ts';

describe('MqttLink', () => {
  it('opens in order: what it hears, that it is there, what has to be first, states, events', async () => {
    await using peer = await ownBroker();
    await using watcher = await Watcher.on(peer.url);
    const { link } = linkTo(peer.url);
    link.addEvent('bluebell/event', '3');
    link.putState('bluebell/state', () => '2');
    link.onOpen(() => link.putState('bluebell/discovery', () => '1', { isFirst: true }));
    await watcher.until(() => watcher.messages.length === 4);
    expect(watcher.messages.map(({ topic }) => topic)).toEqual([
      'bluebell/bridge/state',
      'bluebell/discovery',
      'bluebell/state',
      'bluebell/event',
    ]);
    await link.close();
    expect(link.counts).toMatchObject({ published: 5, dropped: 0, refused: 0 });
  });

  it('hears no more of what it does not want to hear, and is not sent it', async () => {
    await using peer = await ownBroker();
    await using watcher = await Watcher.on(peer.url);
    const { link } = linkTo(peer.url);
    await watcher.until(() => watcher.messages.length === 1);
    const heard: string[] = [];
    const waiting = new Waiting();
    const cancel = link.subscribe('bluebell/a', () => heard.push('first'));
    const cancelSecond = link.subscribe('bluebell/a', () => heard.push('second'));
    link.subscribe('bluebell/mark', () => {
      heard.push('mark');
      waiting.check();
    });
    const say = async (round: number) => {
      // The broker does one thing after the other: what was asked for before this is there then.
      link.addEvent('bluebell/asked', '1');
      await watcher.until(() => watcher.on('bluebell/asked').length === round);
      await watcher.say('bluebell/a', '1');
      await watcher.say('bluebell/mark', '1');
      await waiting.until(() => heard.filter((who) => who === 'mark').length === round);
    };
    await say(1);
    cancel();
    await say(2);
    cancelSecond();
    await say(3);
    expect(heard).toEqual(['first', 'second', 'mark', 'second', 'mark', 'mark']);
    expect(link.counts.received).toBe(5);
    await link.close();
  });

  it('says nothing when it goes, where others are still there', async () => {
    await using peer = await ownBroker();
    await using watcher = await Watcher.on(peer.url);
    const { link } = linkTo(peer.url, { offline: () => undefined, lost: '"lost"' });
    link.addEvent('bluebell/event', '1');
    await watcher.until(() => watcher.messages.length === 2);
    await link.close();
    await watcher.say('bluebell/end', '0');
    await watcher.until(() => watcher.on('bluebell/end').length === 1);
    expect(watcher.on('bluebell/bridge/state')).toEqual([{ state: 'online' }]);
  });

  it('is told of as lost, which is another word than its goodbye', async () => {
    await using peer = await ownBroker();
    await using line = await Line.to(peer.url);
    await using watcher = await Watcher.on(peer.url);
    const { link } = linkTo(line.url, { lost: '"lost"' });
    await watcher.until(() => watcher.messages.length === 1);
    line.isUp = false;
    line.cut();
    await watcher.until(() => watcher.messages.length === 2);
    expect(watcher.messages[1]?.payload).toBe('"lost"');
    await link.close();
  });

  it('names the topics at which a broker hangs up, once, and comes back ever more slowly', async () => {
    await using strict = await brokerThatDenies('bluebell/denied');
    const clock = new VirtualClock();
    const { link, log } = linkTo(strict.url, {}, clock);
    link.putState('bluebell/denied', () => '1');
    await log.until('MQTT_LOST');
    expect(log.textOf('MQTT_LOST')).toMatch(/while it was sent .*bluebell\/denied: .*allows/);
    expect(link.state).toMatchObject({ isConnected: false });
    expect(link.state.lastFailure).toContain('lost the MQTT broker');
    expect(link.state.isUnsteady).toBe(false);

    // Attempts come 0.75, 1.5, 3 … s after each failure, and not before.
    await clock.advance(740);
    expect(link.connections).toBe(1);
    for (const [connections, delayMs] of [
      [2, 750],
      [3, 1_500],
      [4, 3_000],
    ] as const) {
      await clock.advance(delayMs);
      await strict.until(() => link.connections === connections && !link.isConnected);
    }
    expect(log.codes()).toEqual(['MQTT_CONNECTED', 'MQTT_LOST', 'MQTT_CONNECTED']);
    expect(link.state.isUnsteady).toBe(true);
    await link.close();
  });
});

describe('Refusals', () => {
  it('names each topic once, and sixteen at most', () => {
    const log = new ReadableLog();
    const refusals = new Refusals(log);
    for (let n = 0; n < 100; n++) refusals.note('tell', `b/${n % 50}`);
    expect(refusals.count).toBe(100);
    expect(log.count('MQTT_NOT_ALLOWED')).toBe(16);
  });
});

/** A link that tries again after 0.75 s of its clock, then after twice as long. */
function linkTo(url: string, presence: Partial<Presence> = {}, clock: Clock = systemClock) {
  const log = new ReadableLog();
  const parts = { log, clock, random: () => 0.5 };
  const options = { url, clientId: 'bluebell-link' };
  return { log, link: new MqttLink(options, { ...presenceOn('bluebell'), ...presence }, parts) };
}

/** A broker that hangs up on whoever tells it this. */
async function brokerThatDenies(denied: string) {
  const authorizePublish = (_: unknown, { topic }: { topic: string }, done: Done) =>
    done(topic === denied ? new Error('not allowed') : null);
  const aedes = await Aedes.createBroker({ authorizePublish });
  const server = createServer(aedes.handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The cast holds: a server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `mqtt://127.0.0.1:${port}`,
    /** Looks whenever the machine did something. */
    until: async (isSo: () => boolean) => {
      while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
    },
    async [Symbol.asyncDispose]() {
      aedes.close();
      server.close();
      await once(server, 'close');
    },
  };
}

type Done = (error: Error | null) => void;
