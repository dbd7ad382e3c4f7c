import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

describe('RateLimit', () => {
  it('lets a burst through, then so many a second, and saves up no more than a burst', async () => {
    const clock = new VirtualClock();
    const limit = new RateLimit(clock, { burst: 3, perSecond: 2 });
    const taken = () => [1, 2, 3, 4].filter(() => limit.take()).length;
    expect(taken()).toBe(3);
    await clock.advance(1000);
    expect(taken()).toBe(2);
    await clock.advance(499);
    expect(taken()).toBe(0);
    await clock.advance(60_000);
    expect(taken()).toBe(3);
  });
});
