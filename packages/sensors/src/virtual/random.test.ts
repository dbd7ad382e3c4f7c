import { describe, expect, it } from 'vitest';
import { SeededRandom } from './random.ts';

const DRAWS = 10_000;

describe('SeededRandom', () => {
  it('gives the same values for the same seed, and others for its neighbour', () => {
    expect(draws(new SeededRandom(7), 20)).toEqual(draws(new SeededRandom(7), 20));
    expect(draws(new SeededRandom(7), 20)).not.toEqual(draws(new SeededRandom(8), 20));
  });

  it.each([0, -1, 2 ** 31 - 2, 2 ** 31 - 1, 2 ** 53])('takes the seed %d', (seed) => {
    const values = draws(new SeededRandom(seed), 100);
    expect(new Set(values).size).toBe(100);
    for (const value of values) expect(value > 0 && value < 1).toBe(true);
  });

  it('spreads its values evenly', () => {
    const random = new SeededRandom(1);
    const tenths = new Map<number, number>();
    for (const value of draws(random, DRAWS)) {
      const tenth = Math.floor(value * 10);
      tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
    }
    expect(tenths.size).toBe(10);
    for (const count of tenths.values()) expect(Math.abs(count - DRAWS / 10)).toBeLessThan(120);
  });

  it('forks by name, whatever was drawn before', () => {
    const random = new SeededRandom(3);
    const before = draws(random.fork('door'), 5);
    random.next();
    expect(draws(random.fork('door'), 5)).toEqual(before);
    expect(draws(random.fork('window'), 5)).not.toEqual(before);
  });

  it('gives whole numbers from the lowest to the highest', () => {
    const random = new SeededRandom(4);
    const values = Array.from({ length: 1000 }, () => random.integer(-1, 2));
    expect(new Set(values)).toEqual(new Set([-1, 0, 1, 2]));
  });

  it('picks from a list, and nothing from an empty one', () => {
    const random = new SeededRandom(5);
    expect(['a', 'b']).toContain(random.pick(['a', 'b']));
    expect(random.pick([])).toBeUndefined();
  });
});

function draws(random: SeededRandom, count: number): number[] {
  return Array.from({ length: count }, () => random.next());
}
