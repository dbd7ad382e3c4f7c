import { describe, expect, it } from 'vitest';
import { COUNTER_RULES, CounterMemory, type CounterRules } from './counter-rules.ts';
import type { Family } from './measurement.ts';

/** What is heard, one after the other: when, with which counter, and what it is then. */
type Story = string;

describe('the packet counter of MiBeacon', () => {
  it.each<[what: string, story: Story]>([
    ['the same counter again is a repeat', '0s 7 news, 0.2s 7 repeat, 3s 7 repeat'],
    ['equal to the last is a repeat after hours', '0s 7 news, 7200s 7 repeat'],
    [
      'lower is as good as higher: the counter goes round',
      '0s 255 news, 1s 1 news, 99s 3 news, 200s 2 news',
    ],
    ['a counter comes round', '0s 7 news, 10s 8 news, 600s 7 news'],
    [
      'two counters that take turns are repeats of each other',
      '0s 7 news, 0.2s 8 news, 0.4s 7 repeat, 0.6s 8 repeat, 9s 7 repeat, 18s 7 repeat, 18.2s 8 repeat',
    ],
    [
      'a counter heard more than 10 s ago is news, if it is not the last',
      '0s 7 news, 1s 8 news, 10.1s 7 news',
    ],
    [
      'a last counter that kept coming is no news when its successor came',
      '0s 7 news, 30s 7 repeat, 31s 8 news, 32s 7 repeat',
    ],
    ['0 is news always, of a device that never counted', '0s 0 news, 0.2s 0 news, 60s 0 news'],
    [
      '0 is a number like others, once the device has counted',
      '0s 255 news, 1s 0 news, 1.2s 0 repeat, 2s 1 news, 2.2s 0 repeat',
    ],
    [
      'a clock that was set back makes nothing old',
      '5000s 7 news, 100s 8 news, 100.2s 8 repeat, 101s 7 news',
    ],
  ])('%s', (_, story) => {
    expect(told(story, COUNTER_RULES.mibeacon.packet)).toBe(story);
  });
});

describe('the verified counter of MiBeacon', () => {
  it.each<[what: string, story: Story]>([
    ['higher is news, by whatever step', '0s 5 news, 1s 6 news, 2s 518 news, 3s 0xffffffff news'],
    ['0 is a counter like others', '0s 0 news, 1s 0 repeat, 2s 1 news, 60s 0 replay'],
    ['the highest again is a repeat, after hours too', '0s 5 news, 3s 5 repeat, 7200s 5 repeat'],
    [
      'a lower one is an old recording',
      '0s 500 news, 60s 499 replay, 61s 499 replay, 3600s 3 replay, 3601s 501 news',
    ],
    [
      'falling ones are old recordings, however many',
      '0s 500 news, 60s 40 replay, 61s 30 replay, 62s 20 replay, 63s 10 replay',
    ],
    [
      'two different lower ones that rise mean a device that was reset',
      '0s 500 news, 60s 3 replay, 60.2s 3 replay, 70s 4 news, 70.2s 4 repeat, 80s 5 news',
    ],
    [
      'the device itself between two lower ones: it was not reset',
      '0s 500 news, 60s 3 replay, 61s 501 news, 62s 4 replay',
    ],
    [
      'a repeat of the device between two lower ones: likewise',
      '0s 500 news, 60s 3 replay, 61s 500 repeat, 62s 4 replay',
    ],
    [
      'copies that come late, by a slow relay, are repeats and no reset',
      '0s 100 news, 1s 101 news, 2s 102 news, 2.1s 100 repeat, 2.2s 101 repeat, 2.3s 102 repeat, 3s 103 news',
    ],
    ['later than 10 s, they are old recordings', '0s 100 news, 1s 101 news, 11.5s 100 replay'],
    [
      'what was refused once is not heard "a moment ago"',
      '0s 500 news, 60s 30 replay, 61s 30 replay, 62s 20 replay, 63s 30 news',
    ],
  ])('%s', (_, story) => {
    expect(told(story, COUNTER_RULES.mibeacon.verified)).toBe(story);
  });
});

describe.each<Family>(['bthome-v1', 'bthome-v2'])('the packet id of %s', (family) => {
  it.each<[what: string, story: Story]>([
    ['the same id again is a repeat, after hours too', '0s 7 news, 2s 7 repeat, 7200s 7 repeat'],
    ['0 is an id like others', '0s 0 news, 1s 0 repeat'],
    ['up to 63 ahead is news within 4 s', '0s 7 news, 1s 70 news, 2s 71 news'],
    ['more than 63 ahead is not', '0s 7 news, 1s 71 repeat, 4s 6 repeat'],
    ['the id goes round', '0s 250 news, 1s 57 news, 2s 250 repeat'],
    [
      'anything but the last is news after 4 s',
      '0s 7 news, 4.1s 6 news, 8.3s 200 news, 12.5s 199 news',
    ],
    ['4 s count from the last news, not from its repeats', '0s 7 news, 3s 7 repeat, 5s 6 news'],
    ['a clock that was set back makes nothing old', '5000s 7 news, 100s 6 news'],
  ])('%s', (_, story) => {
    expect(told(story, COUNTER_RULES[family].packet)).toBe(story);
  });
});

describe.each<Family>(['bthome-v1', 'bthome-v2'])('the verified counter of %s', (family) => {
  it.each<[what: string, story: Story]>([
    ['higher is news', '0s 500 news, 1s 501 news, 2s 0xffffffff news'],
    [
      'the same within 4 s is a repeat, later a replay',
      '0s 500 news, 4s 500 repeat, 8.1s 500 replay, 9s 500 replay',
    ],
    ['lower is an old recording', '0s 500 news, 60s 499 replay, 61s 100 replay, 62s 101 replay'],
    ['below 100 the device was restarted', '0s 500 news, 60s 99 news, 61s 100 news, 120s 99 news'],
    ['below 100 too, the same again is none', '0s 50 news, 60s 50 replay'],
    [
      'late copies are repeats, below 100 too',
      '0s 50 news, 1s 51 news, 2s 50 repeat, 3s 51 repeat, 4s 52 news',
    ],
  ])('%s', (_, story) => {
    expect(told(story, COUNTER_RULES[family].verified)).toBe(story);
  });
});

describe.each<Family>(['atc1441', 'atc1441-encrypted', 'pvvx', 'pvvx-encrypted', 'qingping'])(
  'the counter of %s, which begins at 0 with a new battery',
  (family) => {
    it('tells a repeat from news by being equal to the last', () => {
      const story = '0s 0 news, 1s 0 repeat, 2s 7 news, 3s 0 news, 7200s 0 repeat, 7201s 255 news';
      expect(told(story, COUNTER_RULES[family].packet)).toBe(story);
    });
  },
);

describe('CounterRules', () => {
  it('refuse frames in the clear on BTHome, where a device has a key, and nowhere else', () => {
    const refusing = Object.entries(COUNTER_RULES).flatMap(([family, { refusesPlain }]) =>
      refusesPlain ? [family] : [],
    );
    expect(refusing).toEqual(['bthome-v1', 'bthome-v2']);
  });
});

/** The story as these rules tell it. */
function told(story: Story, judge: CounterRules['packet']): Story {
  const memory = new CounterMemory();
  const judged = story.split(', ').map((heard) => {
    const [second = '', counter = ''] = heard.split(' ');
    const freshness = judge(memory, Number(counter), 1000 * Number.parseFloat(second));
    return `${second} ${counter} ${freshness}`;
  });
  return judged.join(', ');
}
