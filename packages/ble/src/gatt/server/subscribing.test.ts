import { describe, expect, it } from 'vitest';
import { AttErrorCode } from '../../att/index.ts';
import {
  fromHex,
  type Log,
  silentLog,
  TimeoutError,
  toHex,
  UsageError,
  VirtualClock,
} from '../../core/index.ts';
import type { CharacteristicDefinition } from '../../radio/index.ts';
import { GattDatabase, type GattDatabaseOptions } from './database.ts';
import { type JoinOptions, JUST_WORKS, join, PASSKEY, StalledEnd } from './link.contract.ts';
import { MAX_ON_THE_WAY } from './outbox.ts';
import { PATIENCE_MS } from './served-characteristic.ts';
import { MemorySubscriptionStore } from './subscription-store.ts';

const VALUE = 0x10;
const CCCD = 0x11;
const BOND = { peer: 'public 1', security: PASSKEY };

describe('A client', () => {
  it('has a configuration of its own, which is off at first', async () => {
    const { clock, meet } = serve();
    const [one, other] = [meet(), meet()];
    await clock.run(one.client.write(CCCD, fromHex('0300')));
    expect(await clock.run(one.client.read(CCCD))).toEqual(fromHex('0300'));
    expect(await clock.run(other.client.read(CCCD))).toEqual(fromHex('0000'));
  });

  it.each([
    [['notify'], '0200', AttErrorCode.valueNotAllowed],
    [['indicate'], '0100', AttErrorCode.valueNotAllowed],
    [['notify', 'indicate'], '0400', AttErrorCode.valueNotAllowed],
    [['notify', 'indicate'], '0180', AttErrorCode.valueNotAllowed],
    [['notify'], '01', AttErrorCode.invalidAttributeValueLength],
    [['notify'], '010000', AttErrorCode.invalidAttributeValueLength],
    [['notify'], '0100', undefined],
    [['indicate'], '0200', undefined],
  ] as const)(
    'of a characteristic with %j configures %s: %s',
    async (properties, hex, errorCode) => {
      const { clock, meet } = serve({ properties });
      const writing = clock.run(meet().client.write(CCCD, fromHex(hex)));
      await (errorCode ? expect(writing).rejects.toMatchObject({ errorCode }) : writing);
    },
  );

  it('needs what reading needs to listen, unless it says otherwise', async () => {
    const asReading = serve({ readPermission: 'encrypted' });
    const client = asReading.meet().client;
    await expect(asReading.clock.run(client.write(CCCD, fromHex('0100')))).rejects.toMatchObject({
      errorCode: AttErrorCode.insufficientAuthentication,
    });
    const { clock, meet } = serve({ readPermission: 'encrypted', subscribePermission: 'open' });
    await clock.run(meet().client.write(CCCD, fromHex('0100')));
  });

  it('begins and ceases to listen: the program hears of it behind the answer', async () => {
    const told: unknown[] = [];
    const { clock, meet, value } = serve({
      onSubscribe: ({ notify, indicate }, { connection }) => {
        told.push(notify, indicate, connection === one.connection);
        if (notify) void value.notify(fromHex('aa'));
      },
    });
    const one = meet();
    await clock.run(one.client.write(CCCD, fromHex('0100')));
    await clock.run(one.client.write(CCCD, fromHex('0100')));
    expect(value.subscribers).toEqual(new Set([one.connection]));
    expect(one.far.sent.map(toHex).slice(0, 2)).toEqual(['13', '1b1000aa']);
    await clock.run(one.client.write(CCCD, fromHex('0200')));
    await one.leave();
    expect(value.subscribers).toEqual(new Set());
    expect(told).toEqual([true, false, true, false, true, true, false, false, true]);
  });

  it('that is gone before the program was told is never spoken of', async () => {
    const told: unknown[] = [];
    const { clock, meet } = serve({ onSubscribe: (kinds) => told.push(kinds) });
    const one = meet();
    one.far.hear('12 1100 0100');
    one.link.detach(new TimeoutError('gone'));
    await clock.advance(1000);
    expect(told).toEqual([]);
  });

  it('listens on when the program throws at the news', async () => {
    const { clock, meet, value } = serve({
      onSubscribe: () => {
        throw new Error('a fault of the program');
      },
    });
    const one = await listening(clock, meet(), '0100');
    await clock.run(value.notify(fromHex('01')));
    await clock.advance(100);
    expect(one.heard).toEqual(['notify 10 01']);
  });
});

describe('LocalCharacteristic.notify', () => {
  it('sends to those that listen for notifications, or to one of them', async () => {
    const { clock, meet, value } = serve();
    const one = await listening(clock, meet(), '0100');
    const other = await listening(clock, meet(), '0300');
    const indicated = await listening(clock, meet(), '0200');
    await value.notify(fromHex('01'));
    await value.notify(fromHex('02'), { to: other.connection });
    await value.notify(fromHex('03'), { to: indicated.connection });
    await value.notify();
    await clock.advance(100);
    expect(one.heard).toEqual(['notify 10 01', 'notify 10 03']);
    expect(other.heard).toEqual(['notify 10 01', 'notify 10 02', 'notify 10 03']);
    expect(indicated.heard).toEqual([]);
    expect(value.value).toEqual(fromHex('03'));
  });

  it('cuts a value to what fits: mtu - 3', async () => {
    const { clock, meet, value } = serve();
    const one = await listening(clock, meet(), '0100');
    await value.notify(new Uint8Array(50));
    await clock.advance(100);
    expect(one.heard).toEqual([`notify 10 ${'00'.repeat(20)}`]);
  });

  it('refuses a value that is longer than declared', async () => {
    const { value } = serve({ maxLength: 2 });
    await expect(value.notify(new Uint8Array(3))).rejects.toThrow(UsageError);
  });

  it('resolves when the link has room for more', async () => {
    const { clock, stalled, value } = serve();
    const one = await stalled();
    let isDone = false;
    const notifying = value.notify(fromHex('01')).then(() => {
      isDone = true;
    });
    await clock.advance(60_000);
    expect(isDone).toBe(false);
    one.end.makeRoom();
    await notifying;
  });

  it('lets no link hold up the others more than once', async () => {
    const { clock, meet, stalled, value } = serve();
    const quick = await listening(clock, meet(), '0100');
    const slow = await stalled();
    const beganMs = clock.now();
    await clock.run(value.notify(fromHex('01')));
    expect(clock.now() - beganMs).toBe(PATIENCE_MS);
    for (let i = 0; i < 300; i++) await value.notify(fromHex('02'));
    expect(clock.now() - beganMs).toBe(PATIENCE_MS);
    await clock.advance(100);
    expect(quick.heard).toHaveLength(301);
    expect(slow.link.dropped).toBe(301 - MAX_ON_THE_WAY);
    expect(quick.link.dropped).toBe(0);

    // It is waited for again once it has sent what it had.
    slow.end.makeRoom();
    await clock.advance(0);
    let isDone = false;
    const notifying = value.notify().then(() => {
      isDone = true;
    });
    await clock.advance(1000);
    expect(isDone).toBe(false);
    slow.end.makeRoom();
    await notifying;
  });

  it('says so when one client is sent more than waits anywhere', async () => {
    const { stalled, value } = serve();
    const slow = await stalled();
    const to = slow.connection;
    const sent = Array.from({ length: MAX_ON_THE_WAY }, () => value.notify(fromHex('01'), { to }));
    await expect(value.notify(fromHex('02'), { to })).rejects.toThrow('await the last one');
    slow.end.makeRoom();
    await Promise.all(sent);
  });

  it('gives up waiting when it is told to', async () => {
    const { clock, stalled, value } = serve();
    await stalled();
    const notifying = clock.run(value.notify(fromHex('01'), { timeoutMs: 10 }));
    await expect(notifying).rejects.toThrow(TimeoutError);
  });

  it('passes over a link that has ended, unless it was for that one', async () => {
    const { clock, meet, value } = serve();
    const one = await listening(clock, meet(), '0100');
    const reason = one.far.close();
    await value.notify(fromHex('01'));
    await expect(value.notify(fromHex('01'), { to: one.connection })).rejects.toBe(reason);
  });
});

describe('LocalCharacteristic.indicate', () => {
  it('resolves when all that listen for indications have confirmed', async () => {
    const { clock, meet, value } = serve();
    const listeners = [
      await listening(clock, meet(), '0200'),
      await listening(clock, meet(), '0300'),
    ];
    const notified = await listening(clock, meet(), '0100');
    const beganMs = clock.now();
    await clock.run(Promise.all([value.indicate(fromHex('01')), value.indicate(fromHex('02'))]));
    // One at a time: there and back, twice.
    expect(clock.now() - beganMs).toBe(80);
    for (const { heard } of listeners) expect(heard).toEqual(['indicate 10 01', 'indicate 10 02']);
    expect(notified.heard).toEqual([]);
  });

  it('fails after 30 s without confirmation, and gives up that link alone', async () => {
    const { clock, meet, value } = serve();
    const one = await listening(clock, meet(), '0200');
    const mute = await listening(clock, meet(), '0200');
    mute.near.onReceive = () => {};
    const beganMs = clock.now();
    await expect(clock.run(value.indicate(fromHex('01')))).rejects.toThrow(TimeoutError);
    expect(clock.now() - beganMs).toBe(30_000);
    expect(mute.far.abandoned).toBeInstanceOf(TimeoutError);
    expect(one.far.abandoned).toBeUndefined();
    expect(one.heard).toEqual(['indicate 10 01']);
  });

  it('passes over a link that ends meanwhile, unless it was for that one', async () => {
    const { clock, meet, value } = serve();
    const one = await listening(clock, meet(), '0200');
    const all = value.indicate(fromHex('01'));
    const toOne = value.indicate(fromHex('01'), { to: one.connection }).catch((e: unknown) => e);
    const reason = one.far.close();
    await clock.run(all);
    expect(await clock.run(toOne)).toBe(reason);
  });
});

describe('What a bonded client listens to', () => {
  it('is kept while it is away, and holds again when the link is encrypted', async () => {
    const told: unknown[] = [];
    const { clock, meet, value, store } = serve({
      subscribePermission: 'encrypted',
      onSubscribe: ({ notify }) => told.push(notify),
    });
    const first = meet();
    first.encrypt(JUST_WORKS, BOND);
    await listening(clock, first, '0100');
    await first.leave();
    expect(JSON.parse(JSON.stringify(store.find(BOND.peer)))).toMatchObject({
      subscriptions: [
        { valueHandle: VALUE, characteristic: '2aff', notify: true, indicate: false },
      ],
    });

    const second = meet({ bonded: BOND });
    expect(await clock.run(second.client.read(CCCD))).toEqual(fromHex('0000'));
    second.encrypt(PASSKEY);
    await clock.advance(0);
    await value.notify(fromHex('01'));
    await clock.advance(100);
    expect(second.heard).toEqual(['notify 10 01']);
    expect(told).toEqual([true, false, true]);

    await second.leave();
    const stranger = meet();
    stranger.encrypt(PASSKEY, { peer: 'public 2', security: PASSKEY });
    expect(await clock.run(stranger.client.read(CCCD))).toEqual(fromHex('0000'));
  });

  it('is kept of a bond that was made behind it, and forgotten with the bond', async () => {
    const { clock, meet, database, store } = serve();
    const one = await listening(clock, meet(), '0200');
    one.encrypt(PASSKEY, BOND);
    expect(store.find(BOND.peer)?.subscriptions).toMatchObject([{ indicate: true }]);
    await one.leave();
    await database.forget(BOND.peer);
    const again = meet({ bonded: BOND, security: PASSKEY });
    expect(await clock.run(again.client.read(CCCD))).toEqual(fromHex('0000'));
  });

  it('is kept no more once the bond is gone, though the client is still here', async () => {
    const { clock, meet, database, store } = serve();
    const one = meet({ bonded: BOND, security: PASSKEY });
    await database.forget(BOND.peer);
    await listening(clock, one, '0100');
    expect([...store.all()]).toEqual([]);
  });

  it('is served though it cannot be kept, and the log says so', async () => {
    const errors: string[] = [];
    const log: Log = { ...silentLog, error: (_, message) => errors.push(message) };
    const broken = Object.assign(new MemorySubscriptionStore(), {
      save: () => Promise.reject(new Error('the disk is full')),
    });
    const { clock, meet, value } = serve({}, { store: broken });
    const one = meet({ bonded: BOND, security: PASSKEY, log });
    await listening(clock, one, '0100');
    await value.notify(fromHex('01'));
    await clock.advance(100);
    expect(one.heard).toEqual(['notify 10 01']);
    expect(errors.join()).toContain('the disk is full');
  });

  it('gives way to what it has asked for on this link', async () => {
    const { clock, meet } = serve();
    const one = meet({ bonded: BOND, security: PASSKEY });
    await listening(clock, one, '0300');
    await one.leave();
    const again = await listening(clock, meet({ bonded: BOND }), '0000');
    again.encrypt(PASSKEY);
    expect(await clock.run(again.client.read(CCCD))).toEqual(fromHex('0000'));
  });

  it('does not hold on a link that may not listen, nor for another characteristic', async () => {
    const { clock, meet, store } = serve({ subscribePermission: 'authenticated' });
    const one = await listening(clock, meet({ bonded: BOND, security: PASSKEY }), '0100');
    await one.leave();
    const weaker = meet({ bonded: BOND, security: JUST_WORKS });
    expect(await clock.run(weaker.client.read(CCCD))).toEqual(fromHex('0000'));
    await weaker.leave();

    const kept = store.find(BOND.peer);
    if (!kept) expect.unreachable('a client was kept');
    await store.save({
      ...kept,
      subscriptions: [
        { valueHandle: VALUE, characteristic: '2afe', notify: true, indicate: false },
      ],
    });
    const changed = meet({ bonded: BOND, security: PASSKEY });
    expect(await clock.run(changed.client.read(CCCD))).toEqual(fromHex('0000'));
  });

  it('is not kept of others', async () => {
    const { clock, meet, store } = serve();
    const one = await listening(clock, meet({ security: JUST_WORKS }), '0100');
    await one.leave();
    expect([...store.all()]).toEqual([]);
  });
});

type Joined = ReturnType<typeof join>;

/** A client that has configured the characteristic. */
async function listening(clock: VirtualClock, joined: Joined, hex: string): Promise<Joined> {
  await clock.run(joined.client.write(CCCD, fromHex(hex)));
  await clock.advance(0);
  return joined;
}

/** One characteristic that notifies and indicates; clients come as they are met. */
function serve(
  definition: Partial<CharacteristicDefinition> = {},
  options: GattDatabaseOptions = {},
) {
  const clock = new VirtualClock();
  const store = options.store ?? new MemorySubscriptionStore();
  const database = new GattDatabase({ ...options, store });
  const served = database.serve([
    {
      uuid: '180f',
      characteristics: [
        { uuid: '2aff', properties: ['read', 'notify', 'indicate'], ...definition },
      ],
    },
  ]);
  const meet = (how: JoinOptions = {}) => join(database, clock, how);
  return {
    clock,
    store,
    database,
    meet,
    value: served.characteristic('180f', '2aff'),
    /** A client that listens for notifications, on a bearer that has no room from then on. */
    stalled: async () => {
      const end = new StalledEnd(clock);
      const joined = meet({ bearer: end });
      end.hear('12 1100 0100');
      end.makeRoom();
      await clock.advance(0);
      end.makeRoom();
      await clock.advance(0);
      return { ...joined, end };
    },
  };
}
