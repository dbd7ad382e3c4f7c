// What the MQTT sink does with any broker, for tests: with our own beside it, with others' in
// `test/`. Also what such tests need: a sink that tries again soon, and news for it.

import { type Clock, systemClock } from '@bluebell/ble/core';
import type { SensorEvent } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import type { Device, Update } from '../state/device.ts';
import { DEFAULT_SETTINGS } from '../state/device-settings.ts';
import { MqttSink } from './mqtt.ts';
import { MqttLink } from './mqtt-link.ts';
import { presenceOn } from './mqtt-link-parts.ts';
import type { MqttSinkOptions } from './mqtt-settings.ts';
import { Line, Watcher } from './mqtt-watcher.contract.ts';
import { ReadableLog } from './readable-log.contract.ts';

export { tasmotaSinkContract } from './tasmota.contract.ts';
export { Watcher };

/** A broker that a test can take away and bring back. */
export interface BrokerPeer extends AsyncDisposable {
  readonly url: string;
  /** Goes away, and forgets what it was told. */
  stop(): Promise<void>;
  /** Comes back where it was. */
  start(): Promise<void>;
}

const PRESS: SensorEvent = { source: 'button', type: 'press' };
const FIRST_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Runs everything that holds for all brokers. */
export function mqttSinkContract(
  broker: string,
  start: () => Promise<BrokerPeer>,
  version: '3.1.1' | '5',
): void {
  describe(`MqttSink with ${broker}, MQTT ${version}`, () => {
    it('keeps state on the broker, and sends events to those who listen now', async () => {
      await using peer = await start();
      await using early = await Watcher.on(peer.url);
      const { sink, close } = testSink({ url: peer.url, version });
      sink.update(update({ values: { temperature: 21.5 } }, [PRESS]));
      await early.until(() => early.on('bluebell/A4C138000001/event').length === 1);
      await early.until(() => early.on('bluebell/A4C138000001').length === 1);

      await using late = await Watcher.on(peer.url);
      await late.until(() => late.messages.length === 3);
      expect(late.messages.map(({ topic }) => topic).sort()).toEqual([
        'bluebell/A4C138000001',
        'bluebell/A4C138000001/availability',
        'bluebell/bridge/state',
      ]);
      expect(late.on('bluebell/A4C138000001/availability')).toEqual([{ state: 'online' }]);
      expect(late.on('bluebell/A4C138000001')).toMatchObject([{ temperature: 21.5 }]);
      expect(late.on('bluebell/bridge/state')).toEqual([{ state: 'online' }]);
      await close();
    });

    it('says that it is there before anything else, and that it goes last', async () => {
      await using peer = await start();
      await using watcher = await Watcher.on(peer.url);
      const { sink, close } = testSink({ url: peer.url, version });
      sink.update(update({ values: { temperature: 21.5 } }));
      await watcher.until(() => watcher.messages.length === 3);
      await close();

      await watcher.until(() => watcher.messages.length === 4);
      expect(watcher.messages.map(({ topic }) => topic)).toEqual([
        'bluebell/bridge/state',
        'bluebell/A4C138000001/availability',
        'bluebell/A4C138000001',
        'bluebell/bridge/state',
      ]);
      expect(watcher.on('bluebell/bridge/state')).toEqual([
        { state: 'online' },
        { state: 'offline' },
      ]);
    });

    it('sends what waits when it is closed before it was connected', async () => {
      await using peer = await start();
      await using watcher = await Watcher.on(peer.url);
      const { sink, close } = testSink({ url: peer.url, version });
      for (let n = 0; n < 100; n++) sink.update(update({ values: { count: n } }, [PRESS], n));
      await close();

      await watcher.until(() => watcher.on('bluebell/bridge/state').length === 2);
      expect(watcher.on('bluebell/A4C138000001').at(-1)).toMatchObject({ count: 99 });
      expect(watcher.on('bluebell/A4C138000001/event')).toHaveLength(100);
    });

    it('is declared offline by the broker when the connection breaks, and comes back', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      await using watcher = await Watcher.on(peer.url);
      const { log, close } = testSink({ url: line.url, version });
      await watcher.until(() => watcher.on('bluebell/bridge/state').length === 1);

      line.cut();
      await watcher.until(() => watcher.on('bluebell/bridge/state').length === 3);
      expect(watcher.on('bluebell/bridge/state')).toEqual([
        { state: 'online' },
        { state: 'offline' },
        { state: 'online' },
      ]);
      expect(log.codes()).toEqual(['MQTT_CONNECTED', 'MQTT_LOST', 'MQTT_CONNECTED']);
      await close();
    });

    it('tells a broker that was away the newest states, and each event with its time', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      const { sink, link, log, close } = testSink({ url: line.url, version });
      sink.update(update({ id: 'A4C138000002', values: { battery: 80 } }));
      sink.update(update({ values: { temperature: 20 } }));
      await log.until('MQTT_CONNECTED');

      await peer.stop();
      await log.until('MQTT_LOST');
      line.isUp = false;
      for (let n = 1; n <= 50; n++) {
        sink.update(update({ values: { temperature: 20 + n } }, [{ ...PRESS, count: n }], n));
      }
      expect(link.waitingEvents).toBe(50);

      await peer.start();
      await using watcher = await Watcher.on(peer.url);
      line.isUp = true;
      const events = 'bluebell/A4C138000001/event';
      await watcher.until(() => watcher.on(events).length === 50);
      expect(watcher.on(events)).toEqual(
        Array.from({ length: 50 }, (_, index) => ({
          ...standardPress(index + 1),
          source: 'button',
          type: 'press',
          count: index + 1,
          event_id: `press${index + 1}`,
          time: new Date(FIRST_MS + index + 1).toISOString().replace('Z', '+00:00'),
        })),
      );
      expect(watcher.on('bluebell/A4C138000001')).toMatchObject([{ temperature: 70 }]);
      expect(watcher.on('bluebell/A4C138000002')).toMatchObject([{ battery: 80 }]);
      await close();
    });

    it('drops events that waited for too long, and says how many', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      line.isUp = false;
      const clock = new AdjustableClock();
      const { sink, link, log, close } = testSink({ url: line.url, version }, clock);
      for (let n = 1; n <= 3; n++) sink.update(update({}, [{ ...PRESS, count: n }]));
      clock.addedMs = 2 * 3_600_000 + 1;
      sink.update(update({}, [{ ...PRESS, count: 4 }]));
      expect(link.droppedEvents).toBe(3);

      await using watcher = await Watcher.on(peer.url);
      line.isUp = true;
      await watcher.until(() => watcher.on('bluebell/A4C138000001/event').length === 1);
      expect(watcher.on('bluebell/A4C138000001/event')).toMatchObject([{ count: 4 }]);
      expect(watcher.on('bluebell/A4C138000001/event_log')).toEqual([]);
      expect(log.fieldsOf('MQTT_DROPPED')).toEqual({ dropped: 3 });
      await close();
    });

    it('tells of what happened while the broker was away for an hour, in order, where no light hears it', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      line.isUp = false;
      const clock = new AdjustableClock();
      const { sink, close } = testSink({ url: line.url, version }, clock);
      for (let n = 1; n <= 30; n++) {
        sink.update(update({ values: { count: n } }, [{ ...PRESS, count: n }], n * 120_000));
        clock.addedMs += 120_000;
      }
      sink.update(update({ values: { count: 31 } }, [{ ...PRESS, count: 31 }], 3_600_000));

      await using watcher = await Watcher.on(peer.url);
      line.isUp = true;
      await watcher.until(() => watcher.on('bluebell/A4C138000001/event').length === 1);
      const late = watcher.on('bluebell/A4C138000001/event_log');
      expect(late).toMatchObject(
        Array.from({ length: 30 }, (_, index) => ({
          count: index + 1,
          time: new Date(FIRST_MS + (index + 1) * 120_000).toISOString().replace('Z', '+00:00'),
        })),
      );
      expect(watcher.on('bluebell/A4C138000001/event')).toMatchObject([{ count: 31 }]);
      expect(watcher.on('bluebell/A4C138000001')).toMatchObject([{ count: 31 }]);
      await close();
    });

    it('makes the broker forget a device that the hub forgets', async () => {
      await using peer = await start();
      await using watcher = await Watcher.on(peer.url);
      const { sink, close } = testSink({ url: peer.url, version });
      const { device } = update({ values: { temperature: 20 } });
      sink.update(update({ values: { temperature: 20 } }));
      await watcher.until(() => watcher.on('bluebell/A4C138000001').length === 1);

      sink.forget(device);
      await close();
      await using late = await Watcher.on(peer.url);
      await late.until(() => late.messages.length > 0);
      expect(late.messages.map(({ topic }) => topic)).toEqual(['bluebell/bridge/state']);
    });
  });
}

/** One update of a button that is also a thermometer. `n` tells its time from others. */
export function update(
  changes: Partial<Device>,
  events: readonly SensorEvent[] = [],
  n = 0,
): Update {
  const device: Device = {
    id: 'A4C138000001',
    address: 'A4:C1:38:00:00:01',
    name: undefined,
    kind: 'sensor',
    product: undefined,
    family: 'bthome-v2',
    values: {},
    fault: undefined,
    localName: undefined,
    isHome: undefined,
    rssiDbm: -60,
    radio: 'test',
    lastSeenMs: FIRST_MS + n,
    receivers: [{ receiver: 'test', rssiDbm: -60, lastSeenMs: FIRST_MS + n }],
    isOnline: true,
    intervalMs: undefined,
    dialSum: undefined,
    settings: DEFAULT_SETTINGS,
    ...changes,
  };
  const changed = Object.keys(device.values);
  return { device, changed, events, timeMs: FIRST_MS + n, pressId: `press${n}` };
}

/** What a press of so many in a row is called. */
function standardPress(count: number) {
  return count < 2
    ? { event_type: 'press_end' }
    : { event_type: 'multi_press_end', multi_press_count: count };
}

/** A sink and what it hangs on. */
export interface TestSink {
  readonly sink: MqttSink;
  readonly link: MqttLink;
  readonly log: ReadableLog;
  readonly close: () => Promise<void>;
}

/** A sink that tries again after milliseconds, and the log that it writes. */
export function testSink(
  options: Omit<MqttSinkOptions, 'clientId'>,
  clock: Clock = systemClock,
): TestSink {
  const log = new ReadableLog();
  const backoff = { firstMs: 10, longestMs: 40, refusedMs: 60_000 };
  const all: MqttSinkOptions = { clientId: 'bluebell-test', backoff, ...options };
  const presence = presenceOn(all.base ?? 'bluebell');
  const link = new MqttLink(all, presence, { log, clock, random: () => 0.5 });
  const sink = new MqttSink(link, { clock });
  const close = async () => {
    await sink.close();
    await link.close();
  };
  return { log, link, sink, close };
}

/** The time of the machine and some more. */
class AdjustableClock implements Clock {
  addedMs = 0;
  now = () => systemClock.now() + this.addedMs;
  steady = () => systemClock.steady() + this.addedMs;
  after: Clock['after'] = (delayMs, callback) => systemClock.after(delayMs, callback);
}
