import { BOOLEANS, NUMBERS } from '@bluebell/sensors/quantities';
import { describe, expect, it } from 'vitest';
import { formatValue, shownNumber, spanText } from './format-value.ts';
import { quantityTitle } from './quantity-words.ts';

const C = { units: { temperature: '°C' } } as const;
const F = { units: { temperature: '°F' } } as const;
const words = (name: string, value: unknown, format: typeof C | typeof F = C) =>
  Object.values(formatValue(name, value, format))
    .join(' ')
    .trim();

describe('formatValue', () => {
  it.each([
    ['temperature', 21.53, '21.5 °C'],
    ['temperature_2', -0.04, '0.0 °C'],
    ['temperature', -3.2, '−3.2 °C'],
    ['humidity', 46.3, '46.3 %'],
    ['energy', 1023.44, '1023 kWh'],
    ['power', 12_345, '12.3 kW'],
    ['pressure', 1013.25, '1013 hPa'],
    ['formaldehyde', 0.0124, '0.012 mg/m³'],
    ['noMotionTime', 125, '2 min'],
    ['score', 86, '86'],
    ['door', true, 'Open'],
    ['motion', false, 'No motion'],
    ['waterLeak', false, 'Dry'],
    ['chargingState', 'not_charging', 'not charging'],
    ['triggerFlags', { reed: true, tempTrigger: false }, 'reed'],
    ['temperature', undefined, '–'],
    ['temperature', Number.NaN, '–'],
    ['constructor', 5, '5'],
  ])('%s %j: %s', (name, value, expected) => {
    expect(words(name, value)).toBe(expected);
  });

  it('shows Fahrenheit where that is wanted, of all temperatures', () => {
    expect(words('temperature', 100, F)).toBe('212.0 °F');
    expect(words('dewpoint', 0, F)).toBe('32.0 °F');
    expect(words('humidity', 50, F)).toBe('50.0 %');
    expect(shownNumber('temperature', -40, F)).toBe(-40);
  });

  it('has words for every quantity', () => {
    for (const name of Object.keys(NUMBERS)) {
      expect(quantityTitle(name)).toMatch(/^[A-Z]/);
      expect(words(name, 1.5)).toMatch(/\d/);
    }
    for (const name of Object.keys(BOOLEANS)) {
      expect(words(name, true)).not.toBe(words(name, false));
    }
    expect(quantityTitle('temperature_2')).toBe('Temperature 2');
  });
});

describe('spanText', () => {
  it.each([
    [0, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [3_600, '1 h'],
    [172_800, '2 d'],
    [-5, '0 s'],
    [Number.NaN, '–'],
  ])('%d s: %s', (seconds, text) => {
    expect(spanText(seconds)).toBe(text);
  });
});
