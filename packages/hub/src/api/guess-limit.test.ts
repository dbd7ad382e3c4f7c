import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { GuessLimit } from './guess-limit.ts';

describe('GuessLimit', () => {
  it('is of each sender, and comes back with time', async () => {
    const clock = new VirtualClock();
    const limit = new GuessLimit(clock);
    expect(guesses(limit, Array(20).fill('192.168.1.2'))).toBe(10);
    expect(guesses(limit, Array(20).fill('192.168.1.3'))).toBe(10);
    await clock.advance(5_000);
    expect(guesses(limit, ['192.168.1.2', '192.168.1.2'])).toBe(1);
  });

  it('takes all addresses of one network of IPv6 for one sender', () => {
    const limit = new GuessLimit(new VirtualClock());
    const many = Array.from({ length: 20 }, (_, n) => `2001:db8::${n + 1}`);
    expect(guesses(limit, many)).toBe(10);
    expect(guesses(limit, ['2001:db8:0:1::1'])).toBe(1);
  });

  it('does not count what was right', () => {
    const limit = new GuessLimit(new VirtualClock());
    for (let n = 0; n < 300; n++) limit.take('192.168.1.2')?.();
    expect(guesses(limit, ['192.168.1.2'])).toBe(1);
  });

  it('is of all together too, however many addresses somebody has', async () => {
    const clock = new VirtualClock();
    const limit = new GuessLimit(clock);
    const many = Array.from({ length: 5_000 }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
    expect(guesses(limit, many)).toBe(200);
    await clock.advance(1_000);
    expect(guesses(limit, many)).toBe(2);
  });

  it('forgets who guessed long ago, so that it never grows', async () => {
    const clock = new VirtualClock();
    const limit = new GuessLimit(clock);
    expect(guesses(limit, Array(20).fill('192.168.1.2'))).toBe(10);
    guesses(
      limit,
      Array.from({ length: 256 }, (_, n) => `10.0.0.${n}`),
    );
    await clock.advance(5_000);
    expect(guesses(limit, Array(20).fill('192.168.1.2'))).toBe(10);
  });
});

/** How many of them are looked at, all wrong. */
function guesses(limit: GuessLimit, addresses: readonly string[]): number {
  return addresses.filter((address) => limit.take(address)).length;
}
