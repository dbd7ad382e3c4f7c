import { describe, expect, it } from 'vitest';
import { type Clock, VirtualClock } from '../../core/index.ts';
import { Timeline } from './timeline.ts';

describe('Timeline', () => {
  it('calls back at the microsecond, in order', async () => {
    const { clock, timeline, calls, at } = begin();
    at('b', 1_500);
    at('a', 1_234);
    at('c', 1_500);
    await clock.advance(1.234);
    expect(calls).toEqual(['a 1234']);
    await clock.advance(1);
    expect(calls).toEqual(['a 1234', 'b 1500', 'c 1500']);
    expect(timeline.nowUs).toBe(2_234);
  });

  it('lets relaxed timers wait for company, but not beyond the slack', async () => {
    const { clock, calls, at } = begin(5_000);
    at('first', 1_000, true);
    at('second', 3_000, true);
    await clock.advance(5.9);
    expect(calls).toEqual([]);
    await clock.advance(0.1);
    expect(calls).toEqual(['first 1000', 'second 3000']);
  });

  it('runs relaxed timers in their place before an exact one', async () => {
    const { clock, calls, at } = begin(5_000);
    at('relaxed', 1_000, true);
    at('exact', 2_000);
    await clock.advance(2);
    expect(calls).toEqual(['relaxed 1000', 'exact 2000']);
  });

  it('lets nothing wait while somebody is in a hurry', async () => {
    const { clock, timeline, calls, at } = begin(5_000);
    at('relaxed', 1_000, true);
    timeline.hurry();
    await clock.advance(1);
    expect(calls).toEqual(['relaxed 1000']);
  });

  it('catches up after a late wake-up, each at its own time', () => {
    const late = new LateClock();
    const timeline = new Timeline(late);
    const calls: number[] = [];
    const tick = timeline.timer((atUs) => {
      calls.push(atUs);
      timeline.set(tick, atUs + 10_000);
    });
    timeline.set(tick, 10_000);
    late.wakeAt(35);
    expect(calls).toEqual([10_000, 20_000, 30_000]);
    expect(late.delayMs).toBe(5);
  });

  it('goes on after a callback that throws', async () => {
    const { clock, timeline, calls, at } = begin();
    timeline.set(
      timeline.timer(() => {
        throw new Error('broken');
      }),
      1_000,
    );
    at('next', 2_000);
    await expect(clock.advance(1)).rejects.toThrow('broken');
    await clock.advance(1);
    expect(calls).toEqual(['next 2000']);
  });

  it('can be called off', async () => {
    const { clock, timeline } = begin();
    const timer = timeline.timer(() => {
      throw new Error('was called off');
    });
    timeline.set(timer, 1_000);
    timer.clear();
    await clock.advance(10);
    expect(timer.isSet).toBe(false);
  });
});

/** A timeline that writes down which timers went off. Its clock does not begin at 0. */
function begin(slackUs?: number) {
  const clock = new VirtualClock(1_795_000_000_000);
  const timeline = new Timeline(clock, slackUs);
  const calls: string[] = [];
  const at = (name: string, atUs: number, isRelaxed = false) => {
    timeline.set(
      timeline.timer((nowUs) => calls.push(`${name} ${nowUs}`)),
      atUs,
      isRelaxed,
    );
  };
  return { clock, timeline, calls, at };
}

/** A clock whose wake-ups come when it pleases. */
class LateClock implements Clock {
  #nowMs = 0;
  #callback: (() => void) | undefined;
  delayMs = 0;

  now(): number {
    return this.#nowMs;
  }

  steady(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    this.delayMs = delayMs;
    this.#callback = callback;
    return () => {};
  }

  wakeAt(nowMs: number): void {
    this.#nowMs = nowMs;
    this.#callback?.();
  }
}
