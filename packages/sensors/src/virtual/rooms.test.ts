import { describe, expect, it } from 'vitest';
import { SeededRandom } from './random.ts';
import { MIDDLE, spotIn } from './rooms.ts';

describe('spotIn', () => {
  it('spreads things over a room', () => {
    const random = new SeededRandom(1);
    const spots = Array.from({ length: 100 }, () => spotIn('Study', random));
    for (const { x, y } of spots) {
      expect(x).toBeGreaterThanOrEqual(-5);
      expect(x).toBeLessThanOrEqual(-1);
      expect(y).toBeGreaterThanOrEqual(2);
      expect(y).toBeLessThanOrEqual(5);
    }
    expect(new Set(spots.map(({ x }) => x)).size).toBe(100);
  });

  it('puts it at the same place with the same seed', () => {
    expect(spotIn('Attic', new SeededRandom(3))).toEqual(spotIn('Attic', new SeededRandom(3)));
  });

  it('keeps the hall near the hub, and the neighbours away', () => {
    const random = new SeededRandom(1);
    const metres = (room: 'Hall' | 'next door') => {
      const { x, y, z } = spotIn(room, random);
      return Math.hypot(x - MIDDLE.x, y - MIDDLE.y, z - MIDDLE.z);
    };
    expect(metres('Hall')).toBeLessThan(3);
    expect(metres('next door')).toBeGreaterThan(9);
  });
});
