import { describe, expect, it } from 'vitest';
import { channelIndexOf, isPrimary } from './channel.ts';

describe('channelIndexOf', () => {
  it.each([
    [0, 37],
    [1, 0],
    [11, 10],
    [12, 38],
    [13, 11],
    [38, 36],
    [39, 39],
  ])('names RF channel %i by index %i (1.4.1)', (rfChannel, index) => {
    expect(channelIndexOf(rfChannel)).toBe(index);
  });

  it('gives each of the 40 channels an index of its own', () => {
    const indices = new Set(Array.from({ length: 40 }, (_, channel) => channelIndexOf(channel)));
    expect(indices.size).toBe(40);
    expect(new Set([...indices].filter(isPrimary))).toEqual(new Set([37, 38, 39]));
  });
});
