import { describe, expect, it } from 'vitest';
import {
  ALL_CHANNELS,
  ChannelMap,
  channelIdentifierOf,
  eventPseudoRandom,
  mappedChannel,
  nextUnmappedChannel,
  selectChannel,
} from './channel-selection.ts';

/** The access address of the sample data. Vol 6, Part C, 3. */
const IDENTIFIER = channelIdentifierOf(0x8e89bed6);
const NINE = ChannelMap.of([9, 10, 21, 22, 23, 33, 34, 35, 36]);

describe('selectChannel', () => {
  it('knows a link by the identifier of the sample data (Vol 6, Part C, 3)', () => {
    expect(IDENTIFIER).toBe(0x305f);
  });

  it.each([
    [0, 56_857, 25],
    [1, 1685, 20],
    [2, 38_301, 6],
    [3, 27_475, 21],
  ])(
    'gives event %i of the sample data with all channels (Part C, 3.1)',
    (counter, prn, channel) => {
      expect(eventPseudoRandom(counter, IDENTIFIER)).toBe(prn);
      expect(selectChannel(counter, IDENTIFIER, new ChannelMap(ALL_CHANNELS))).toBe(channel);
    },
  );

  it.each([
    [6, 10_975, 23],
    [7, 5490, 9],
    [8, 46_970, 34],
  ])(
    'gives event %i of the sample data with nine channels (Part C, 3.2)',
    (counter, prn, channel) => {
      expect(eventPseudoRandom(counter, IDENTIFIER)).toBe(prn);
      expect(selectChannel(counter, IDENTIFIER, NINE)).toBe(channel);
    },
  );
});

describe('algorithm #1', () => {
  it('hops by the increment, and round (4.5.8.2)', () => {
    expect(nextUnmappedChannel(0, 9)).toBe(9);
    expect(nextUnmappedChannel(30, 9)).toBe(2);
  });

  it('takes the used channel whose place is the remainder, where the unmapped one is not used', () => {
    expect(mappedChannel(21, NINE)).toBe(21);
    expect(mappedChannel(20, NINE)).toBe(NINE.used[20 % 9]);
  });

  it.each([5, 16])('comes by every channel with an increment of %i', (hop) => {
    const seen = new Set<number>();
    for (let i = 0, last = 0; i < 37; i++) {
      last = nextUnmappedChannel(last, hop);
      seen.add(last);
    }
    expect(seen.size).toBe(37);
  });
});

describe('ChannelMap', () => {
  it('says the same as bits and as channels', () => {
    expect(NINE.chM).toBe(0x1e00e00600);
    expect(new ChannelMap(0x1e00e00600).used).toEqual(NINE.used);
    expect(ChannelMap.of([3, 3]).used).toEqual([3]);
  });

  it('leaves out bits beyond the data channels', () => {
    expect(new ChannelMap(2 ** 37 + 1).used).toEqual([0]);
  });
});
