import { describe, expect, it } from 'vitest';
import { NotFoundError, sleep, toHex, UsageError } from '../../core/index.ts';
import type { SubscribeOptions } from '../../radio/index.ts';
import { attribute, connect, drain, heartRate, numbered } from './ends.contract.ts';

describe('RemoteCharacteristic.subscribe', () => {
  it('asks for notifications where there are any, else for indications (3.3.3.3)', async () => {
    const { clock, store, measurement, control } = await heartRate();
    await clock.run(measurement.subscribe());
    await clock.run(control.subscribe());
    expect([toHex(store.valueOf(0x15)), toHex(store.valueOf(0x18))]).toEqual(['0100', '0200']);
  });

  it('gives values in their order, those of other characteristics apart', async () => {
    const { clock, server, measurement, control } = await heartRate();
    const rates = await clock.run(measurement.subscribe());
    const answers = await clock.run(control.subscribe());
    await server.notify(0x14, Uint8Array.of(0x06, 0x37));
    await clock.run(server.indicate(0x17, Uint8Array.of(0xee)));
    await server.notify(0x14, Uint8Array.of(0x06, 0x38));
    await clock.advance(100);
    expect(await drain(clock, rates)).toEqual(['0637', '0638', '...']);
    expect(await drain(clock, answers)).toEqual(['ee', '...']);
  });

  it('keeps a value that comes before the answer to the CCCD write', async () => {
    const { clock, far, server, measurement } = await heartRate();
    const send = far.send.bind(far);
    far.send = (pdu) => {
      if (toHex(pdu) === '13') void server.notify(0x14, Uint8Array.of(0x55));
      return send(pdu);
    };
    const subscription = await clock.run(measurement.subscribe());
    expect(subscription.waiting).toBe(1);
    expect(await drain(clock, subscription)).toEqual(['55', '...']);
  });

  it('takes several values of one PDU (4.10.2)', async () => {
    const { clock, server, measurement, control } = await heartRate({ mtu: 64 });
    const rates = await clock.run(measurement.subscribe());
    const answers = await clock.run(control.subscribe());
    const values = [0x14, 0x17, 0x14].map((attributeHandle, place) => ({
      attributeHandle,
      attributeValue: Uint8Array.of(place),
    }));
    await server.notifyMultiple(values);
    await clock.advance(100);
    expect(await drain(clock, rates)).toEqual(['00', '02', '...']);
    expect(await drain(clock, answers)).toEqual(['01', '...']);
  });

  it.each([
    ['what it does not do', { by: 'indicate' }, 'cannot indicate, but: notify'],
    ['that notifications wait', { overflow: 'block' }, 'cannot be made to wait'],
    ['a queue for nothing', { maxItems: 0 }, 'holds nothing'],
  ] satisfies readonly (readonly [string, SubscribeOptions, string])[])(
    'refuses %s',
    async (_, options, message) => {
      const { clock, near, measurement } = await heartRate();
      near.sent.length = 0;
      const error: unknown = await clock.run(
        measurement.subscribe(options).catch((e: unknown) => e),
      );
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error)).toContain(message);
      expect(near.sent).toEqual([]);
    },
  );

  it('says so where there is no descriptor to write', async () => {
    const { clock, client } = connect({
      attributes: [
        attribute(1, '2800', '0f18', { endGroupHandle: 3 }),
        attribute(2, '2803', '120300192a'),
        attribute(3, '2a19', '64'),
      ],
    });
    const service = await clock.run(client.service('180f'));
    const level = await clock.run(service.characteristic('2a19'));
    const error: unknown = await clock.run(level.subscribe().catch((e: unknown) => e));
    expect(error).toBeInstanceOf(NotFoundError);
  });

  it('rejects with what the peer says, and gives no values then', async () => {
    const { clock, server, client, measurement } = await heartRate({ cccdError: 0x0f });
    await expect(clock.run(measurement.subscribe())).rejects.toThrow('Insufficient Encryption');
    await server.notify(0x14, numbered(1));
    await clock.advance(100);
    expect(client.unhandledNotifications).toBe(1);
  });

  it('takes its request back, when its time is over', async () => {
    const { clock, store, measurement } = await heartRate();
    await clock.run(measurement.descriptors());
    const subscribing = measurement.subscribe({ timeoutMs: 30 }).catch((e: Error) => e.name);
    await clock.advance(30);
    expect(await subscribing).toBe('TimeoutError');
    await clock.advance(1000);
    expect(store.writes.map(({ writes: [write] }) => toHex(write?.value ?? numbered(0)))).toEqual([
      '0100',
      '0000',
    ]);
  });
});

describe('several subscriptions to one characteristic', () => {
  it('share what the peer is asked for, and the last to close takes it back', async () => {
    const { clock, store, measurement } = await heartRate({ properties: '30' });
    const cccd = () => toHex(store.valueOf(0x15));
    const first = await clock.run(measurement.subscribe());
    const second = await clock.run(measurement.subscribe());
    expect([cccd(), store.writes.length]).toEqual(['0100', 1]);
    const third = await clock.run(measurement.subscribe({ by: 'indicate' }));
    expect(cccd()).toBe('0300');
    await clock.run(first.close());
    expect(cccd()).toBe('0300');
    await clock.run(second.close());
    expect(cccd()).toBe('0200');
    await clock.run(Promise.all([third.close(), third.close()]));
    expect([cccd(), store.writes.length]).toEqual(['0000', 4]);
  });

  it('each get every value, with bytes of their own', async () => {
    const { clock, server, measurement } = await heartRate();
    const [first, second] = await clock.run(
      Promise.all([measurement.subscribe(), measurement.subscribe()]),
    );
    await server.notify(0x14, numbered(3));
    await clock.advance(100);
    const [one, other] = await clock.run(Promise.all([first.next(), second.next()]));
    one?.value.fill(9);
    expect(toHex(other?.value ?? numbered(0))).toBe('000102');
    expect(one?.value.buffer.byteLength).toBe(3);
  });

  it('get the kind they asked for, where the peer sends both', async () => {
    const { clock, server, measurement } = await heartRate({ properties: '30' });
    const notified = await clock.run(measurement.subscribe({ by: 'notify' }));
    const indicated = await clock.run(measurement.subscribe({ by: 'indicate' }));
    await server.notify(0x14, Uint8Array.of(1));
    await clock.run(server.indicate(0x14, Uint8Array.of(2)));
    expect(await drain(clock, notified)).toEqual(['01', '...']);
    expect(await drain(clock, indicated)).toEqual(['02', '...']);
  });

  it('do not suffer from each other', async () => {
    const { clock, server, measurement } = await heartRate();
    const slow = await clock.run(
      measurement.subscribe({
        maxItems: 2,
        overflow: 'dropOldest',
        onDropped: () => {
          throw new Error('oops');
        },
      }),
    );
    const quick = await clock.run(measurement.subscribe());
    const broken = await clock.run(measurement.subscribe());
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { value } of quick) seen.push(toHex(value));
    })();
    const failing = (async () => {
      for await (const { value } of broken) throw new Error(`cannot use ${toHex(value)}`);
    })().catch((error: Error) => error.message);
    for (let place = 0; place < 5; place++) await server.notify(0x14, Uint8Array.of(place));
    await clock.advance(100);
    expect(seen).toEqual(['00', '01', '02', '03', '04']);
    expect(await failing).toBe('cannot use 00');
    expect(await drain(clock, slow)).toEqual(['03', '04', '...']);
    await clock.run(quick.close());
    await reading;
  });
});

describe('Subscription.next', () => {
  it('loses nothing when it gives up', async () => {
    const { clock, server, measurement } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    const abort = new AbortController();
    const hasty = subscription.next({ timeoutMs: 10 }).catch((e: Error) => e.name);
    const aborted = subscription.next({ signal: abort.signal }).catch((e: unknown) => e);
    void server.notify(0x14, Uint8Array.of(1));
    await clock.advance(15);
    abort.abort('enough');
    await clock.advance(100);
    expect([await hasty, await aborted]).toEqual(['TimeoutError', 'enough']);
    expect(await drain(clock, subscription)).toEqual(['01', '...']);
  });

  it('serves several readers in their order', async () => {
    const { clock, server, measurement } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    const readers = [subscription.next(), subscription.next()];
    void server.notify(0x14, Uint8Array.of(1));
    void server.notify(0x14, Uint8Array.of(2));
    const values = await clock.run(Promise.all(readers));
    expect(values.map((one) => toHex(one?.value ?? numbered(0)))).toEqual(['01', '02']);
  });
});

describe('a loop over a subscription', () => {
  it('closes it when it is left', async () => {
    const { clock, server, store, measurement } = await heartRate();
    const subscription = await clock.run(measurement.subscribe());
    const looping = (async () => {
      for await (const { value } of subscription) return toHex(value);
      return 'nothing';
    })();
    void server.notify(0x14, Uint8Array.of(1));
    expect(await clock.run(looping)).toBe('01');
    expect(toHex(store.valueOf(0x15))).toBe('0000');
  });
});

describe('values that nobody has subscribed to', () => {
  it('are counted and reported, and not kept', async () => {
    const { clock, client, server, measurement } = await heartRate();
    const told: string[] = [];
    client.onUnhandledNotification = (handle, value) => told.push(`${handle}: ${toHex(value)}`);
    void server.notify(0x14, Uint8Array.of(1));
    await clock.run(server.indicate(0x99, Uint8Array.of(2)));
    const subscription = await clock.run(measurement.subscribe());
    expect([told, client.unhandledNotifications]).toEqual([['20: 01', '153: 02'], 2]);
    expect(subscription.waiting).toBe(0);
  });

  it('do no harm when whoever is told throws', async () => {
    const { clock, client, server } = await heartRate();
    client.onUnhandledNotification = () => {
      throw new Error('oops');
    };
    await clock.run(server.indicate(0x14, Uint8Array.of(1)));
    expect(client.unhandledNotifications).toBe(1);
  });
});

describe('long reads while values stream in', () => {
  it('disturb nothing', async () => {
    const { clock, client, server, measurement } = await heartRate({ value: numbered(500) });
    const subscription = await clock.run(measurement.subscribe());
    const sending = (async () => {
      for (let place = 0; place < 100; place++) {
        await server.notify(0x14, Uint8Array.of(place));
        await sleep(clock, 7);
      }
    })();
    const service = await client.service('180d');
    const characteristic = await service.characteristic('2a38');
    const reads: string[] = [];
    for (let count = 0; count < 3; count++)
      reads.push(toHex(await clock.run(characteristic.read())));
    await clock.run(sending);
    await clock.advance(100);
    expect(reads).toEqual([1, 2, 3].map(() => toHex(numbered(500))));
    expect(await drain(clock, subscription)).toEqual([
      ...Array.from({ length: 100 }, (_, place) => toHex(Uint8Array.of(place))),
      '...',
    ]);
  });
});
