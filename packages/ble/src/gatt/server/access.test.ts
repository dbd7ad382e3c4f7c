import { describe, expect, it } from 'vitest';
import { numbered } from '../../att/ends.contract.ts';
import { AttError, AttErrorCode, QueuedWriter } from '../../att/index.ts';
import { fromHex, type Log, silentLog, sleep, toHex, VirtualClock } from '../../core/index.ts';
import type {
  AttributePermission,
  CharacteristicDefinition,
  LinkSecurity,
} from '../../radio/index.ts';
import { GattDatabase } from './database.ts';
import { type JoinOptions, JUST_WORKS, join, PASSKEY } from './link.contract.ts';

const BOND = { peer: 'public 1', security: JUST_WORKS };
const PASSKEY_BOND = { peer: 'public 1', security: PASSKEY };
const SHORT_KEY: LinkSecurity = { ...PASSKEY, keySize: 7 };

describe('A value', () => {
  it('is what was declared, then what was set, then what was written', async () => {
    const { value, read, write } = serve({ properties: ['read', 'write'], value: fromHex('01') });
    expect(await read()).toBe('01');
    const mine = fromHex('02');
    value.value = mine;
    mine[0] = 0xff;
    expect(await read()).toBe('02');
    await write('0304');
    expect(await read()).toBe('0304');
    expect(value.value).toEqual(fromHex('0304'));
  });

  it('comes from onRead and goes to onWrite, with the connection, however long they take', async () => {
    const written: unknown[] = [];
    const { clock, read, write, connection } = serve({
      properties: ['read', 'write'],
      onRead: async (request) => {
        await sleep(clock, 500);
        return Uint8Array.of(request.connection === connection ? 1 : 0);
      },
      onWrite: async (value, request) => {
        await sleep(clock, 500);
        written.push(toHex(value), request.connection === connection);
      },
    });
    expect(await read()).toBe('01');
    await write('aabb');
    expect(written).toEqual(['aabb', true]);
  });

  it('is refused with the code that the program throws, and with its own handle', async () => {
    const { value, read, write } = serve({
      properties: ['read', 'write'],
      value: fromHex('01'),
      onRead: () => {
        throw new AttError(AttErrorCode.insufficientAuthorization, 0);
      },
      onWrite: () => {
        throw new AttError(0x80, 0);
      },
    });
    const attributeHandle = value.valueHandle;
    await expect(read()).rejects.toMatchObject({ errorCode: 0x08, attributeHandle });
    await expect(write('02')).rejects.toMatchObject({ errorCode: 0x80, attributeHandle });
    expect(value.value).toEqual(fromHex('01'));
  });

  it('that is longer than declared is the fault of the program, and logged', async () => {
    const errors: string[] = [];
    const log: Log = { ...silentLog, error: (_, message) => errors.push(message) };
    const definition: CharacteristicDefinition = {
      uuid: '2aff',
      properties: ['read'],
      maxLength: 2,
      onRead: () => fromHex('010203'),
    };
    const { read, value } = serve(definition, { log });
    await expect(read()).rejects.toMatchObject({ errorCode: AttErrorCode.unlikelyError });
    expect(errors.join()).toContain('3 bytes for 2aff, which was declared with 2 at most');
    expect(() => {
      value.value = fromHex('010203');
    }).toThrow('which was declared with 2 at most');
  });

  it('is read in parts of one and the same, though it changes meanwhile', async () => {
    let count = 0;
    const { client, clock, value } = serve({
      properties: ['read'],
      onRead: () => new Uint8Array(50).fill(++count),
    });
    const handle = value.valueHandle;
    expect(await clock.run(client.read(handle))).toEqual(new Uint8Array(22).fill(1));
    expect(await clock.run(client.readBlob(handle, 22))).toEqual(new Uint8Array(22).fill(1));
    expect(await clock.run(client.readBlob(handle, 44))).toEqual(new Uint8Array(6).fill(1));
    // Somebody who has read something else, or waits for long, begins anew.
    await clock.run(client.read(0x0003));
    expect(await clock.run(client.readBlob(handle, 44))).toEqual(new Uint8Array(6).fill(2));
    await clock.advance(30_000);
    expect(await clock.run(client.readBlob(handle, 44))).toEqual(new Uint8Array(6).fill(3));
  });

  it.each([
    ['longer than it can be', '010203', AttErrorCode.invalidAttributeValueLength],
    ['as long as it can be', '0102', undefined],
  ])('is written %s', async (_, hex, errorCode) => {
    const { write } = serve({ properties: ['write'], maxLength: 2 });
    const writing = write(hex);
    await (errorCode ? expect(writing).rejects.toMatchObject({ errorCode }) : writing);
  });
});

describe('What properties do not name', () => {
  it.each([
    [[], 'read', AttErrorCode.readNotPermitted],
    [['notify'], 'read', AttErrorCode.readNotPermitted],
    [['read'], 'writeRequest', AttErrorCode.writeNotPermitted],
    [['writeWithoutResponse'], 'writeRequest', AttErrorCode.writeNotPermitted],
    [['writeWithoutResponse'], 'prepare', AttErrorCode.writeNotPermitted],
    [['authenticatedSignedWrites'], 'prepare', AttErrorCode.writeNotPermitted],
    [['read'], 'read', undefined],
    [['write'], 'writeRequest', undefined],
    [['write'], 'prepare', undefined],
    [['reliableWrite'], 'prepare', undefined],
  ] as const)('is refused: %j, %s', async (properties, how, errorCode) => {
    const { client, clock, value } = serve({ properties });
    const handle = value.valueHandle;
    const asks = {
      read: () => client.read(handle),
      writeRequest: () => client.write(handle, fromHex('01')),
      prepare: () => client.prepareWrite(handle, 0, fromHex('01')),
    };
    const asking = clock.run<unknown>(asks[how]());
    await (errorCode ? expect(asking).rejects.toMatchObject({ errorCode }) : asking);
  });

  it.each([
    [['write'], undefined, false],
    [['writeWithoutResponse'], undefined, true],
    [['authenticatedSignedWrites'], undefined, false],
    // What may be signed needs no signature on an encrypted link (Part G, 4.9.2).
    [['authenticatedSignedWrites'], JUST_WORKS, true],
  ] as const)(
    '%j lets a write without response, security %j: %s',
    async (properties, security, isDone) => {
      const { client, clock, value, link } = serve({ properties }, security && { security });
      await client.writeCommand(value.valueHandle, fromHex('01'));
      await clock.advance(100);
      expect(toHex(value.value)).toBe(isDone ? '01' : '');
      expect(link.violations).toEqual(isDone ? {} : { refusedCommand: 1 });
    },
  );
});

describe('A permission (Vol 3, Part C, 10.3.1)', () => {
  it.each([
    ['open', {}, undefined],
    ['encrypted', {}, 0x05],
    ['encrypted', { bonded: BOND }, 0x0f],
    ['encrypted', { security: JUST_WORKS }, undefined],
    ['authenticated', {}, 0x05],
    ['authenticated', { bonded: BOND }, 0x05],
    ['authenticated', { bonded: PASSKEY_BOND }, 0x0f],
    ['authenticated', { security: JUST_WORKS, bonded: BOND }, 0x05],
    ['authenticated', { security: PASSKEY }, undefined],
    ['secureConnections', { security: JUST_WORKS }, 0x05],
    ['secureConnections', { security: { ...PASSKEY, isSecureConnections: false } }, 0x05],
    ['secureConnections', { security: SHORT_KEY }, 0x0c],
    ['secureConnections', { bonded: PASSKEY_BOND }, 0x0f],
    ['secureConnections', { security: PASSKEY }, undefined],
  ] as readonly (readonly [AttributePermission, JoinOptions, number | undefined])[])(
    '%s, asked of a link with %j: %s',
    async (permission, options, errorCode) => {
      const { read, write, client, clock, value } = serve(
        {
          properties: ['read', 'write', 'notify'],
          readPermission: permission,
          writePermission: permission,
        },
        options,
      );
      const asks = [
        read,
        () => write('01'),
        () => clock.run(client.write(value.valueHandle + 1, fromHex('0100'))),
        () => clock.run(client.prepareWrite(value.valueHandle, 0, fromHex('01'))),
      ];
      for (const ask of asks) {
        if (errorCode === undefined) await ask();
        else await expect(ask()).rejects.toMatchObject({ errorCode });
      }
    },
  );

  it.each([
    ['encrypted', BOND, true],
    ['authenticated', BOND, false],
    ['authenticated', PASSKEY_BOND, true],
  ] as const)(
    '%s is met by a good signature with the keys of %j: %s',
    async (writePermission, bonded, isDone) => {
      const { far, clock, value } = serve(
        { properties: ['authenticatedSignedWrites'], writePermission },
        { bonded, isSigned: () => true },
      );
      far.hear(`d2 ${value.valueHandle.toString(16)}00 01 ${'00'.repeat(12)}`);
      await clock.advance(100);
      expect(toHex(value.value)).toBe(isDone ? '01' : '');
    },
  );
});

describe('Prepared writes', () => {
  it('of parts that adjoin are one value', async () => {
    const written: string[] = [];
    const { client, clock, value } = serve({
      properties: ['write'],
      value: fromHex('ff'),
      onWrite: (bytes) => void written.push(toHex(bytes)),
    });
    const long = numbered(100);
    const attributeHandle = value.valueHandle;
    await clock.run(new QueuedWriter(client).write([{ attributeHandle, attributeValue: long }]));
    expect(written).toEqual([toHex(long)]);
    expect(value.value).toEqual(long);
  });

  it.each([
    ['an offset behind the end', [0, 5], AttErrorCode.invalidOffset],
    ['one that is too long', [0, 2], AttErrorCode.invalidAttributeValueLength],
  ])('are all left undone for %s', async (_, offsets, errorCode) => {
    const { client, clock, served } = serve(
      { properties: ['write'], maxLength: 3, value: fromHex('aa') },
      {},
      { uuid: '2afe', properties: ['write'], value: fromHex('bb') },
    );
    const [first, second] = served.characteristics;
    if (!first || !second) expect.unreachable('two were served');
    await clock.run(client.prepareWrite(second.valueHandle, 0, fromHex('0c0c')));
    for (const offset of offsets) {
      await clock.run(client.prepareWrite(first.valueHandle, offset, fromHex('0d0d')));
    }
    await expect(clock.run(client.executeWrite('write'))).rejects.toMatchObject({
      errorCode,
      attributeHandle: first.valueHandle,
    });
    expect([toHex(first.value), toHex(second.value)]).toEqual(['aa', 'bb']);
  });

  it('are all left undone when the program refuses one of them', async () => {
    const { client, clock, served } = serve(
      { properties: ['write'], value: fromHex('aa') },
      {},
      {
        uuid: '2afe',
        properties: ['write'],
        value: fromHex('bb'),
        onWrite: () => {
          throw new AttError(AttErrorCode.valueNotAllowed, 0);
        },
      },
    );
    const writes = served.characteristics.map(({ valueHandle }) => ({
      attributeHandle: valueHandle,
      attributeValue: fromHex('0c'),
    }));
    await expect(clock.run(new QueuedWriter(client).write(writes))).rejects.toMatchObject({
      errorCode: AttErrorCode.valueNotAllowed,
      attributeHandle: served.characteristics[1]?.valueHandle,
    });
    expect(served.characteristics.map(({ value }) => toHex(value))).toEqual(['aa', 'bb']);
  });

  it('go nowhere when what they were for is served no more', async () => {
    const { client, clock, served, database, value } = serve({ properties: ['write'] });
    await clock.run(client.prepareWrite(value.valueHandle, 0, fromHex('01')));
    await served.remove();
    database.serve([{ uuid: '180f', characteristics: [{ uuid: '2aff', properties: ['write'] }] }]);
    await expect(clock.run(client.executeWrite('write'))).rejects.toMatchObject({
      errorCode: AttErrorCode.invalidHandle,
    });
  });
});

describe('A descriptor', () => {
  it('is read by all, and written where it says so', async () => {
    const { client, clock, value } = serve({
      properties: ['read'],
      descriptors: [
        { uuid: '2901', value: fromHex('6f6e') },
        { uuid: '2afd', writePermission: 'open' },
      ],
    });
    const [name, other] = [value.valueHandle + 1, value.valueHandle + 2];
    expect(await clock.run(client.read(name))).toEqual(fromHex('6f6e'));
    await expect(clock.run(client.write(name, fromHex('00')))).rejects.toMatchObject({
      errorCode: AttErrorCode.writeNotPermitted,
    });
    await clock.run(client.write(other, fromHex('0102')));
    expect(await clock.run(client.read(other))).toEqual(fromHex('0102'));
  });

  it('of two bytes takes no other length: the switch for broadcasts (Part G, 3.3.3.4)', async () => {
    const { client, clock, value } = serve({ properties: ['broadcast'] });
    const handle = value.valueHandle + 1;
    await expect(clock.run(client.write(handle, fromHex('01')))).rejects.toMatchObject({
      errorCode: AttErrorCode.invalidAttributeValueLength,
    });
    await clock.run(client.write(handle, fromHex('0100')));
    expect(await clock.run(client.read(handle))).toEqual(fromHex('0100'));
  });
});

/** One service with these characteristics, and a client. */
function serve(
  definition: Omit<CharacteristicDefinition, 'uuid'>,
  options: JoinOptions = {},
  ...others: readonly CharacteristicDefinition[]
) {
  const clock = new VirtualClock();
  const database = new GattDatabase();
  const served = database.serve([
    { uuid: '180f', characteristics: [{ uuid: '2aff', ...definition }, ...others] },
  ]);
  const value = served.characteristic('180f', '2aff');
  const joined = join(database, clock, options);
  const { client } = joined;
  return {
    ...joined,
    clock,
    database,
    served,
    value,
    read: async () => toHex(await clock.run(client.read(value.valueHandle))),
    write: (hex: string) => clock.run(client.write(value.valueHandle, fromHex(hex))),
  };
}
