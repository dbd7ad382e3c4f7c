import { describe, expect, it } from 'vitest';
import { SeededRandom } from './random.ts';
import { courseOf } from './signals.ts';

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 5, 1, 12);

/** What nobody would wonder at, indoors. */
const PLAUSIBLE: readonly (readonly [string, number, number])[] = [
  ['temperature', 16, 26],
  ['humidity', 30, 65],
  ['pressure', 1000, 1025],
  ['co2', 400, 1200],
  ['pm25', 0, 20],
  ['pm10', 0, 30],
  ['tvoc', 0, 300],
  ['formaldehyde', 0, 0.1],
  ['illuminance', 0, 2000],
  ['moisture', 0, 100],
  ['conductivity', 0, 2000],
  ['battery', 0, 100],
  ['voltage', 2, 3.3],
  ['consumable', 0, 100],
];

describe('courseOf', () => {
  it.each(PLAUSIBLE)('keeps %s between %d and %d, day and night', (name, low, high) => {
    for (let seed = 0; seed < 20; seed++) {
      const at = courseOf(name, new SeededRandom(seed));
      for (let hour = 0; hour < 24 * 30; hour += 5) {
        const value = Number(at?.(NOON + hour * HOUR_MS));
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }
    }
  });

  it('is warmer in the afternoon than before dawn, and damper the other way round', () => {
    const random = new SeededRandom(1);
    const temperature = courseOf('temperature', random);
    const humidity = courseOf('humidity', random);
    const dawn = NOON - 8 * HOUR_MS;
    const afternoon = NOON + 4 * HOUR_MS;
    expect(Number(temperature?.(afternoon))).toBeGreaterThan(Number(temperature?.(dawn)) + 1);
    expect(Number(humidity?.(dawn))).toBeGreaterThan(Number(humidity?.(afternoon)) + 4);
  });

  it('is bright at noon and dark at midnight', () => {
    const light = courseOf('light', new SeededRandom(1));
    expect(light?.(NOON)).toBe(true);
    expect(light?.(NOON + 12 * HOUR_MS)).toBe(false);
  });

  it('lets a battery fall by less than a percent a day', () => {
    const battery = courseOf('battery', new SeededRandom(1));
    const days = Array.from({ length: 100 }, (_, day) =>
      Number(battery?.(NOON + day * 24 * HOUR_MS)),
    );
    const steps = days.slice(1).map((value, i) => (days[i] ?? 0) - value);
    expect(steps.filter((step) => step !== 0 && step !== 1)).toEqual([]);
    expect(steps).toContain(1);
  });

  it('knows no course of what happens, such as a door that opens', () => {
    expect(courseOf('opening', new SeededRandom(1))).toBeUndefined();
    expect(courseOf('toString', new SeededRandom(1))).toBeUndefined();
  });
});
