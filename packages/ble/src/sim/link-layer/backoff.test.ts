import { describe, expect, it } from 'vitest';
import { Random } from '../air/index.ts';
import { Backoff } from './backoff.ts';

describe('Backoff', () => {
  it('asks every time as long as all goes well (4.4.3.2)', () => {
    const backoff = new Backoff(new Random(1));
    expect(Array.from({ length: 20 }, () => waits(backoff, true))).toEqual(Array(20).fill(1));
  });

  it('asks ever more seldom when nobody answers, but once in 256 times at least', () => {
    const backoff = new Backoff(new Random(1));
    const early = average(backoff, 4);
    for (let i = 0; i < 30; i++) waits(backoff, false);
    const late = average(backoff, 100);
    expect(early).toBeLessThan(4);
    expect(late).toBeGreaterThan(90);
    expect(late).toBeLessThan(170);
  });

  it('asks often again once there are answers', () => {
    const backoff = new Backoff(new Random(1));
    for (let i = 0; i < 30; i++) waits(backoff, false);
    for (let i = 0; i < 20; i++) waits(backoff, true);
    expect(waits(backoff, true)).toBe(1);
  });
});

/** How many adverts pass until it asks; tells it then how that went. */
function waits(backoff: Backoff, hasAnswer: boolean): number {
  let count = 1;
  while (!backoff.isTurn()) count++;
  backoff.settle(hasAnswer);
  return count;
}

function average(backoff: Backoff, rounds: number): number {
  let sum = 0;
  for (let i = 0; i < rounds; i++) sum += waits(backoff, false);
  return sum / rounds;
}
