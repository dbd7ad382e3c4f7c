import { BOOLEANS, NUMBERS, TEXTS } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import { MQTT_NAMES, mqttNameOf, TRIGGER_NAMES } from './mqtt-names.ts';
import { DOCUMENT_KEYS } from './payload.ts';

const QUANTITIES = [...Object.keys({ ...NUMBERS, ...BOOLEANS, ...TEXTS }), 'triggerFlags'];
const ALL_KEYS = [
  ...Object.values(MQTT_NAMES),
  ...Object.values(TRIGGER_NAMES),
  ...Object.values(DOCUMENT_KEYS),
];

describe('the MQTT names', () => {
  it('name every quantity and nothing else', () => {
    expect(Object.keys(MQTT_NAMES).sort()).toEqual(QUANTITIES.sort());
  });

  it('are snake_case, and none could be taken for one with a running number', () => {
    for (const key of ALL_KEYS) expect(key).toMatch(/^[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*$/);
  });

  it('are each used once in a document, the keys beside the values included', () => {
    expect(new Set(ALL_KEYS).size).toBe(ALL_KEYS.length);
  });

  it.each([
    ['mass', 'weight'],
    ['opening', 'contact'],
    ['noMotionTime', 'idle_time'],
    ['waterLeak', 'leak'],
    ['batteryLow', 'low_battery'],
    ['dewpoint', 'dew_point'],
    ['light', 'light'],
    ['pm25', 'pm25'],
    ['temperature_1', 'temperature_1'],
    ['mass_12', 'weight_12'],
  ])('call %s %s', (quantity, name) => {
    expect(mqttNameOf(quantity)).toBe(name);
  });
});
