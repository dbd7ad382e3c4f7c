import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type Clock, farReaching, SteppedClock, sleep, systemClock } from './clock.ts';
import { VirtualClock } from './virtual-clock.ts';

const DAY_MS = 86_400_000;

describe('sleep', () => {
  it('waits as long as it is told, and not less', async () => {
    const clock = new VirtualClock();
    let isOver = false;
    const sleeping = sleep(clock, 1000).then(() => {
      isOver = true;
    });
    await clock.advance(999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(isOver).toBe(true);
    await sleeping;
  });

  it('rejects with the reason at the moment of the abort, and leaves no timer', async () => {
    const clock = new VirtualClock();
    const aborting = new AbortController();
    const reason = new Error('the scan ended');
    const sleeping = sleep(clock, 1000, aborting.signal);
    clock.after(10, () => aborting.abort(reason));

    await expect(clock.run(sleeping)).rejects.toBe(reason);
    // A timer that was left would fire now, and time would move on to it.
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('no timer is set');
    expect(clock.now()).toBe(10);
  });

  it('rejects at once when the signal was aborted before', async () => {
    const clock = new VirtualClock();
    const reason = new Error('too late');
    await expect(sleep(clock, 1000, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('no timer is set');
    expect(clock.now()).toBe(0);
  });

  it('listens to the signal no longer than it sleeps', async () => {
    const clock = new VirtualClock();
    const { signal } = new AbortController();
    const sleeping = sleep(clock, 1000, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.run(sleeping);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('farReaching', () => {
  it('fires on time after delays longer than the timers below reach', async () => {
    const { clock, below } = limited(DAY_MS);
    let firedMs: number | undefined;
    clock.after(40.5 * DAY_MS, () => {
      firedMs = clock.now();
    });
    await below.advance(40.5 * DAY_MS - 1);
    expect(firedMs).toBeUndefined();
    await below.advance(1);
    expect(firedMs).toBe(40.5 * DAY_MS);
  });

  it.each([0.5, 3.5])('can be cancelled after %d of the spans below', async (days) => {
    const { clock, below } = limited(DAY_MS);
    const cancel = clock.after(5 * DAY_MS, () => {
      throw new Error('was cancelled');
    });
    await below.advance(days * DAY_MS);
    cancel();
    await expect(below.advance(10 * DAY_MS)).resolves.toBeUndefined();
  });
});

describe('SteppedClock', () => {
  it.each([3_600_000, -3_600_000, 250])(
    'runs on evenly when the wall clock is set by %d ms, and follows when it is told to',
    async (deltaMs) => {
      const wall = new VirtualClock(1_000_000_000);
      const clock = new SteppedClock(wall, wall);
      wall.jump(deltaMs);
      await wall.advance(10);
      expect(clock.now()).toBe(1_000_000_010);
      expect(clock.lagMs).toBe(deltaMs);
      expect(clock.catchUp()).toBe(deltaMs);
      expect(clock.now()).toBe(1_000_000_010 + deltaMs);
      expect([clock.lagMs, clock.catchUp()]).toEqual([0, 0]);
    },
  );

  it('measures and fires timers by the steady time, whatever is set', async () => {
    const wall = new VirtualClock(1_000_000_000);
    const clock = new SteppedClock(wall, wall);
    let firedMs: number | undefined;
    clock.after(100, () => {
      firedMs = clock.steady();
    });
    wall.jump(-999_000_000);
    clock.catchUp();
    await wall.advance(200);
    expect(firedMs).toBe(1_000_000_100);
    expect(clock.steady()).toBe(1_000_000_200);
  });
});

describe('systemClock', () => {
  it('tells milliseconds since 1970, and never goes back', () => {
    const first = systemClock.now();
    expect(Math.abs(first - Date.now())).toBeLessThan(60_000);
    expect(systemClock.now()).toBeGreaterThanOrEqual(first);
    expect(Math.abs(systemClock.steady() - systemClock.now())).toBeLessThan(60_000);
  });

  it('calls back after, never before, `after` returns', async () => {
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      systemClock.after(0, () => {
        order.push('called back');
        resolve();
      });
      order.push('returned');
    });
    expect(order).toEqual(['returned', 'called back']);
  });

  it('does not fire at once what is due in a year', async () => {
    let hasFired = false;
    const cancel = systemClock.after(365 * DAY_MS, () => {
      hasFired = true;
    });
    // Timers of one platform fire in the order of their time: this one comes behind all that is due.
    await new Promise<void>((resolve) => {
      systemClock.after(2, resolve);
    });
    cancel();
    expect(hasFired).toBe(false);
  });
});

/** A far-reaching clock on a virtual one that refuses delays beyond the limit. */
function limited(maxDelayMs: number): { clock: Clock; below: VirtualClock } {
  const below = new VirtualClock();
  const strict: Clock = {
    now: () => below.now(),
    steady: () => below.steady(),
    after(delayMs, callback) {
      if (delayMs > maxDelayMs) throw new Error(`a timer of ${delayMs} ms`);
      return below.after(delayMs, callback);
    },
  };
  return { below, clock: farReaching(strict, maxDelayMs) };
}
