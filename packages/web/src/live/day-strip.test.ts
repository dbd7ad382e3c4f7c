import { describe, expect, it } from 'vitest';
import { dayOf, hourOf, hourOfDay, moved, withValue } from './day-strip.ts';

const upTo = (last: number) =>
  Array.from({ length: 24 }, (_, slot) => (slot <= last ? slot : null));

describe('the strip of a day', () => {
  it('counts hours in the zone of the hub', () => {
    const noon = Date.UTC(2026, 0, 1, 12, 59);
    expect(hourOf(noon, 0) % 24).toBe(12);
    expect(hourOf(noon, 60) % 24).toBe(13);
    expect(hourOf(noon, -330) % 24).toBe(7);
  });

  it('keeps the last value of an hour, and empties the slot ahead', () => {
    let day = withValue(undefined, 24_010, 5);
    day = withValue(day, 24_010, 6);
    expect(day.hours[24_010 % 24]).toBe(6);
    expect(day.sliding.at(-1)).toBe(6);
    const full = { ...day, hours: upTo(23) };
    const next = withValue(full, day.hour + 1, 7);
    expect(next.hours[(day.hour + 1) % 24]).toBe(7);
    expect(next.hours[(day.hour + 2) % 24]).toBeNull();
    expect(next.hours[(day.hour + 3) % 24]).not.toBeNull();
    expect(next.sliding.slice(-2)).toEqual([6, 7]);
  });

  it('leaves hours without a value empty, however many', () => {
    const day = withValue(undefined, 100, 5);
    expect(moved(day, 103).sliding.slice(-4)).toEqual([5, null, null, null]);
    expect(moved(day, 1_000_000).hours.every((value) => value === null)).toBe(true);
    expect(withValue(day, 99, 1)).toBe(day);
  });

  it('puts sliding hours by the clock where the hub gives no other', () => {
    const from = '2026-01-01T00:00:00.000+00:00';
    const values = Array.from({ length: 24 }, (_, at) => at);
    const day = dayOf({ hours: {}, sliding: {}, sightings: { from, values } }, 24 * 10 + 5);
    const hours = day.get('sightings')?.hours;
    expect(hours?.[5]).toBe(23);
    expect(hours?.[4]).toBe(22);
    expect(hours?.[6]).toBeNull();
    expect(hours?.[7]).toBe(1);
  });

  it('knows the hour by the clock of the hub, and puts its hours by the clock of the page', () => {
    const from = '2026-01-01T00:00:00.000+00:00';
    const values = Array.from({ length: 24 }, (_, at) => at);
    // A hub two hours east of the page: its hours stand two slots further.
    const hours = { temperature: values.map((_, slot) => (slot + 22) % 24) };
    const strips = { hours, sliding: { temperature: { from, values } } };
    const hour = hourOfDay(strips, 0, 0);
    expect(hour).toBe(hourOf(Date.parse('2026-01-01T23:30:00Z'), 0));
    expect(dayOf(strips, hour).get('temperature')?.hours[23]).toBe(23);
    expect(hourOfDay({ hours: {}, sliding: {} }, 60, 3_600_000)).toBe(2);
  });

  it('takes slots of another number as none', () => {
    const day = dayOf({ hours: { temperature: [1, 2] }, sliding: {} }, 5);
    expect(day.get('temperature')?.hours.every((value) => value === null)).toBe(true);
  });
});
