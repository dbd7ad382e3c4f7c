import { describe, expect, it } from 'vitest';
import { toHex } from '../../core/index.ts';
import { drain, heartRate } from './ends.contract.ts';

describe('a subscription, when the link ends', () => {
  it.each([
    ['us', 'end'],
    ['peer', 'end'],
    ['loss', 'DisconnectedError'],
  ] as const)('gives what waits, and after an end by %s: %s', async (by, last) => {
    const { clock, server, measurement, lose } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    void server.notify(0x14, Uint8Array.of(1));
    void server.notify(0x14, Uint8Array.of(2));
    await clock.advance(100);
    lose(by);
    expect(await drain(clock, subscription)).toEqual(['01', '02', last]);
    expect(await drain(clock, subscription)).toEqual([last]);
  });

  it('wakes a reader who waits', async () => {
    const { clock, measurement, lose } = await heartRate();
    const [first, second] = [
      await clock.run(measurement.subscribe()),
      await clock.run(measurement.subscribe()),
    ];
    const waiting = first.next();
    lose('peer');
    expect(await waiting).toBeUndefined();
    expect(await second.next()).toBeUndefined();
  });

  it('ends a loop as it should', async () => {
    const { clock, server, measurement, lose } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    const seen: string[] = [];
    const looping = (async () => {
      for await (const { value } of subscription) seen.push(toHex(value));
    })().catch((error: Error) => error);
    void server.notify(0x14, Uint8Array.of(1));
    await clock.advance(100);
    const reason = lose();
    expect(await looping).toBe(reason);
    expect(seen).toEqual(['01']);
  });

  it('can be closed, and nothing is sent', async () => {
    const { clock, near, measurement, lose } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    near.sent.length = 0;
    lose();
    await subscription.close();
    expect(near.sent).toEqual([]);
  });

  it('can be closed while the link ends', async () => {
    const { clock, measurement, lose } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    const closing = subscription.close();
    await clock.advance(10);
    lose();
    expect(await closing).toBeUndefined();
  });

  it('throws when the peer has stopped answering', async () => {
    const { clock, far, measurement } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    far.onReceive = () => {};
    measurement.read().catch(() => {});
    await clock.advance(30_000);
    await expect(subscription.next()).rejects.toThrow('within 30 s');
  });
});
