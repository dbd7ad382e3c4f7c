import { describe, expect, it } from 'vitest';
import { compare, rateOf, tableOf, type Work } from './harness.ts';

describe('rateOf', () => {
  it('counts items a second, without what the warm-up took', async () => {
    const time = new HandClock();
    const costs = [1_000, ...Array.from({ length: 20 }, () => 2)];
    const work = () => {
      time.nowMs += costs.shift() ?? 2;
      return 10;
    };
    expect(await rateOf(work, { rounds: 3, roundMs: 4, now: time.now })).toBe(5_000);
  });

  it('takes the middle round, whatever the worst one was', async () => {
    const time = new HandClock();
    const costs = [9, 4, 500, 5, 1, 4];
    const work = () => {
      time.nowMs += costs.shift() ?? 0;
      return 1;
    };
    expect(await rateOf(work, { rounds: 5, roundMs: 1, now: time.now })).toBe(250);
  });

  it('waits for work that is promised', async () => {
    const time = new HandClock();
    const work = async () => {
      await Promise.resolve();
      time.nowMs += 10;
      return 1;
    };
    expect(await rateOf(work, { rounds: 1, roundMs: 20, now: time.now })).toBe(100);
  });
});

describe('compare', () => {
  it('compares round by round, so that a slow spell of the machine does not count', async () => {
    const time = new HandClock();
    let slowness = 1;
    const taking =
      (ms: number): Work =>
      () => {
        time.nowMs += ms * slowness;
        return 1;
      };
    const theirs: Work = () => {
      const done = taking(3)();
      slowness *= 2;
      return done;
    };
    const [, , ratio] = await compare(
      { name: 'ours', ours: taking(1), theirs, against: 'theirs', atLeast: 2 },
      { rounds: 4, roundMs: 1, now: time.now },
    );
    expect(ratio).toEqual({ name: 'ours: times as fast', value: 3, unit: '×', atLeast: 2 });
  });
});

describe('tableOf', () => {
  it('says what misses its target', () => {
    const table = tableOf('decode', [
      { name: 'all vectors', value: 123_456.7, unit: '/s' },
      { name: 'ratio', value: 2.345, unit: '×', atLeast: 3 },
      { name: 'memory', value: 90, unit: 'MB', atMost: 80 },
      { name: 'good', value: 3, unit: '×', atLeast: 3 },
    ]);
    expect(table).toBe(
      [
        'decode',
        '  all vectors  123,457 /s',
        '  ratio            2.35 ×  at least 3  BELOW TARGET',
        '  memory            90 MB  at most 80  ABOVE TARGET',
        '  good                3 ×  at least 3  ok',
      ].join('\n'),
    );
  });
});

/** Time that the work moves on. */
class HandClock {
  nowMs = 0;
  readonly now = () => this.nowMs;
}
