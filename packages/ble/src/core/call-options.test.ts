import { describe, expect, it } from 'vitest';
import { waitFor } from './call-options.ts';
import { sleep } from './clock.ts';
import { TimeoutError } from './errors.ts';
import { VirtualClock } from './virtual-clock.ts';

describe('waitFor', () => {
  it('gives what the promise gives, and leaves no timer behind', async () => {
    const clock = new VirtualClock();
    const answer = sleep(clock, 10).then(() => 'here');
    expect(await clock.run(waitFor(answer, clock, { timeoutMs: 11 }))).toBe('here');
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('no timer is set');
  });

  it('rejects as the promise does', async () => {
    const answer = Promise.reject(new Error('refused'));
    await expect(waitFor(answer, new VirtualClock())).rejects.toThrow('refused');
  });

  it('rejects when the time is over, and not before', async () => {
    const clock = new VirtualClock();
    const waiting = waitFor(sleep(clock, 1000), clock, { timeoutMs: 10 }).catch((e: unknown) => e);
    await clock.run(waiting);
    expect(clock.now()).toBe(10);
    expect(await waiting).toBeInstanceOf(TimeoutError);
  });

  it('rejects with the reason when it is called off, before or while it waits', async () => {
    const clock = new VirtualClock();
    const abort = new AbortController();
    const waiting = waitFor(sleep(clock, 1000), clock, { signal: abort.signal });
    abort.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    await expect(waitFor(sleep(clock, 1), clock, { signal: abort.signal })).rejects.toBe('enough');
  });
});
