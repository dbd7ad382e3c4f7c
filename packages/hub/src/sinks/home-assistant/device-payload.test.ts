import { BOOLEANS, MODELS, NUMBERS, type Quantity, TEXTS, type Values } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import { blankDevice, type Device } from '../../state/device.ts';
import { DEFAULT_SETTINGS } from '../../state/device-settings.ts';
import { renderEvent, renderState } from '../payload.ts';
import { type DeviceFacts, devicePayload, type HomeContext } from './device-payload.ts';
import { renderOptions } from './setting-components.ts';
import { shortJson } from './short-keys.ts';
import { componentsOf, faultsOfDevice } from './validate.contract.ts';

const HOME: HomeContext = {
  base: 'bluebell',
  hubId: '0123456789ab',
  version: '1.2.3',
  hasTriggers: true,
};
const FACTS: DeviceFacts = {
  topic: 'bluebell/kitchen',
  seen: new Map(),
  receivers: new Map([
    ['rssi_sim', 'sim'],
    ['rssi_tcp_192_0_2_7_9101', 'tcp:192.0.2.7:9101'],
  ]),
  hadFault: true,
  areas: new Map([
    ['sim', "Grandma's {{ room }}"],
    ['attic', 'Attic'],
  ]),
};
const TOPIC = 'homeassistant/device/bluebell_A4C138000001/config';
const ALL_QUANTITIES = Object.keys({ ...NUMBERS, ...BOOLEANS, ...TEXTS });

describe('devicePayload', () => {
  it.each(MODELS.map((model) => [model.id, model] as const))('is valid for %s', (id, model) => {
    const device = sensor({ product: id, family: model.families?.[0] ?? 'mibeacon' });
    expect(faultsOf(device)).toEqual([]);
    for (const { gives } of model.examples) {
      const { events: _, ...values } = gives;
      // The cast holds: what an example gives beside events are values.
      expect(faultsOf({ ...device, values: values as Values })).toEqual([]);
    }
  });

  it('is valid for every quantity with any value, numbered or not', () => {
    const random = seeded(20260211);
    for (let round = 0; round < 8; round++) {
      // The cast holds: each quantity has a value of its kind.
      const values = Object.fromEntries(
        ALL_QUANTITIES.map((name) => [
          random() < 0.3 ? `${name}_${1 + Math.floor(random() * 9)}` : name,
          anyValue(name as Quantity, random),
        ]),
      ) as Values;
      expect(faultsOf(sensor({ values }))).toEqual([]);
    }
  });

  it('has an entity for each event that examples tell of, which takes it', () => {
    for (const model of MODELS) {
      for (const { gives } of model.examples) {
        const device = sensor({ product: model.id, family: model.families?.[0] ?? 'mibeacon' });
        for (const event of eventsIn(gives)) {
          const seen = new Map([[event.source, new Set([event.type])]]);
          const facts = { ...FACTS, seen };
          const message = JSON.parse(renderEvent(event, 0)) as Record<string, unknown>;
          const documents = new Map([['bluebell/kitchen/event', message]]);
          const payload = shortJson(devicePayload(device, HOME, facts));
          expect(faultsOfDevice(TOPIC, payload, documents)).toEqual([]);
          expect(componentsOf(payload).has(`event_${event.source}`)).toBe(true);
        }
      }
    }
  });

  it('keeps ids when name, topic, product, area or hub change', () => {
    const before = sensor({ values: { temperature: 20, opening: true } });
    const after = {
      ...before,
      name: 'Küche/oben',
      product: 'LYWSD03MMC',
      settings: { ...DEFAULT_SETTINGS, area: 'Attic', contactClass: 'door' as const },
    };
    const one = idsOf(shortJson(devicePayload(before, HOME, FACTS)));
    const other = idsOf(
      shortJson(
        devicePayload(after, { ...HOME, hubId: 'ffffffffffff' }, { ...FACTS, topic: 'bluebell/k' }),
      ),
    );
    for (const [key, id] of one) expect(other.get(key)).toBe(id);
    expect(one.get('temperature')).toBe('bluebell_A4C138000001_temperature');
  });

  it('says what it is: name, product, area, address and hub', () => {
    const device = sensor({
      name: 'Küche',
      product: 'LYWSD03MMC',
      settings: { ...DEFAULT_SETTINGS, area: 'Kitchen' },
      values: { firmwareVersion: '1.0' },
    });
    expect(devicePayload(device, HOME, FACTS).device).toEqual({
      identifiers: ['bluebell_A4C138000001'],
      connections: [['bluetooth', 'A4:C1:38:00:00:01']],
      name: 'Küche',
      manufacturer: 'Xiaomi',
      model: 'Mijia thermo-hygrometer 2',
      model_id: 'LYWSD03MMC',
      sw_version: '1.0',
      suggested_area: 'Kitchen',
      via_device: 'bluebell_hub_0123456789ab',
    });
    expect(component(device, 'temperature')).toMatchObject({
      default_entity_id: 'sensor.kuche_temperature',
    });
  });

  it('is available while both the hub and the device are, by topics written out', () => {
    expect(devicePayload(sensor({}), HOME, FACTS)).toMatchObject({
      availability: [
        { topic: 'bluebell/bridge/state' },
        { topic: 'bluebell/kitchen/availability' },
      ],
      availability_mode: 'all',
      state_topic: 'bluebell/kitchen',
    });
    expect(shortJson(devicePayload(sensor({}), HOME, FACTS))).not.toContain('~');
  });

  it.each([
    ['battery', { battery: 80 }, { entity_category: 'diagnostic' }],
    ['voltage', { voltage: 3 }, { entity_category: 'diagnostic', enabled_by_default: false }],
    ['dew_point', { dewpoint: 3 }, { name: 'Dew point', device_class: 'temperature' }],
    ['temperature_2', { temperature_2: 3 }, { name: 'Temperature 2' }],
    ['pm25_1', { pm25_1: 3 }, { name: 'PM2.5 1' }],
    ['contact', { opening: true }, { device_class: 'opening', payload_on: 'True' }],
    ['locked', { locked: true }, { device_class: 'lock', payload_on: 'False' }],
    ['safety', { safety: true }, { device_class: 'safety', payload_on: 'False' }],
    ['leak', { waterLeak: true }, { device_class: 'moisture' }],
    ['weight', { mass: 70 }, { device_class: 'weight', unit_of_measurement: 'kg' }],
    ['formaldehyde', { formaldehyde: 0.1 }, { device_class: 'volatile_organic_compounds' }],
    ['idle_time', { noMotionTime: 120 }, { device_class: 'duration', unit_of_measurement: 's' }],
    ['energy', { energy: 12 }, { state_class: 'total_increasing' }],
    ['trigger_reed', { triggerFlags: { reed: true } }, { device_class: 'opening' }],
    ['rssi', {}, { device_class: 'signal_strength', enabled_by_default: false }],
    ['rssi_tcp_192_0_2_7_9101', {}, { name: 'Signal strength at tcp:192.0.2.7:9101' }],
    ['last_seen', {}, { device_class: 'timestamp' }],
    [
      'offline_after',
      {},
      { entity_category: 'config', command_topic: 'bluebell/A4C138000001/set' },
    ],
  ])('makes of %s what Home Assistant has for it', (key, values, options) => {
    expect(component(sensor({ values }), key)).toMatchObject(options);
  });

  it('leaves the name to the class where that says it', () => {
    expect(component(sensor({ values: { temperature: 1 } }), 'temperature')).not.toHaveProperty(
      'name',
    );
  });

  it('never ends motion by itself: the hub does', () => {
    expect(component(sensor({ values: { motion: true } }), 'motion')).not.toHaveProperty(
      'off_delay',
    );
  });

  it('shows what the user says a contact is', () => {
    const settings = { ...DEFAULT_SETTINGS, contactClass: 'window' as const };
    const device = sensor({ values: { opening: true }, settings });
    expect(component(device, 'contact')).toMatchObject({ device_class: 'window' });
    expect(component(device, 'contact_class')).toMatchObject({ platform: 'select' });
  });

  it('is there at once for what a known product reports, and promises nothing for BTHome', () => {
    expect(component(sensor({ product: 'SJWS01LM' }), 'leak')).toMatchObject({
      platform: 'binary_sensor',
    });
    const keys = componentsOf(shortJson(devicePayload(sensor({ product: 'BTHome' }), HOME, FACTS)));
    expect([...keys.keys()]).not.toContain('temperature');
    expect([...keys.keys()]).not.toContain('event_button');
    expect([...keys.keys()]).not.toContain('motion_off');
    expect([...keys.keys()]).not.toContain('contact_class');
  });

  it('says that a key is missing as a state of its own', () => {
    expect(component(sensor({ product: 'LYWSD03MMC' }), 'fault')).toMatchObject({
      device_class: 'enum',
      options: expect.arrayContaining(['ok', 'missing_key', 'auth_failed']),
      value_template: "{{ value_json.fault | default('ok') }}",
    });
  });

  it('names no button of a remote that is nothing else', () => {
    const facts = { ...FACTS, hasTriggers: false };
    const remote = devicePayload(
      sensor({ product: 'K9B-1BTN', values: { battery: 90 } }),
      HOME,
      facts,
    );
    expect(remote.components.event_button).toMatchObject({
      name: null,
      default_entity_id: 'event.bluebell_a4c138000001',
      device_class: 'button',
      event_types: ['press_end', 'multi_press_end', 'long_press_end'],
      state_topic: 'bluebell/kitchen/event',
    });
  });

  it('tracks a phone, tells its room by receiver, and its battery by itself', () => {
    const phone = { ...sensor({ isHome: true, radio: 'sim' }), kind: 'phone' as const };
    const payload = devicePayload(phone, HOME, FACTS);
    expect(payload.components.home).toMatchObject({
      platform: 'device_tracker',
      source_type: 'bluetooth_le',
      name: null,
    });
    expect(payload.components.room).toMatchObject({
      device_class: 'enum',
      options: ["Grandma's {{ room }}", 'Attic'],
    });
    expect(faultsOf(phone)).toEqual([]);
    expect(payload.components.offline_after).toBeUndefined();
  });

  it('has no address of a phone that changes it, but its own where that stays', () => {
    expect(connectionsOfPhone(0x4c1122334455)).toBeUndefined();
    expect(connectionsOfPhone(0xa4c138000002)).toEqual([['bluetooth', 'A4:C1:38:00:00:02']]);
  });

  it('gives the sum of a dial as a number that can be set', () => {
    expect(component(sensor({ dialSum: 3 }), 'dial_sum')).toMatchObject({
      platform: 'number',
      command_topic: 'bluebell/A4C138000001/set',
      command_template: '{"dial_sum": {{ value }}}',
    });
  });

  it('has triggers of devices only where they are wanted', () => {
    const device = sensor({ product: 'K9B-1BTN' });
    expect(component(device, 'trigger_button_press')).toMatchObject({
      automation_type: 'trigger',
      type: 'button_short_press',
      subtype: 'button',
      payload: 'button press',
      value_template: '{{ value_json.source }} {{ value_json.type }}',
    });
    const without = devicePayload(device, { ...HOME, hasTriggers: false }, FACTS);
    expect(Object.keys(without.components).filter((key) => key.startsWith('trigger'))).toEqual([]);
  });

  it('keeps what an advert makes up out of templates', () => {
    const seen = new Map([
      ["button' }}{% boom %}", new Set(["press'"])],
      ['knob', new Set(['x y', 'turn'])],
    ]);
    const payload = devicePayload(sensor({}), HOME, { ...FACTS, seen });
    expect(Object.keys(payload.components).filter((key) => key.startsWith('event'))).toEqual([
      'event_knob',
    ]);
    expect(payload.components.event_knob).toMatchObject({ event_types: ['turn'] });
  });
});

function sensor(changes: Partial<Device>): Device {
  return {
    ...blankDevice(0xa4c138000001, 'sensor', undefined),
    rssiDbm: -60,
    radio: 'sim',
    lastSeenMs: Date.UTC(2026, 0, 2),
    ...changes,
  };
}

/** What is wrong with its message, on what the hub really publishes of it. */
function faultsOf(device: Device): string[] {
  const payload = shortJson(devicePayload(device, HOME, FACTS));
  const documents = new Map([
    // The casts hold: both render objects.
    ['bluebell/kitchen', JSON.parse(renderState(device)) as Record<string, unknown>],
    ['bluebell/kitchen/options', JSON.parse(renderOptions(device)) as Record<string, unknown>],
  ]);
  return faultsOfDevice(TOPIC, payload, documents);
}

function connectionsOfPhone(address: number): unknown {
  return devicePayload(blankDevice(address, 'phone', 'anna'), HOME, FACTS).device.connections;
}

function component(device: Device, key: string): unknown {
  return devicePayload(device, HOME, FACTS).components[key];
}

function idsOf(payload: string): Map<string, unknown> {
  return new Map([...componentsOf(payload)].map(([key, { unique_id: id }]) => [key, id]));
}

function eventsIn(gives: Readonly<Record<string, unknown>>) {
  // The cast holds: examples are proven against what the decoder gives.
  return (gives.events ?? []) as readonly { readonly source: string; readonly type: string }[];
}

function anyValue(quantity: Quantity, random: () => number): number | boolean | string {
  if (quantity in NUMBERS) return Math.round((random() - 0.3) * 1e5) / 100;
  if (quantity in BOOLEANS) return random() < 0.5;
  if (quantity === 'chargingState') return 'full';
  return quantity === 'massUnit' ? 'jin' : 'any text';
}

/** Numbers from 0 up to, and without, 1. Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
