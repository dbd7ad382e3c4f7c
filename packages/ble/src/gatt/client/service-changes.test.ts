import { describe, expect, it } from 'vitest';
import { NotFoundError, toHex } from '../../core/index.ts';
import { attribute, connect, drain, type MemoryAttribute, numbered } from './ends.contract.ts';
import { GattError } from './gatt-error.ts';

/** A Generic Attribute service that tells of changes. */
const GENERIC: readonly MemoryAttribute[] = [
  attribute(0x0001, '2800', '0118', { endGroupHandle: 0x0006 }),
  attribute(0x0002, '2803', '200300052a'),
  attribute(0x0003, '2a05'),
  attribute(0x0004, '2902', '0000'),
  attribute(0x0005, '2803', '0a0600292b'),
  attribute(0x0006, '2b29', '00'),
];

/** A battery service that begins at a handle. */
function battery(start: number, level = '64'): readonly MemoryAttribute[] {
  return [
    attribute(start, '2800', '0f18', { endGroupHandle: start + 3 }),
    attribute(start + 1, '2803', `12${toHex(Uint8Array.of(start + 2))}00192a`),
    attribute(start + 2, '2a19', level),
    attribute(start + 3, '2902', '0000'),
  ];
}

describe('GattClient, on a server that tells of changes', () => {
  it('asks to be told, and says what it can, in between (7.1 and 7.2)', async () => {
    const { clock, client, store } = connect({
      attributes: [...GENERIC, ...battery(0x10)],
      watchesChanges: true,
    });
    await clock.run(client.service('180f'));
    await clock.advance(1000);
    expect([toHex(store.valueOf(4)), toHex(store.valueOf(6))]).toEqual(['0200', '05']);
  });

  it('asks one thing, where there is nobody to tell', async () => {
    const { clock, near, client } = connect({ attributes: battery(0x10), watchesChanges: true });
    await clock.run(client.service('180f'));
    await clock.advance(1000);
    expect(near.sent.map(toHex)).toEqual(['060100ffff00280f18', '060100ffff00280118']);
  });

  it('can do without, where the server refuses', async () => {
    const refusing = GENERIC.map((one) => ({ ...one, writeError: 0x05 }));
    const { clock, client } = connect({
      attributes: [...refusing, ...battery(0x10)],
      watchesChanges: true,
    });
    const service = await clock.run(client.service('180f'));
    await clock.advance(1000);
    expect((await clock.run(service.characteristics())).length).toBe(1);
  });

  it('finds services again that have moved, for those who hold them', async () => {
    const { clock, server, store, client, level, service } = await prepare();
    store.become([...GENERIC, ...battery(0x40, '32')]);
    await clock.run(server.indicate(3, Uint8Array.of(0x10, 0, 0xff, 0xff)));
    expect(toHex(await clock.run(level.read()))).toBe('32');
    expect([level.valueHandle, service.startHandle]).toEqual([0x42, 0x40]);
    expect(await clock.run(client.service('180f'))).toBe(service);
  });

  it('says so where they are gone', async () => {
    const { clock, server, store, level, service } = await prepare();
    const descriptor = await clock.run(level.descriptor('2902'));
    store.become([...GENERIC]);
    await clock.run(server.indicate(3, Uint8Array.of(0x10, 0, 0xff, 0xff)));
    const errors = await clock.run(
      Promise.all(
        [level.read(), descriptor.read(), service.characteristics()].map((one) =>
          one.catch((error: Error) => error),
        ),
      ),
    );
    expect(errors.every((error) => error instanceof NotFoundError)).toBe(true);
    expect(errors[0]).toHaveProperty(
      'message',
      'service 180f is gone: the peer has changed its services',
    );
  });

  it('keeps what lies outside of the range', async () => {
    const { clock, near, server, level } = await prepare();
    await clock.run(server.indicate(3, Uint8Array.of(0x20, 0, 0xff, 0xff)));
    near.sent.length = 0;
    await clock.run(level.read());
    expect(near.sent.map(toHex)).toEqual(['0a1200']);
  });

  it('takes a notice that it cannot read for one about all', async () => {
    const { clock, server, store, client, level } = await prepare();
    store.become([...GENERIC, ...battery(0x40)]);
    await clock.run(server.indicate(3, Uint8Array.of(0x10)));
    await clock.run(level.read());
    expect([level.valueHandle, client.violations]).toEqual([0x42, { malformedDeclaration: 1 }]);
  });

  it('brings subscriptions along, and loses nothing before', async () => {
    const { clock, server, store, level } = await prepare();
    const subscription = await clock.run(level.subscribe());
    void server.notify(0x12, Uint8Array.of(1));
    store.become([...GENERIC, ...battery(0x40)]);
    void server.indicate(3, Uint8Array.of(0x10, 0, 0xff, 0xff));
    await clock.advance(1000);
    expect(toHex(store.valueOf(0x43))).toBe('0100');
    void server.notify(0x42, Uint8Array.of(2));
    await clock.advance(100);
    expect(await drain(clock, subscription)).toEqual(['01', '02', '...']);
    await clock.run(subscription.close());
    expect(toHex(store.valueOf(0x43))).toBe('0000');
  });

  it('ends subscriptions to what is gone, with a word', async () => {
    const { clock, server, store, level } = await prepare();
    const subscription = await clock.run(level.subscribe());
    void server.notify(0x12, Uint8Array.of(1));
    store.become([...GENERIC]);
    void server.indicate(3, Uint8Array.of(0x10, 0, 0xff, 0xff));
    await clock.advance(1000);
    expect(await drain(clock, subscription)).toEqual(['01', 'NotFoundError']);
    await subscription.close();
  });

  it('does not write a CCCD again that holds what it should', async () => {
    const { clock, near, server, store, level } = await prepare();
    await clock.run(level.subscribe());
    store.writes.length = 0;
    near.sent.length = 0;
    await clock.run(server.indicate(3, Uint8Array.of(1, 0, 0xff, 0xff)));
    await clock.advance(2000);
    expect(store.writes).toEqual([]);
    const reads = near.sent.map(toHex).filter((hex) => hex.startsWith('0a'));
    expect(reads.toSorted()).toEqual(['0a0400', '0a1300']);
  });

  it('discovers anew what changes while it is being discovered', async () => {
    const { clock, server, store, client } = await prepare();
    await clock.run(server.indicate(3, Uint8Array.of(1, 0, 0xff, 0xff)));
    const discovering = client.services();
    await clock.advance(10);
    store.become([...GENERIC, ...battery(0x40)]);
    void server.indicate(3, Uint8Array.of(1, 0, 0xff, 0xff));
    const services = await clock.run(discovering);
    expect(services.map(({ startHandle }) => startHandle)).toEqual([1, 0x40]);
  });

  it('gives up on services that change all the time', async () => {
    const { clock, server, client } = await prepare();
    await clock.run(server.indicate(3, Uint8Array.of(1, 0, 0xff, 0xff)));
    const discovering = client.services().catch((error: Error) => error);
    for (let count = 0; count < 20; count++) {
      void server.indicate(3, Uint8Array.of(1, 0, 0xff, 0xff));
      await clock.advance(45);
    }
    expect(await discovering).toBeInstanceOf(GattError);
    expect(client.violations.endlessChange).toBeGreaterThan(0);
  });
});

describe('GattClient, when the server says that its picture is out of date', () => {
  it('discovers anew, and asks once more (2.5.2.1)', async () => {
    const { clock, store, level } = await prepare();
    store.become([...GENERIC, ...battery(0x40, '32')]);
    store.outOfSync = 1;
    expect(toHex(await clock.run(level.read()))).toBe('32');
    expect(level.valueHandle).toBe(0x42);
  });

  it('asks no more than once more', async () => {
    const { clock, store, level } = await prepare();
    store.outOfSync = 2;
    await expect(clock.run(level.read())).rejects.toThrow('Database Out Of Sync (0x12)');
  });

  it('does so for several characteristics together, too', async () => {
    const { clock, store, client, level } = await prepare();
    store.become([...GENERIC, ...battery(0x40, '32')]);
    store.outOfSync = 1;
    const [value] = await clock.run(client.readMultiple([level]));
    expect(toHex(value ?? numbered(0))).toBe('32');
  });
});

/** A battery service, discovered, and its server watched for changes. */
async function prepare() {
  const ends = connect({ attributes: [...GENERIC, ...battery(0x10)], watchesChanges: true });
  const service = await ends.clock.run(ends.client.service('180f'));
  const level = await ends.clock.run(service.characteristic('2a19'));
  await ends.clock.advance(1000);
  return { ...ends, service, level };
}
