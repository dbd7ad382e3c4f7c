import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sleep } from './clock.ts';
import { UsageError } from './errors.ts';
import { VirtualClock } from './virtual-clock.ts';

describe('VirtualClock', () => {
  it('starts where it is told', () => {
    expect(new VirtualClock(1_700_000_000_000).now()).toBe(1_700_000_000_000);
  });

  it('fires timers in order of their time, equal ones in the order they were set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 40 }), async (delays) => {
        const clock = new VirtualClock();
        const fired: (readonly [atMs: number, place: number])[] = [];
        for (const [place, delayMs] of delays.entries()) {
          clock.after(delayMs, () => fired.push([clock.now(), place]));
        }
        await clock.advance(20);
        const expected = delays.map((delayMs, place) => [delayMs, place] as const);
        expected.sort(([oneMs, one], [otherMs, other]) => oneMs - otherMs || one - other);
        expect(fired).toEqual(expected);
      }),
    );
  });

  it('fires timers that were set by timers, within the same advance', async () => {
    const { clock, log, note } = recording();
    clock.after(10, () => {
      note('outer');
      clock.after(0, () => note('at once'));
      clock.after(5, () => note('inner'));
    });
    clock.after(12, () => note('between'));
    await clock.advance(15);
    expect(log).toEqual(['10 outer', '10 at once', '12 between', '15 inner']);
  });

  it('settles promises between two timers', async () => {
    const { clock, log, note } = recording();
    clock.after(1, () => {
      let chain = Promise.resolve();
      for (let i = 0; i < 20; i++) chain = chain.then(() => {});
      void chain.then(() => note('settled'));
    });
    clock.after(1, () => note('second timer'));
    await clock.advance(1);
    expect(log).toEqual(['1 settled', '1 second timer']);
  });

  it('takes a negative delay for none', async () => {
    const { clock, log, note } = recording();
    clock.after(-5, () => note('fired'));
    await clock.advance(0);
    expect(log).toEqual(['0 fired']);
  });

  it('forgets a cancelled timer, also when a timer cancels the next one', async () => {
    const { clock, log, note } = recording();
    const cancelFirst = clock.after(1, () => note('first'));
    clock.after(2, () => cancelThird());
    const cancelThird = clock.after(2, () => note('third'));
    cancelFirst();
    cancelFirst();
    await clock.advance(10);
    expect(log).toEqual([]);
  });
});

describe('VirtualClock.jump', () => {
  it.each([3_600_000, -100])('sets the wall clock by %d ms, and nothing else', async (deltaMs) => {
    const clock = new VirtualClock(1_000);
    let firedMs: number | undefined;
    clock.after(10, () => {
      firedMs = clock.steady();
    });
    clock.jump(deltaMs);
    expect(clock.now()).toBe(1_000 + deltaMs);
    await clock.advance(20);
    expect(firedMs).toBe(1_010);
    expect([clock.now(), clock.steady()]).toEqual([1_020 + deltaMs, 1_020]);
  });
});

describe('VirtualClock.advance', () => {
  it('ends at the time it was told, timers or not', async () => {
    const clock = new VirtualClock(100);
    clock.after(3, () => {});
    await clock.advance(7);
    expect(clock.now()).toBe(107);
  });

  it('leaves what is due later', async () => {
    const { clock, log, note } = recording();
    clock.after(11, () => note('later'));
    await clock.advance(10);
    expect(log).toEqual([]);
    await clock.advance(1);
    expect(log).toEqual(['11 later']);
  });

  it.each([-1, Number.NaN])('refuses to advance by %d', async (ms) => {
    await expect(new VirtualClock().advance(ms)).rejects.toThrow(UsageError);
  });

  it('rejects with what a timer throws', async () => {
    const clock = new VirtualClock();
    clock.after(1, () => {
      throw new Error('from the timer');
    });
    await expect(clock.advance(5)).rejects.toThrow('from the timer');
  });
});

describe('VirtualClock.run', () => {
  it('lets time pass until the promise settles, and no longer', async () => {
    const { clock, log, note } = recording();
    clock.after(3000, () => note('too late'));
    const result = await clock.run(sleep(clock, 2000).then(() => 'result'));
    expect([result, clock.now(), log]).toEqual(['result', 2000, []]);
  });

  it('gives a settled promise without letting time pass', async () => {
    const clock = new VirtualClock(5);
    clock.after(1, () => {});
    expect(await clock.run(Promise.resolve('at hand'))).toBe('at hand');
    expect(clock.now()).toBe(5);
  });

  it('rejects with what the promise rejects with', async () => {
    const clock = new VirtualClock();
    const failing = sleep(clock, 10).then(() => {
      throw new Error('after 10 ms');
    });
    await expect(clock.run(failing)).rejects.toThrow('after 10 ms');
  });

  it('waits for what the platform does without a timer', async () => {
    const onPlatform = new Promise<string>((resolve) => {
      setTimeout(() => resolve('done'), 0);
    });
    expect(await new VirtualClock().run(onPlatform)).toBe('done');
  });

  it('says so when the promise waits for ever', async () => {
    const clock = new VirtualClock();
    clock.after(5, () => {});
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('waits for ever');
  });
});

/** A clock, and a log of what happened when. */
function recording() {
  const clock = new VirtualClock();
  const log: string[] = [];
  return { clock, log, note: (what: string) => void log.push(`${clock.now()} ${what}`) };
}
