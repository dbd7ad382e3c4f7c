import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';

const COUNT = 20_000;

describe('Random', () => {
  it('gives the same numbers again for the same seed and stream, and others for others', () => {
    const first = draws(new Random(7, 3));
    expect(draws(new Random(7, 3))).toEqual(first);
    expect(draws(new Random(8, 3))).not.toEqual(first);
    expect(draws(new Random(7, 4))).not.toEqual(first);
  });

  it('spreads evenly', () => {
    const random = new Random(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < COUNT; i++) {
      const number = random.below(10);
      counts[number] = (counts[number] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - COUNT / 10)).toBeLessThan(COUNT / 100);
  });

  it('has a normal mean and deviation', () => {
    const random = new Random(1);
    const numbers = Array.from({ length: COUNT }, () => random.normal());
    const mean = numbers.reduce((sum, number) => sum + number, 0) / COUNT;
    const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / COUNT;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });

  it('gives words of 32 bits, and bytes of eight', () => {
    const random = new Random(1);
    const words = Array.from({ length: 1000 }, () => random.word());
    expect(words.every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
    expect(Math.max(...words)).toBeGreaterThan(2 ** 31);
    expect(new Set(random.bytes(4096)).size).toBe(256);
  });
});

function draws(random: Random): readonly number[] {
  return Array.from({ length: 20 }, () => random.fraction());
}
