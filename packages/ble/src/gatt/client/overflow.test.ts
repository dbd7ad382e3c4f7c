import { describe, expect, it } from 'vitest';
import { AttError, AttErrorCode } from '../../att/index.ts';
import { sleep, toHex } from '../../core/index.ts';
import { QueueOverflowError } from '../../radio/index.ts';
import { drain, heartRate, numbered } from './ends.contract.ts';

describe('a subscription whose reader is slow', () => {
  it('loses nothing of 7 packets of 20 bytes in one event, when it sleeps for 1 s', async () => {
    const { clock, server, measurement } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    for (let place = 0; place < 7; place++)
      void server.notify(0x14, new Uint8Array(20).fill(place));
    await clock.run(sleep(clock, 1000));
    const seen = await drain(clock, subscription);
    expect(seen).toEqual([...[0, 1, 2, 3, 4, 5, 6].map((n) => `0${n}`.repeat(20)), '...']);
  });

  it('gives 256 of 300 values, and then says that 44 were lost', async () => {
    const { clock, server, store, measurement } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    for (let place = 0; place < 300; place++) void server.notify(0x14, numbered(1));
    await clock.advance(100);
    expect([subscription.waiting, subscription.dropped]).toEqual([256, 44]);
    for (let place = 0; place < 256; place++) {
      expect((await subscription.next())?.dropped).toBe(0);
    }
    const error = await subscription.next().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(QueueOverflowError);
    expect(error).toMatchObject({ code: 'OVERFLOW', delivered: 256, lost: 44 });
    // It has ended: the peer is told, and the error stays.
    await clock.advance(100);
    expect(toHex(store.valueOf(0x15))).toBe('0000');
    await expect(subscription.next()).rejects.toBe(error);
  });

  it('counts on until the reader has seen the error', async () => {
    const { clock, server, measurement } = await heartRate();
    const subscription = await clock.run(measurement.subscribe({ maxItems: 1 }));
    for (let place = 0; place < 3; place++) void server.notify(0x14, numbered(1));
    await clock.advance(100);
    await subscription.next();
    for (let place = 0; place < 4; place++) void server.notify(0x14, numbered(1));
    await clock.advance(100);
    const error = await subscription.next().catch((e: unknown) => e);
    expect(error).toMatchObject({ delivered: 1, lost: 6 });
  });

  it('gives the last 256 of 300 where the oldest are dropped, and their count with the first', async () => {
    const { clock, server, measurement } = await heartRate();
    const told: number[] = [];
    const subscription = await clock.run(
      measurement.subscribe({ overflow: 'dropOldest', onDropped: (count) => told.push(count) }),
    );
    for (let place = 0; place < 300; place++) {
      void server.notify(0x14, Uint8Array.of(place % 256, Math.floor(place / 256)));
    }
    await clock.advance(50);
    const first = await subscription.next();
    expect([toHex(first?.value ?? numbered(0)), first?.dropped]).toEqual(['2c00', 44]);
    const others = await drain(clock, subscription);
    expect([others.length, others.at(-2)]).toEqual([256, '2b01']);
    await clock.advance(1000);
    expect(told).toEqual([1, 44]);
  });

  it('gives the first ones where new ones are dropped, and the count with the next', async () => {
    const { clock, server, measurement } = await heartRate();
    const subscription = await clock.run(
      measurement.subscribe({ overflow: 'dropNewest', maxItems: 2 }),
    );
    for (let place = 0; place < 5; place++) void server.notify(0x14, Uint8Array.of(place));
    await clock.advance(50);
    const before = [await subscription.next(), await subscription.next()];
    void server.notify(0x14, Uint8Array.of(9));
    await clock.advance(50);
    const all = [...before, await subscription.next()];
    expect(all.map((one) => [toHex(one?.value ?? numbered(0)), one?.dropped])).toEqual([
      ['00', 0],
      ['01', 0],
      ['09', 3],
    ]);
  });

  it('counts bytes, too', async () => {
    const { clock, server, measurement } = await heartRate();
    const subscription = await clock.run(
      measurement.subscribe({ overflow: 'dropOldest', maxBytes: 50 }),
    );
    for (let place = 0; place < 4; place++)
      void server.notify(0x14, new Uint8Array(20).fill(place));
    await clock.advance(50);
    expect([subscription.waiting, subscription.dropped]).toEqual([2, 2]);
    expect(await drain(clock, subscription)).toEqual(['02'.repeat(20), '03'.repeat(20), '...']);
  });

  it('is told of what it loses at most once per 100 ms', async () => {
    const { clock, server, measurement } = await heartRate();
    const told: (readonly [ms: number, count: number])[] = [];
    await clock.run(
      measurement.subscribe({
        overflow: 'dropNewest',
        maxItems: 1,
        onDropped: (count) => told.push([clock.now() - start, count]),
      }),
    );
    const start = clock.now();
    for (let ms = 0; ms < 300; ms += 10) {
      void server.notify(0x14, numbered(1));
      await clock.advance(10);
    }
    await clock.advance(1000);
    // Sent from 0 to 290, heard 20 ms later; the first one has found room.
    expect(told).toEqual([
      [30, 1],
      [130, 10],
      [230, 20],
      [330, 29],
    ]);
  });
});

describe('a loop over a subscription that overflows', () => {
  it('throws so, even where the peer will not stop', async () => {
    const { clock, server, store, measurement } = await heartRate();
    const subscription = await clock.run(measurement.subscribe({ maxItems: 1 }));
    for (let place = 0; place < 3; place++) void server.notify(0x14, numbered(1));
    await clock.advance(100);
    store.allowWrite = ({ handle }) => {
      throw new AttError(AttErrorCode.unlikelyError, handle);
    };
    const looping = (async () => {
      for await (const { value } of subscription) expect(value.length).toBe(1);
    })();
    await expect(clock.run(looping)).rejects.toBeInstanceOf(QueueOverflowError);
    await expect(subscription.close()).rejects.toBeInstanceOf(AttError);
  });
});

describe('a subscription to indications', () => {
  it('confirms each when it is in the queue (3.4.7.3)', async () => {
    const { clock, near, server, control } = await heartRate();
    const subscription = await clock.run(control.subscribe());
    near.sent.length = 0;
    await clock.run(server.indicate(0x17, Uint8Array.of(1)));
    expect(near.sent.map(toHex)).toEqual(['1e']);
    expect(await subscription.next()).toEqual({
      value: Uint8Array.of(1),
      isIndication: true,
      dropped: 0,
    });
  });

  it('can make the peer wait for room, and loses nothing', async () => {
    const { clock, server, control } = await heartRate();
    const subscription = await clock.run(control.subscribe({ overflow: 'block', maxItems: 2 }));
    const confirmed: number[] = [];
    for (const place of [0, 1, 2, 3]) {
      void server.indicate(0x17, Uint8Array.of(place)).then(() => confirmed.push(place));
    }
    await clock.advance(10_000);
    expect([confirmed, subscription.waiting]).toEqual([[0, 1], 2]);
    expect(toHex((await subscription.next())?.value ?? numbered(0))).toBe('00');
    await clock.advance(100);
    expect([confirmed, subscription.waiting]).toEqual([[0, 1, 2], 2]);
    const seen: string[] = [];
    for (let count = 0; count < 3; count++) {
      seen.push(toHex((await clock.run(subscription.next()))?.value ?? numbered(0)));
    }
    await clock.advance(100);
    expect([seen, confirmed, subscription.dropped]).toEqual([['01', '02', '03'], [0, 1, 2, 3], 0]);
  });

  it('makes it wait for 20 s, not longer: then it is as `error`', async () => {
    const { clock, server, control } = await heartRate();
    const subscription = await clock.run(control.subscribe({ overflow: 'block', maxItems: 1 }));
    await clock.run(server.indicate(0x17, Uint8Array.of(1)));
    const start = clock.now();
    await clock.run(server.indicate(0x17, Uint8Array.of(2)));
    expect(clock.now() - start).toBe(20_040);
    expect(toHex((await subscription.next())?.value ?? numbered(0))).toBe('01');
    await expect(subscription.next()).rejects.toMatchObject({ delivered: 1, lost: 1 });
  });

  it('lets no notification overtake one that waits', async () => {
    const { clock, server, measurement } = await heartRate({ properties: '30' });
    const subscription = await clock.run(
      measurement.subscribe({ by: 'indicate', overflow: 'block', maxItems: 1 }),
    );
    void server.indicate(0x14, Uint8Array.of(1));
    await clock.advance(100);
    void server.indicate(0x14, Uint8Array.of(2));
    await clock.advance(100);
    void server.notify(0x14, Uint8Array.of(3));
    await clock.advance(100);
    expect(await drain(clock, subscription)).toEqual(['01', 'QueueOverflowError']);
    expect(subscription.dropped).toBe(2);
  });

  it('confirms what waits when it is closed', async () => {
    const { clock, server, control } = await heartRate();
    const subscription = await clock.run(control.subscribe({ overflow: 'block', maxItems: 1 }));
    await clock.run(server.indicate(0x17, Uint8Array.of(1)));
    const indicating = server.indicate(0x17, Uint8Array.of(2));
    await clock.advance(100);
    await clock.run(Promise.all([subscription.close(), indicating]));
    expect(await drain(clock, subscription)).toEqual(['01', '02', 'end']);
  });
});
