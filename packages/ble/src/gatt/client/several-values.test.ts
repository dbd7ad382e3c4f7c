import { describe, expect, it } from 'vitest';
import { toHex, UsageError } from '../../core/index.ts';
import { attribute, connect, firstOf, listen, numbered, twoValues } from './ends.contract.ts';

describe('GattClient.reliableWrite', () => {
  it('writes all values at once (4.9.5)', async () => {
    const { clock, client, store, first, second } = await twoValues({ value: numbered(4) });
    await clock.run(
      client.reliableWrite([
        { characteristic: first, value: Uint8Array.of(0xff), offset: 2 },
        { characteristic: second, value: numbered(30) },
      ]),
    );
    expect(store.writes.length).toBe(1);
    expect([toHex(store.valueOf(3)), store.valueOf(5).length]).toEqual(['0001ff', 30]);
  });

  it('writes nothing, when an echo differs', async () => {
    const { clock, near, client, store, first } = await twoValues();
    const receive = near.onReceive;
    near.onReceive = (pdu) => receive?.(pdu.length > 5 ? Uint8Array.of(...pdu, 0) : pdu);
    const writing = client.reliableWrite([{ characteristic: first, value: numbered(3) }]);
    await expect(clock.run(writing)).rejects.toThrow('echo differs');
    expect(store.writes).toEqual([]);
  });

  it('refuses characteristics of another connection', async () => {
    const [one, other] = [await twoValues(), await twoValues()];
    const writing = one.client.reliableWrite([{ characteristic: other.first, value: numbered(1) }]);
    await expect(writing).rejects.toBeInstanceOf(UsageError);
  });
});

describe('GattClient.readMultiple', () => {
  it('takes one request, where the values fit', async () => {
    const { clock, near, client, first, second } = await twoValues({ value: numbered(3) });
    near.sent.length = 0;
    const values = await clock.run(client.readMultiple([first, second]));
    expect(values.map(toHex)).toEqual(['000102', '64']);
    expect(near.sent.map(toHex)).toEqual(['2003000500']);
  });

  it('gives whole values, where they do not fit', async () => {
    const { clock, client, first, second } = await twoValues({ value: numbered(60) });
    const values = await clock.run(client.readMultiple([second, first, second]));
    expect(values.map(toHex)).toEqual(['64', toHex(numbered(60)), '64']);
  });

  it('reads one by one, where the peer knows no better', async () => {
    const { client, hear } = listen();
    const first = await firstOf(client, hear);
    const reading = client.readMultiple([first, first]);
    await hear('0120000006', '0b01', '0b02');
    expect((await reading).map(toHex)).toEqual(['01', '02']);
  });

  it('asks for as many as fit in a request', async () => {
    const { clock, near, client, second } = await twoValues();
    near.sent.length = 0;
    const values = await clock.run(client.readMultiple(Array.from({ length: 13 }, () => second)));
    expect(values.map(toHex)).toEqual(Array.from({ length: 13 }, () => '64'));
    expect(near.oversized).toBe(0);
  });

  it('rejects with what the peer says', async () => {
    const { clock, client, first, second } = await twoValues({ readError: 2 });
    await expect(clock.run(client.readMultiple([first, second]))).rejects.toThrow(
      'Read Not Permitted',
    );
    expect(await clock.run(client.readMultiple([]))).toEqual([]);
  });
});

describe('GattClient.readByUuid', () => {
  it('finds values with no discovery before, and gives them whole (4.8.2)', async () => {
    const { clock, client } = connect({
      attributes: [
        attribute(3, '2a19', '64'),
        { handle: 7, type: '2a19', value: numbered(300) },
        { handle: 9, type: '2a19', value: numbered(19) },
      ],
    });
    const found = await clock.run(client.readByUuid('2A19'));
    expect(found.map(({ handle, value }) => [handle, toHex(value)])).toEqual([
      [3, '64'],
      [7, toHex(numbered(300))],
      [9, toHex(numbered(19))],
    ]);
    expect(await clock.run(client.readByUuid('2aff'))).toEqual([]);
  });
});
