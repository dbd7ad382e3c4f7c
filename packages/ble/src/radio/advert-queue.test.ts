import { describe, expect, it } from 'vitest';
import { TransportError } from '../core/index.ts';
import { Advert } from './advert.ts';
import { AdvertQueue } from './advert-queue.ts';

describe('AdvertQueue', () => {
  it('gives adverts in the order in which they were heard', async () => {
    const queue = new AdvertQueue();
    for (const timeMs of [1, 2, 3]) queue.push(advertAt(timeMs));
    expect(await take(queue, 3)).toEqual([1, 2, 3]);
    expect(queue.lost).toBe(0);
  });

  it('waits for an advert that is still to come', async () => {
    const queue = new AdvertQueue();
    const taking = take(queue, 2);
    queue.push(advertAt(1));
    await Promise.resolve();
    queue.push(advertAt(2));
    expect(await taking).toEqual([1, 2]);
  });

  it('loses the oldest when more than 256 wait, and counts them', async () => {
    const queue = new AdvertQueue();
    for (let timeMs = 0; timeMs < 300; timeMs++) queue.push(advertAt(timeMs));
    expect(queue.lost).toBe(44);
    const kept = await take(queue, 256);
    expect([kept[0], kept.at(-1)]).toEqual([44, 299]);
  });

  it('ends at once, with what waits dropped, and takes nothing more', async () => {
    const queue = new AdvertQueue();
    queue.push(advertAt(1));
    queue.end();
    queue.push(advertAt(2));
    expect(await take(queue, 3)).toEqual([]);
  });

  it('ends a loop that waits', async () => {
    const queue = new AdvertQueue();
    const taking = take(queue, 3);
    await Promise.resolve();
    queue.end();
    expect(await taking).toEqual([]);
  });

  it('throws an error behind what was heard before it', async () => {
    const queue = new AdvertQueue();
    queue.push(advertAt(1));
    queue.fail(new TransportError('the cable is out'));
    queue.push(advertAt(2));
    const heard: number[] = [];
    const listening = (async () => {
      for await (const { timeMs } of queue) heard.push(timeMs);
    })();
    await expect(listening).rejects.toThrow(TransportError);
    expect(heard).toEqual([1]);
  });

  it('fails a loop that waits, but not one that was ended', async () => {
    const [waiting, ended] = [new AdvertQueue(), new AdvertQueue()];
    const taking = take(waiting, 1);
    await Promise.resolve();
    waiting.fail(new TransportError('the cable is out'));
    await expect(taking).rejects.toThrow('the cable is out');
    ended.end();
    ended.fail(new TransportError('the cable is out'));
    expect(await take(ended, 1)).toEqual([]);
  });
});

function advertAt(timeMs: number): Advert {
  return new Advert({ address: 1, addressType: 'public', data: new Uint8Array(), timeMs });
}

/** The times of the first adverts. */
async function take(queue: AdvertQueue, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for await (const { timeMs } of queue) {
    times.push(timeMs);
    if (times.length === count) break;
  }
  return times;
}
