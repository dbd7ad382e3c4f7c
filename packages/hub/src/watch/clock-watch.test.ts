import { SteppedClock, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { ClockWatch } from './clock-watch.ts';

const START_MS = Date.UTC(2026, 5, 1);
const HOUR_MS = 3_600_000;

describe('ClockWatch', () => {
  it.each([HOUR_MS, -HOUR_MS, -START_MS, 1_500])(
    'follows a wall clock that was set by %d ms, within seconds, and says so once',
    async (deltaMs) => {
      const { wall, clock, watch, log, jumps } = setUp();
      await wall.advance(60_000);
      wall.jump(deltaMs);
      expect(clock.now()).toBe(START_MS + 60_000);
      await wall.advance(5_000);
      expect(clock.now()).toBe(wall.now());
      await wall.advance(60_000);
      expect(jumps).toEqual([deltaMs]);
      expect(watch.jumps).toBe(1);
      expect(log.codes()).toEqual(['CLOCK_JUMPED']);
      expect(log.fieldsOf('CLOCK_JUMPED')).toEqual({ deltaMs });
      watch.close();
    },
  );

  it('measures on as if nothing had happened, to 1970 and back', async () => {
    const { wall, clock, watch } = setUp();
    const startMs = clock.steady();
    wall.jump(-START_MS);
    await wall.advance(10_000);
    expect(new Date(clock.now()).getUTCFullYear()).toBe(1970);
    wall.jump(START_MS);
    await wall.advance(10_000);
    expect(clock.steady() - startMs).toBe(20_000);
    expect(clock.now()).toBe(START_MS + 20_000);
    watch.close();
  });

  it('leaves small differences alone until they have come to a second', async () => {
    const { wall, clock, watch, log } = setUp();
    wall.jump(900);
    await wall.advance(60_000);
    expect(log.codes()).toEqual([]);
    expect(wall.now() - clock.now()).toBe(900);
    wall.jump(200);
    await wall.advance(5_000);
    expect(wall.now() - clock.now()).toBe(0);
    watch.close();
  });

  it('is degraded for a while after a jump, and settled an hour later', async () => {
    const { wall, watch } = setUp();
    expect(watch.health()).toMatchObject([{ name: 'clock', status: 'ok' }]);
    wall.jump(HOUR_MS);
    await wall.advance(5_000);
    expect(watch.health()).toMatchObject([
      { status: 'degraded', detail: expect.stringContaining('ahead by 1 h') },
    ]);
    expect(watch.isSettled).toBe(false);
    await wall.advance(11 * 60_000);
    expect(watch.health()).toMatchObject([{ status: 'ok' }]);
    await wall.advance(HOUR_MS);
    expect(watch.isSettled).toBe(true);
    watch.close();
  });

  it('does not believe a time before the program was written', async () => {
    const { wall, watch } = setUp(0);
    expect(watch.isSettled).toBe(false);
    expect(watch.health()).toMatchObject([
      { status: 'degraded', nextStep: expect.stringContaining('time server') },
    ]);
    wall.jump(START_MS);
    await wall.advance(HOUR_MS + 5_000);
    expect(watch.health()).toMatchObject([{ status: 'ok' }]);
    watch.close();
  });

  it('tells no more once it is closed, nor those who do not listen any more', async () => {
    const { wall, watch, jumps, stopListening } = setUp();
    stopListening();
    wall.jump(HOUR_MS);
    await wall.advance(5_000);
    expect(jumps).toEqual([]);
    watch.close();
    wall.jump(HOUR_MS);
    await wall.advance(5_000);
    expect(watch.jumps).toBe(1);
  });
});

/** A clock that goes by a wall clock that may be set. */
function setUp(startMs = START_MS) {
  const wall = new VirtualClock(startMs);
  const clock = new SteppedClock(wall, wall);
  const log = new ReadableLog();
  const watch = new ClockWatch(clock, { log });
  const jumps: number[] = [];
  const stopListening = watch.onJump((deltaMs) => jumps.push(deltaMs));
  return { wall, clock, watch, log, jumps, stopListening };
}
