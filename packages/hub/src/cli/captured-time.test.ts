import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { radioOf, START_MS, stranger } from '../air.contract.ts';
import { CapturedTime } from './captured-time.ts';

describe('CapturedTime', () => {
  it('moves the clock to the time at which an advert was heard, with all that falls due before', async () => {
    const { clock, radio } = recorded([0, 60_000, 65_500]);
    const seen: string[] = [];
    for await (const { timeMs } of radio.scan()) {
      seen.push(`advert ${timeMs - START_MS}`);
      if (timeMs === START_MS) clock.after(62_000, () => seen.push('timer'));
    }
    expect(seen).toEqual(['advert 0', 'advert 60000', 'timer', 'advert 65500']);
    expect(clock.now()).toBe(START_MS + 65_500);
  });

  it('does not go back where a recording does', async () => {
    const { clock, radio } = recorded([60_000, 0]);
    for await (const advert of radio.scan()) expect(advert).toBeDefined();
    expect(clock.now()).toBe(START_MS + 60_000);
  });

  it('waits before each advert for whoever takes the news', async () => {
    let waits = 0;
    const { radio } = recorded([0, 1, 2], async () => {
      waits++;
    });
    for await (const advert of radio.scan()) expect(waits).toBe(advert.timeMs - START_MS + 1);
    expect(waits).toBe(3);
  });
});

function recorded(times: readonly number[], ready?: () => Promise<void>) {
  const clock = new VirtualClock();
  const adverts = times.map((atMs) => stranger({ atMs }));
  return { clock, radio: new CapturedTime(radioOf(adverts), clock, ready) };
}
