import { describe, expect, it } from 'vitest';
import { AttErrorCode } from '../../att/index.ts';
import { fromHex, toHex, VirtualClock } from '../../core/index.ts';
import type { ServiceDefinition } from '../../radio/index.ts';
import { GattDatabase } from './database.ts';
import { type JoinOptions, join, PASSKEY } from './link.contract.ts';
import { MemorySubscriptionStore, type SubscriptionStore } from './subscription-store.ts';

/** Handles of a database without options. */
const SERVICE_CHANGED_CCCD = 0x09;
const FEATURES = 0x0b;
const FIRST_FREE = 0x0e;

const BOND = { peer: 'public 1', security: PASSKEY };
const OUT_OF_SYNC = { errorCode: AttErrorCode.databaseOutOfSync };
const ALL = { startingHandle: 0x0001, endingHandle: 0xffff };

describe('Service Changed (Vol 3, Part G, 7.1)', () => {
  it('is indicated to those that listen, with the range of what came or went', async () => {
    const { clock, database, meet } = serve();
    const one = await toldOfChanges(clock, meet());
    const other = meet();
    const served = database.serve([battery(), battery('1805')]);
    await clock.advance(100);
    await served.remove();
    await clock.advance(100);
    expect(one.heard).toEqual(['indicate 8 0e001300', 'indicate 8 0e001300']);
    expect(other.heard).toEqual([]);
  });

  it('brings together what has changed since an indication that is on its way', async () => {
    const { clock, database, meet } = serve();
    const one = await toldOfChanges(clock, meet());
    const first = database.serve([battery()]);
    database.serve([battery()]);
    await first.remove();
    database.serve([battery()]);
    await clock.advance(100);
    expect(one.heard).toEqual(['indicate 8 0e001000', 'indicate 8 0e001600']);
  });

  it('is indicated to a bonded client that was away, once its link is encrypted', async () => {
    const { clock, database, meet } = serve();
    const before = await toldOfChanges(clock, meet({ bonded: BOND, security: PASSKEY }));
    await before.leave();
    const first = database.serve([battery()]);
    database.serve([battery()]);
    await first.remove();

    const after = meet({ bonded: BOND });
    await clock.advance(100);
    expect(after.heard).toEqual([]);
    after.encrypt(PASSKEY);
    await clock.advance(100);
    expect(after.heard).toEqual(['indicate 8 0e001300']);
    await after.leave();

    const again = meet({ bonded: BOND, security: PASSKEY });
    await clock.advance(100);
    expect(again.heard).toEqual([]);
  });

  it('is indicated again when the link ended before it was confirmed', async () => {
    const { clock, database, meet } = serve();
    const one = await toldOfChanges(clock, meet({ bonded: BOND, security: PASSKEY }));
    database.serve([battery()]);
    await one.leave();
    const again = meet({ bonded: BOND, security: PASSKEY });
    await clock.advance(100);
    expect(again.heard).toEqual(['indicate 8 0e001000']);
  });

  it('is indicated for all handles by a process that cannot know what has changed', async () => {
    const store = new MemorySubscriptionStore();
    const before = serve(store);
    const one = await toldOfChanges(before.clock, before.meet({ bonded: BOND, security: PASSKEY }));
    await one.leave();

    const same = serve(store);
    const asBefore = same.meet({ bonded: BOND, security: PASSKEY });
    await same.clock.advance(100);
    expect(asBefore.heard).toEqual([]);
    await asBefore.leave();

    const other = serve(store);
    other.database.serve([battery()]);
    // The change of this process is remembered, and the hash before it was that of the other.
    const partly = other.meet({ bonded: BOND, security: PASSKEY });
    await other.clock.advance(100);
    expect(partly.heard).toEqual(['indicate 8 0e001000']);
    await partly.leave();

    const another = serve(store);
    another.database.serve([battery('1805')]);
    const wholly = another.meet({ bonded: BOND, security: PASSKEY });
    await another.clock.advance(100);
    expect(wholly.heard).toEqual(['indicate 8 0100ffff']);
  });
});

describe('The Database Hash (7.3)', () => {
  it('follows what is served', async () => {
    const { clock, database, meet } = serve();
    const { client } = meet();
    const read = async () => {
      const [only] = await clock.run(client.readByType(ALL, '2b2a'));
      return toHex(only?.attributeValue ?? new Uint8Array());
    };
    const first = await read();
    expect(first).toBe(toHex(database.hash));
    expect(first).toHaveLength(32);
    const served = database.serve([battery()]);
    expect(await read()).not.toBe(first);
    await served.remove();
    expect(await read()).toBe(first);
  });
});

describe('Client Supported Features (7.2)', () => {
  it('are each client’s own, and a bit that was set stays', async () => {
    const { clock, meet } = serve();
    const [one, other] = [meet(), meet()];
    await clock.run(one.client.write(FEATURES, fromHex('05')));
    await clock.run(one.client.write(FEATURES, fromHex('07')));
    const clearing = clock.run(one.client.write(FEATURES, fromHex('06')));
    await expect(clearing).rejects.toMatchObject({
      errorCode: AttErrorCode.valueNotAllowed,
      attributeHandle: FEATURES,
    });
    await expect(clock.run(one.client.write(FEATURES, fromHex('')))).rejects.toMatchObject({
      errorCode: AttErrorCode.invalidAttributeValueLength,
    });
    expect(await clock.run(one.client.read(FEATURES))).toEqual(fromHex('07'));
    expect(await clock.run(other.client.read(FEATURES))).toEqual(fromHex('00'));
  });

  it('of a bonded client are kept', async () => {
    const { clock, meet } = serve();
    const one = await robust(clock, meet({ bonded: BOND, security: PASSKEY }));
    await one.leave();
    const again = meet({ bonded: BOND });
    expect(await clock.run(again.client.read(FEATURES))).toEqual(fromHex('00'));
    again.encrypt(PASSKEY);
    expect(await clock.run(again.client.read(FEATURES))).toEqual(fromHex('01'));
  });
});

describe('Robust caching (2.5.2.1)', () => {
  it('refuses once what relies on handles, after a change', async () => {
    const { clock, database, meet } = serve();
    const { client } = await robust(clock, meet());
    for (let change = 0; change < 2; change++) {
      database.serve([battery()]);
      await expect(clock.run(client.read(3))).rejects.toMatchObject({
        ...OUT_OF_SYNC,
        attributeHandle: 3,
      });
      expect(await clock.run(client.read(3))).toEqual(fromHex(''));
    }
  });

  it('refuses what asks for a handle that is gone, before it says that it is gone', async () => {
    const { clock, database, meet } = serve();
    const served = database.serve([battery()]);
    const { client } = await robust(clock, meet());
    await served.remove();
    await expect(clock.run(client.read(FIRST_FREE))).rejects.toMatchObject(OUT_OF_SYNC);
    await expect(clock.run(client.read(FIRST_FREE))).rejects.toMatchObject({
      errorCode: AttErrorCode.invalidHandle,
    });
  });

  const refused = [
    ['a read', '0a0300'],
    ['a read of a part', '0c03000000'],
    ['a read of several', '0e03000500'],
    ['a read of several with lengths', '2003000500'],
    ['a write', '120b0001'],
    ['a prepared write', '160b00000001'],
    ['a read by type in a part of the database', '08 0200ffff 002a'],
  ] as const;
  const answered = [
    ['discovery of services', '10 0100ffff 0028'],
    ['discovery of characteristics in a part', '08 0200ffff 0328'],
    ['discovery of included services in a part', '08 0200ffff 0228'],
    ['discovery of descriptors', '04 0900ffff'],
    ['discovery of one service', '06 0100ffff 0028 0018'],
    ['a read by type anywhere', '08 0100ffff 002a'],
    ['an exchange of MTUs', '02 4000'],
    ['the end of a prepared write', '18 00'],
  ] as const;

  it.each([
    ...refused.map(([what, hex]) => [what, hex, true] as const),
    ...answered.map(([what, hex]) => [what, hex, false] as const),
  ])('concerns %s (%s): %s', async (_, hex, isRefused) => {
    const { clock, database, meet } = serve();
    const { far } = await robust(clock, meet());
    database.serve([battery()]);
    far.sent.length = 0;
    far.hear(hex);
    await clock.advance(0);
    const [answer] = far.sent.map(toHex);
    expect(answer?.startsWith('01') && answer.endsWith('12')).toBe(isRefused);
  });

  it('leaves commands undone, and takes them for no sign that the client knows', async () => {
    const { clock, database, meet } = serve();
    const served = database.serve([
      { uuid: '180f', characteristics: [{ uuid: '2aff', properties: ['writeWithoutResponse'] }] },
    ]);
    const { valueHandle } = served.characteristic('180f', '2aff');
    const { client, link } = await robust(clock, meet());
    database.serve([battery()]);
    await expect(clock.run(client.read(3))).rejects.toMatchObject(OUT_OF_SYNC);
    await client.writeCommand(valueHandle, fromHex('01'));
    await clock.advance(100);
    expect(served.characteristic('180f', '2aff').value).toEqual(fromHex(''));
    expect(link.violations).toEqual({ refusedCommand: 1 });

    await clock.run(client.read(3));
    await client.writeCommand(valueHandle, fromHex('01'));
    await clock.advance(100);
    expect(served.characteristic('180f', '2aff').value).toEqual(fromHex('01'));
  });

  it('has an end when the client reads the hash, and asks for something else', async () => {
    const { clock, database, meet } = serve();
    const { client } = await robust(clock, meet());
    database.serve([battery()]);
    await clock.run(client.readByType(ALL, '2b2a'));
    await clock.run(client.read(3));
  });

  it('goes on when the database changes between the hash and the next request', async () => {
    const { clock, database, meet } = serve();
    const { client } = await robust(clock, meet());
    database.serve([battery()]);
    await clock.run(client.readByType(ALL, '2b2a'));
    database.serve([battery()]);
    await expect(clock.run(client.read(3))).rejects.toMatchObject(OUT_OF_SYNC);
  });

  it('has an end when the client confirms, though its next request comes at once', async () => {
    const { clock, database, meet } = serve();
    const { far } = await robust(clock, await toldOfChanges(clock, meet()));
    database.serve([battery()]);
    far.sent.length = 0;
    far.hear('1e');
    far.hear('0a0300');
    await clock.advance(0);
    expect(far.sent.map(toHex)).toEqual(['0b']);
  });

  it('concerns nobody who has not asked for it', async () => {
    const { clock, database, meet } = serve();
    const { client } = meet();
    database.serve([battery()]);
    await clock.run(client.read(3));
  });

  it('concerns a bonded client that was away', async () => {
    const { clock, database, meet } = serve();
    const one = await robust(clock, meet({ bonded: BOND, security: PASSKEY }));
    await one.leave();
    database.serve([battery()]);
    const again = meet({ bonded: BOND, security: PASSKEY });
    await expect(clock.run(again.client.read(3))).rejects.toMatchObject(OUT_OF_SYNC);
    await again.leave();
    // It was refused, and has asked for nothing since.
    const third = meet({ bonded: BOND, security: PASSKEY });
    await expect(clock.run(third.client.read(3))).rejects.toMatchObject(OUT_OF_SYNC);
    await clock.run(third.client.read(3));
    await third.leave();
    const fourth = meet({ bonded: BOND, security: PASSKEY });
    await clock.run(fourth.client.read(3));
  });

  it('holds values back until the client knows, and sends them in order then', async () => {
    const { clock, database, meet } = serve();
    const level = database
      .serve([
        { uuid: '180f', characteristics: [{ uuid: '2a19', properties: ['notify', 'indicate'] }] },
      ])
      .characteristic('180f', '2a19');
    const one = await robust(clock, meet());
    await clock.run(one.client.write(level.valueHandle + 1, fromHex('0300')));
    database.serve([battery()]);
    const sending = [1, 2].map((byte) => level.notify(Uint8Array.of(byte)));
    sending.push(level.indicate(fromHex('03')));
    await clock.advance(10_000);
    expect(one.heard).toEqual([]);
    await clock.run(one.client.read(3).catch(() => {}));
    await clock.run(one.client.read(3));
    await clock.run(Promise.all(sending));
    expect(one.heard).toEqual(['notify 10 01', 'notify 10 02', 'indicate 10 03']);
  });

  it('drops values that were held back for 30 s, and says so', async () => {
    const { clock, database, meet } = serve();
    const level = database
      .serve([{ uuid: '180f', characteristics: [{ uuid: '2a19', properties: ['notify'] }] }])
      .characteristic('180f', '2a19');
    const one = await robust(clock, meet());
    await clock.run(one.client.write(level.valueHandle + 1, fromHex('0100')));
    database.serve([battery()]);
    const { connection: to } = one;
    const sending = [level.notify(fromHex('01')), level.notify(fromHex('02'), { to })];
    const outcomes = await clock.run(Promise.allSettled(sending));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(one.link.dropped).toBe(1);
  });
});

/** A client that listens for Service Changed. */
async function toldOfChanges(clock: VirtualClock, joined: ReturnType<typeof join>) {
  await clock.run(joined.client.write(SERVICE_CHANGED_CCCD, fromHex('0200')));
  return joined;
}

/** A client that supports robust caching. */
async function robust(clock: VirtualClock, joined: ReturnType<typeof join>) {
  await clock.run(joined.client.write(FEATURES, fromHex('01')));
  return joined;
}

function battery(uuid = '180f'): ServiceDefinition {
  return { uuid, characteristics: [{ uuid: '2a19', properties: ['read'] }] };
}

/** A database that serves nothing but what every host does. */
function serve(store: SubscriptionStore = new MemorySubscriptionStore()) {
  const clock = new VirtualClock();
  const database = new GattDatabase({ store });
  return { clock, database, meet: (how: JoinOptions = {}) => join(database, clock, how) };
}
