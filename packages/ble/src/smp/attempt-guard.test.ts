import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../core/index.ts';
import { AttemptGuard } from './attempt-guard.ts';

const PEER = 0xa4c138000001;

describe('AttemptGuard', () => {
  it('lets everybody try at first, and after a success', () => {
    const guard = new AttemptGuard(new VirtualClock());
    expect(guard.waitMs(PEER)).toBe(0);
    guard.failed(PEER);
    expect(guard.waitMs(PEER)).toBe(1000);
    guard.succeeded(PEER);
    expect(guard.waitMs(PEER)).toBe(0);
  });

  it('doubles the wait with each failure, up to its limit (Vol 3, Part H, 2.3.6)', async () => {
    const clock = new VirtualClock();
    const guard = new AttemptGuard(clock, { firstWaitMs: 100, longestWaitMs: 450 });
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      guard.failed(PEER);
      waits.push(guard.waitMs(PEER));
      await clock.advance(guard.waitMs(PEER));
      expect(guard.waitMs(PEER)).toBe(0);
    }
    expect(waits).toEqual([100, 200, 400, 450]);
  });

  it('forgets a failure once the longest wait has passed without another', async () => {
    const clock = new VirtualClock();
    const guard = new AttemptGuard(clock, { firstWaitMs: 100, longestWaitMs: 400 });
    guard.failed(PEER);
    guard.failed(PEER);
    await clock.advance(200 + 400);
    guard.failed(PEER);
    expect(guard.waitMs(PEER)).toBe(100);
  });

  it('makes nobody wait for the failures of another', () => {
    const guard = new AttemptGuard(new VirtualClock());
    guard.failed(PEER);
    expect(guard.waitMs(PEER + 1)).toBe(0);
  });

  it('remembers no more peers than it may: the oldest failure is forgotten', () => {
    const guard = new AttemptGuard(new VirtualClock(), { capacity: 2 });
    for (const peer of [1, 2, 1, 3]) guard.failed(peer);
    expect([1, 2, 3].map((peer) => guard.waitMs(peer) > 0)).toEqual([true, false, true]);
  });
});
