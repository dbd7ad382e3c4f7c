// What the MQTT sink does with any broker, for tests: with our own beside it, with others' in
// `test/`. Also what such tests need: a sink that tries again soon, and news for it.

import { type Clock, systemClock } from '@bluebell/ble/core';
import type { SensorEvent } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import type { Device, Update } from '../state/device.ts';
import { MqttSink } from './mqtt.ts';
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
      const { sink } = testSink({ url: peer.url, version });
      sink.update(update({ values: { temperature: 21.5 } }, [PRESS]));
      await early.until(() => early.on('bluebell/A4C138000001/event').length === 1);
      await early.until(() => early.on('bluebell/A4C138000001').length === 1);

      await using late = await Watcher.on(peer.url);
      await late.until(() => late.messages.length === 2);
      expect(late.messages.map(({ topic }) => topic).sort()).toEqual([
        'bluebell/A4C138000001',
        'bluebell/bridge/state',
      ]);
      expect(late.on('bluebell/A4C138000001')).toMatchObject([{ temperature: 21.5 }]);
      expect(late.on('bluebell/bridge/state')).toEqual([{ state: 'online' }]);
      await sink.close();
    });

    it('says that it is there before anything else, and that it goes last', async () => {
      await using peer = await start();
      await using watcher = await Watcher.on(peer.url);
      const { sink } = testSink({ url: peer.url, version });
      sink.update(update({ values: { temperature: 21.5 } }));
      await watcher.until(() => watcher.messages.length === 2);
      await sink.close();

      await watcher.until(() => watcher.messages.length === 3);
      expect(watcher.messages.map(({ payload }) => payload)).toEqual([
        '{"state":"online"}',
        expect.stringContaining('temperature'),
        '{"state":"offline"}',
      ]);
    });

    it('sends what waits when it is closed before it was connected', async () => {
      await using peer = await start();
      await using watcher = await Watcher.on(peer.url);
      const { sink } = testSink({ url: peer.url, version });
      for (let n = 0; n < 100; n++) sink.update(update({ values: { count: n } }, [PRESS], n));
      await sink.close();

      await watcher.until(() => watcher.on('bluebell/bridge/state').length === 2);
      expect(watcher.on('bluebell/A4C138000001').at(-1)).toMatchObject({ count: 99 });
      expect(watcher.on('bluebell/A4C138000001/event')).toHaveLength(100);
    });

    it('is declared offline by the broker when the connection breaks, and comes back', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      await using watcher = await Watcher.on(peer.url);
      const { sink, log } = testSink({ url: line.url, version });
      await watcher.until(() => watcher.on('bluebell/bridge/state').length === 1);

      line.cut();
      await watcher.until(() => watcher.on('bluebell/bridge/state').length === 3);
      expect(watcher.on('bluebell/bridge/state')).toEqual([
        { state: 'online' },
        { state: 'offline' },
        { state: 'online' },
      ]);
      expect(log.codes()).toEqual(['MQTT_CONNECTED', 'MQTT_LOST', 'MQTT_CONNECTED']);
      await sink.close();
    });

    it('tells a broker that was away the newest states, and each event with its time', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      const { sink, log } = testSink({ url: line.url, version });
      sink.update(update({ id: 'A4C138000002', values: { battery: 80 } }));
      sink.update(update({ values: { temperature: 20 } }));
      await log.until('MQTT_CONNECTED');

      await peer.stop();
      await log.until('MQTT_LOST');
      line.isUp = false;
      for (let n = 1; n <= 50; n++) {
        sink.update(update({ values: { temperature: 20 + n } }, [{ ...PRESS, count: n }], n));
      }
      expect(sink.waitingEvents).toBe(50);

      await peer.start();
      await using watcher = await Watcher.on(peer.url);
      line.isUp = true;
      const events = 'bluebell/A4C138000001/event';
      await watcher.until(() => watcher.on(events).length === 50);
      expect(watcher.on(events)).toEqual(
        Array.from({ length: 50 }, (_, index) => ({
          event_type: 'press',
          source: 'button',
          count: index + 1,
          time: new Date(FIRST_MS + index + 1).toISOString().replace('Z', '+00:00'),
        })),
      );
      expect(watcher.on('bluebell/A4C138000001')).toMatchObject([{ temperature: 70 }]);
      expect(watcher.on('bluebell/A4C138000002')).toMatchObject([{ battery: 80 }]);
      await sink.close();
    });

    it('drops events that waited for too long, and says how many', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      line.isUp = false;
      const clock = new AdjustableClock();
      const { sink, log } = testSink({ url: line.url, version }, clock);
      for (let n = 1; n <= 3; n++) sink.update(update({}, [{ ...PRESS, count: n }]));
      clock.addedMs = 600_001;
      sink.update(update({}, [{ ...PRESS, count: 4 }]));
      expect(sink.droppedEvents).toBe(3);

      await using watcher = await Watcher.on(peer.url);
      line.isUp = true;
      await watcher.until(() => watcher.on('bluebell/A4C138000001/event').length === 1);
      expect(watcher.on('bluebell/A4C138000001/event')).toMatchObject([{ count: 4 }]);
      expect(log.fieldsOf('MQTT_DROPPED')).toEqual({ dropped: 3 });
      await sink.close();
    });

    it('makes the broker forget a device that the hub forgets', async () => {
      await using peer = await start();
      await using watcher = await Watcher.on(peer.url);
      const { sink } = testSink({ url: peer.url, version });
      const { device } = update({ values: { temperature: 20 } });
      sink.update(update({ values: { temperature: 20 } }));
      await watcher.until(() => watcher.on('bluebell/A4C138000001').length === 1);

      sink.forget(device);
      await sink.close();
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
    ...changes,
  };
  return { device, changed: Object.keys(device.values), events, timeMs: FIRST_MS + n };
}

/** A sink that tries again after milliseconds, and the log that it writes. */
export function testSink(
  options: Omit<MqttSinkOptions, 'clientId'>,
  clock: Clock = systemClock,
): { sink: MqttSink; log: ReadableLog } {
  const log = new ReadableLog();
  const backoff = { firstMs: 10, longestMs: 40, refusedMs: 60_000 };
  const all: MqttSinkOptions = { clientId: 'bluebell-test', backoff, ...options };
  return { log, sink: new MqttSink(all, { log, clock, random: () => 0.5 }) };
}

/** The time of the machine and some more. */
class AdjustableClock implements Clock {
  addedMs = 0;
  now = () => systemClock.now() + this.addedMs;
  after: Clock['after'] = (delayMs, callback) => systemClock.after(delayMs, callback);
}
