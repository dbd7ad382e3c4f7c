import type { SensorEvent } from '@bluebell/sensors';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankDevice, type Device } from '../state/device.ts';
import { renderAvailability, renderEvent, renderState } from './payload.ts';

const SEEN_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

const THERMOMETER: Device = {
  ...blankDevice(0xa4c138000001, 'sensor', 'Nursery'),
  product: 'LYWSD03MMC',
  family: 'mibeacon',
  values: {
    temperature: 21.5,
    mass: 70.15,
    opening: true,
    temperature_1: -4,
    chargingState: 'full',
  },
  localName: 'ATC_000001',
  rssiDbm: -67,
  radio: 'hci0',
  lastSeenMs: SEEN_MS,
  receivers: [
    { receiver: 'hci0', rssiDbm: -67, lastSeenMs: SEEN_MS },
    { receiver: 'tcp:192.0.2.7:9101', rssiDbm: -80, lastSeenMs: SEEN_MS },
  ],
  intervalMs: 600_400,
};

describe('renderState', () => {
  it('writes the names of MQTT, truth values as such, and the time with its offset', () => {
    expect(JSON.parse(renderState(THERMOMETER))).toEqual({
      address: 'A4:C1:38:00:00:01',
      name: 'Nursery',
      product: 'LYWSD03MMC',
      temperature: 21.5,
      weight: 70.15,
      contact: true,
      temperature_1: -4,
      charging_state: 'full',
      rssi: -67,
      receiver: 'hci0',
      rssi_hci0: -67,
      rssi_tcp_192_0_2_7_9101: -80,
      interval: 600,
      last_seen: '2026-01-02T03:04:05.678+00:00',
    });
  });

  it('calls the strength at a receiver the same, whichever of several hubs tells of it', () => {
    const [here, there] = ['0000000000aa', '0000000000bb'];
    const seen = { rssiDbm: -67, lastSeenMs: SEEN_MS };
    const keysOf = (hubId: string, otherId: string) => {
      const at = { hubId: otherId, name: 'hci:0' };
      const receivers = [
        { receiver: 'hci:0', ...seen },
        { receiver: 'attic hci:0', at, ...seen },
      ];
      const document = JSON.parse(renderState({ ...THERMOMETER, receivers }, hubId));
      return Object.keys(document).filter((key) => key.startsWith('rssi_'));
    };
    expect(keysOf(here, there)).toEqual(['rssi_0000000000aa_hci_0', 'rssi_0000000000bb_hci_0']);
    expect(new Set(keysOf(there, here))).toEqual(new Set(keysOf(here, there)));
  });

  it('says whether a phone is home, and leaves out what is not known', () => {
    const phone: Device = {
      ...THERMOMETER,
      kind: 'phone',
      name: undefined,
      product: undefined,
      values: {},
      isHome: false,
      rssiDbm: undefined,
      radio: undefined,
      receivers: [],
      intervalMs: undefined,
    };
    expect(JSON.parse(renderState(phone))).toEqual({
      address: 'A4:C1:38:00:00:01',
      home: false,
      last_seen: '2026-01-02T03:04:05.678+00:00',
    });
  });

  it('names what is wrong with the last advert', () => {
    const document = JSON.parse(renderState({ ...THERMOMETER, fault: 'missing_key' }));
    expect(document).toMatchObject({ fault: 'missing_key', temperature: 21.5 });
  });

  it('writes trigger flags flat', () => {
    const values = { triggerFlags: { reed: true, humTrigger: false } };
    expect(JSON.parse(renderState({ ...THERMOMETER, values }))).toMatchObject({
      trigger_reed: true,
      trigger_humidity: false,
    });
  });

  it('leaves out numbers that JSON has no word for, and times beyond all dates', () => {
    const values = { temperature: Number.NaN, humidity: Infinity, battery: 99, text: 'Infinity' };
    const document = JSON.parse(renderState({ ...THERMOMETER, values, lastSeenMs: 9e15 }));
    expect(document).toMatchObject({ battery: 99, text: 'Infinity' });
    for (const key of ['temperature', 'humidity', 'last_seen']) {
      expect(document).not.toHaveProperty(key);
    }
  });

  it('cuts long texts between characters', () => {
    const document = JSON.parse(renderState({ ...THERMOMETER, name: '🌡'.repeat(1_000) }));
    expect(document.name).toBe('🌡'.repeat(256));
  });

  it('stays short and valid whatever the texts, numbers and times are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.double(),
        (text, value, timeMs) => {
          const values = Object.fromEntries(
            Array.from({ length: 200 }, (_, index) => [`voltage_${index}`, value]),
          );
          const payload = renderState({
            ...THERMOMETER,
            values: { text, ...values },
            lastSeenMs: timeMs,
          });
          expect(payload.length).toBeLessThan(16_000);
          expect(JSON.parse(payload).text).toBe(text);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('renderAvailability', () => {
  it('takes what is not known for there: only silence that is too long is offline', () => {
    const states = [true, undefined, false].map((isOnline) => renderAvailability({ isOnline }));
    expect(states).toEqual(['{"state":"online"}', '{"state":"online"}', '{"state":"offline"}']);
  });
});

describe('renderEvent', () => {
  it.each<[SensorEvent, object]>([
    [{ source: 'button', type: 'press' }, { event_type: 'press_end' }],
    [
      { source: 'button', type: 'double_press' },
      { event_type: 'multi_press_end', multi_press_count: 2 },
    ],
    [
      { source: 'button', type: 'press', count: 3 },
      { event_type: 'multi_press_end', multi_press_count: 3, count: 3 },
    ],
    [{ source: 'doorbell', type: 'press' }, { event_type: 'ring' }],
    [
      { source: 'dimmer', type: 'rotate_left', steps: 4 },
      { event_type: 'rotate_left', steps: 4 },
    ],
    [{ source: 'button', type: 'constructor' }, { event_type: 'constructor' }],
  ])('says %j in standard words, and keeps the name that it had', (event, expected) => {
    expect(JSON.parse(renderEvent(event, SEEN_MS, 'abc123'))).toEqual({
      source: event.source,
      type: event.type,
      ...expected,
      event_id: 'abc123',
      time: '2026-01-02T03:04:05.678+00:00',
    });
  });

  const timeMs = Date.UTC(2026, 0, 2, 3, 4, 5);

  it('names what happened, where, and when it was heard', () => {
    const event: SensorEvent = { source: 'button_left', type: 'long_press' };
    expect(JSON.parse(renderEvent(event, timeMs))).toEqual({
      event_type: 'long_press_end',
      source: 'button_left',
      type: 'long_press',
      time: '2026-01-02T03:04:05.000+00:00',
    });
  });

  it('carries every extra by its MQTT name', () => {
    const event: SensorEvent = {
      source: 'lock',
      type: 'unlock_outside',
      steps: -3,
      count: 2,
      seconds: 1.5,
      keyId: 7,
      method: 'biometrics',
      timestamp: 1_700_000_000,
      objectId: '0x1002',
    };
    expect(JSON.parse(renderEvent(event, timeMs))).toEqual({
      event_type: 'unlock_outside',
      source: 'lock',
      type: 'unlock_outside',
      steps: -3,
      count: 2,
      seconds: 1.5,
      key_id: 7,
      method: 'biometrics',
      timestamp: 1_700_000_000,
      object_id: '0x1002',
      time: '2026-01-02T03:04:05.000+00:00',
    });
  });
});
