import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { StoppableClock } from './stoppable-clock.ts';

describe('StoppableClock', () => {
  it('has the time of the other clock, and its timers fire', async () => {
    const { clock, stoppable, fired } = started();
    stoppable.after(10, () => fired.push('ten'));
    await clock.advance(10);
    expect(stoppable.now()).toBe(clock.now());
    expect(fired).toEqual(['ten']);
  });

  it('lets single timers be cancelled', async () => {
    const { clock, stoppable, fired } = started();
    stoppable.after(10, () => fired.push('ten'))();
    await clock.advance(20);
    expect(fired).toEqual([]);
  });

  it('fires nothing once it was stopped, however often it is asked to', async () => {
    const { clock, stoppable, fired } = started();
    stoppable.after(10, () => fired.push('ten'));
    stoppable.stop();
    stoppable.after(10, () => fired.push('later'));
    stoppable.stop();
    await clock.advance(100);
    expect(fired).toEqual([]);
  });

  it('leaves the timers of others alone', async () => {
    const { clock, stoppable, fired } = started();
    clock.after(10, () => fired.push('other'));
    stoppable.stop();
    await clock.advance(10);
    expect(fired).toEqual(['other']);
  });
});

function started() {
  const clock = new VirtualClock(1000);
  return { clock, stoppable: new StoppableClock(clock), fired: [] as string[] };
}
