import { describe, expect, it } from 'vitest';
import { type TimedValues, ValueTimes } from './value-times.ts';

const T = 1_700_000_000_000;

describe('ValueTimes', () => {
  it('tells values with when they were heard, and none of which that is not known', () => {
    const times = new ValueTimes();
    times.heard(['battery'], T);
    expect([...times.of({ battery: 95, temperature: 20 })]).toEqual([
      ['battery', { value: 95, heardMs: T }],
    ]);
  });

  it('borrows what is lacking, however old it is', () => {
    const times = new ValueTimes();
    times.heard(['temperature'], T);
    const borrowed = times.borrow({ temperature: 20 }, lent({ battery: 95 }, T - 86_400_000), 128);
    expect(borrowed).toEqual({ values: { battery: 95 }, heardMs: T - 86_400_000 });
  });

  it.each([
    ['earlier', -1, {}],
    ['at the same moment, as far as clocks can tell', 2_000, {}],
    ['later', 2_001, { battery: 80 }],
  ])('takes what another hub heard %s for what it is', (_, laterMs, values) => {
    const times = new ValueTimes();
    times.heard(['battery'], T);
    expect(times.borrow({ battery: 95 }, lent({ battery: 80 }, T + laterMs), 128).values).toEqual(
      values,
    );
  });

  it('follows whom it borrowed from, until it hears for itself', () => {
    const times = new ValueTimes();
    expect(times.borrow({}, lent({ door: true }, T), 128).values).toEqual({ door: true });
    expect(times.borrow({ door: true }, lent({ door: false }, T + 1), 128).values).toEqual({
      door: false,
    });
    times.heard(['door'], T + 10);
    expect(times.borrow({ door: true }, lent({ door: false }, T + 11), 128).values).toEqual({});
  });

  it('passes on what it borrowed with the age that it has', () => {
    const times = new ValueTimes();
    const { values } = times.borrow({}, lent({ battery: 95 }, T), 128);
    expect(times.of(values).get('battery')).toEqual({ value: 95, heardMs: T });
  });

  it('is not told the same as news, but knows that it still holds', () => {
    const times = new ValueTimes();
    times.heard(['battery'], T);
    expect(times.borrow({ battery: 95 }, lent({ battery: 95 }, T + 60_000), 128).values).toEqual(
      {},
    );
    expect(times.borrow({ battery: 95 }, lent({ battery: 94 }, T + 30_000), 128).values).toEqual(
      {},
    );
  });

  it.each<[string, unknown]>([
    ['temperature', true],
    ['temperature', 'warm'],
    ['temperature', Number.NaN],
    ['door', 1],
    ['text', 'x'.repeat(257)],
    ['nonsense', 1],
    ['constructor', 1],
    ['temperature_0', 20],
    ['temperature_1000', 20],
    ['triggerFlags', { reed: true }],
  ])('does not borrow %s that is %j', (name, value) => {
    expect(new ValueTimes().borrow({}, lent({ [name]: value }, T), 128).values).toEqual({});
  });

  it('borrows one of several of a quantity', () => {
    const { values } = new ValueTimes().borrow({}, lent({ temperature_2: 20 }, T), 128);
    expect(values).toEqual({ temperature_2: 20 });
  });

  it('borrows no more than there is room for', () => {
    const ours = { temperature: 20, humidity: 40 };
    const theirs = lent({ battery: 95, voltage: 3, temperature: 21 }, T);
    expect(new ValueTimes().borrow(ours, theirs, 3).values).toEqual({
      battery: 95,
      temperature: 21,
    });
  });
});

/** What another hub says, be it nonsense. */
function lent(values: Readonly<Record<string, unknown>>, heardMs: number): TimedValues {
  // The cast holds for nonsense too: types are what is tried here.
  return new Map(
    Object.entries(values).map(([name, value]) => [name, { value, heardMs }]),
  ) as TimedValues;
}
