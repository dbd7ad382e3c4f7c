import { describe, expect, it } from 'vitest';
import { AttErrorCode } from '../../att/index.ts';
import { fromHex, NotFoundError, UsageError, VirtualClock } from '../../core/index.ts';
import type { ServiceDefinition } from '../../radio/index.ts';
import { GattDatabase } from './database.ts';
import { join } from './link.contract.ts';

const BATTERY: ServiceDefinition = {
  uuid: '180f',
  characteristics: [{ uuid: '2a19', properties: ['read', 'notify'], value: fromHex('64') }],
};

const UART = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';

describe('GattDatabase', () => {
  it('serves Generic Access and Generic Attribute first, by itself', () => {
    const database = new GattDatabase({
      name: 'lamp',
      appearance: 0x0540,
      preferredParameters: { intervalMs: [15, 30], latency: 4, supervisionTimeoutMs: 4000 },
      resolvesAddresses: true,
    });
    expect(database.describe().split('\n')).toEqual(
      [
        '0x0001  2800  read open, write never  0018',
        '0x0002  2803  read open, write never  020300002a',
        '0x0003  2a00  read open, write never  6c616d70',
        '0x0004  2803  read open, write never  020500012a',
        '0x0005  2a01  read open, write never  4005',
        '0x0006  2803  read open, write never  020700042a',
        '0x0007  2a04  read open, write never  0c00180004009001',
        '0x0008  2803  read open, write never  020900a62a',
        '0x0009  2aa6  read open, write never  01',
        '0x000a  2800  read open, write never  0118',
        '0x000b  2803  read open, write never  200c00052a',
        '0x000c  2a05  read never, write never  ',
        '0x000d  2902  read open, write open  one for each client',
        '0x000e  2803  read open, write never  0a0f00292b',
        '0x000f  2b29  read open, write open  ',
        '0x0010  2803  read open, write never  0211002a2b',
        '0x0011  2b2a  read open, write never  ',
      ].map((line) => line.trimEnd()),
    );
  });

  it('gives descriptors that properties call for, and those that are declared', () => {
    const database = new GattDatabase();
    database.serve([
      {
        uuid: UART,
        isPrimary: false,
        characteristics: [
          {
            uuid: '2aff',
            properties: ['broadcast', 'write', 'indicate', 'writableAuxiliaries'],
            writePermission: 'encrypted',
            subscribePermission: 'authenticated',
            descriptors: [
              { uuid: '2901', value: fromHex('6f6e') },
              { uuid: '2904', value: fromHex('04000027010000') },
            ],
          },
        ],
      },
    ]);
    expect(linesFrom(database, 14)).toEqual([
      '0x000e  2801  read open, write never  9ecadc240ee5a9e093f3a3b50100406e',
      '0x000f  2803  read open, write never  a91000ff2a',
      '0x0010  2aff  read never, write encrypted',
      '0x0011  2902  read open, write authenticated  one for each client',
      '0x0012  2900  read open, write never  0200',
      '0x0013  2903  read open, write open  0000',
      '0x0014  2901  read open, write open  6f6e',
      '0x0015  2904  read open, write never  04000027010000',
    ]);
  });

  it('declares services that include others, before or behind them (Part G, 3.2)', () => {
    const database = new GattDatabase();
    database.serve([
      { ...BATTERY, includes: [1, 2] },
      { uuid: UART, isPrimary: false, characteristics: [] },
      { uuid: '1805', isPrimary: false, characteristics: [], includes: [1] },
    ]);
    expect(linesFrom(database, 14)).toEqual([
      '0x000e  2800  read open, write never  0f18',
      '0x000f  2802  read open, write never  14001400',
      '0x0010  2802  read open, write never  150016000518',
      '0x0011  2803  read open, write never  121200192a',
      '0x0012  2a19  read open, write never  64',
      '0x0013  2902  read open, write open  one for each client',
      '0x0014  2801  read open, write never  9ecadc240ee5a9e093f3a3b50100406e',
      '0x0015  2801  read open, write never  0518',
      '0x0016  2802  read open, write never  14001400',
    ]);
  });

  it('has a name that can be changed', async () => {
    const database = new GattDatabase({ name: 'lamp' });
    const { client, clock } = connected(database);
    database.name = 'Stehlämpchen';
    expect(new TextDecoder().decode(await clock.run(client.read(3)))).toBe('Stehlämpchen');
    expect(database.name).toBe('Stehlämpchen');
    expect(() => new GattDatabase({ name: 'x'.repeat(249) })).toThrow(UsageError);
  });

  it('finds a characteristic by any form of its UUIDs, and says which there are', () => {
    const served = new GattDatabase().serve([BATTERY]);
    const level = served.characteristic('180F', '00002a19-0000-1000-8000-00805f9b34fb');
    expect([level.service, level.uuid, level.valueHandle]).toEqual(['180f', '2a19', 0x10]);
    expect(served.characteristics).toEqual([level]);
    expect(() => served.characteristic('180f', '2a1a')).toThrow(NotFoundError);
    expect(() => served.characteristic('180f', '2a1a')).toThrow('there are: 180f/2a19');
  });
});

describe('GattDatabase, without services any more', () => {
  it('knows their handles no more, and refuses to notify for them', async () => {
    const database = new GattDatabase();
    const { client, clock } = connected(database);
    const served = database.serve([BATTERY]);
    const level = served.characteristic('180f', '2a19');
    expect(await clock.run(client.read(level.valueHandle))).toEqual(fromHex('64'));
    await served.remove();
    await served.remove();
    await expect(clock.run(client.read(level.valueHandle))).rejects.toMatchObject({
      errorCode: AttErrorCode.invalidHandle,
    });
    await expect(level.notify(fromHex('63'))).rejects.toThrow('served no more');
  });

  it('gives no handle anew that a connected client may remember', async () => {
    const database = new GattDatabase();
    const clock = new VirtualClock();
    const first = database.serve([BATTERY]);
    const here = join(database, clock);
    await first.remove();
    expect(handleOf(database.serve([BATTERY]))).toBe(0x14);
    await here.leave();
    await database.serve([BATTERY]).remove();
    expect(handleOf(database.serve([BATTERY]))).toBe(0x18);
  });

  it('gives the lowest handles that are free when all were given, and says when none are', async () => {
    const database = new GattDatabase();
    join(database, new VirtualClock());
    const large = Array.from({ length: 16_000 }, () => BATTERY);
    const first = database.serve([BATTERY]);
    const second = database.serve(large);
    await first.remove();
    expect(handleOf(database.serve([BATTERY, { ...BATTERY, uuid: '1805' }]))).toBe(0xfa14);
    expect(() => database.serve(large)).toThrow('no 64000 handles in a row are free');
    await second.remove();
    expect(handleOf(database.serve(large))).toBe(0x10);
  });
});

function handleOf(served: ReturnType<GattDatabase['serve']>): number | undefined {
  return served.characteristics[0]?.valueHandle;
}

function connected(database: GattDatabase) {
  const clock = new VirtualClock();
  return { clock, ...join(database, clock, { mtu: 64 }) };
}

/** What stands in the database behind the services of every host. */
function linesFrom(database: GattDatabase, handle: number): readonly string[] {
  return database
    .describe()
    .split('\n')
    .slice(handle - 1);
}
