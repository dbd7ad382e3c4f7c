import { describe, expect, it } from 'vitest';
import { silentLog, toHex, VirtualClock } from '../../core/index.ts';
import { type DatabaseCache, MemoryDatabaseCache } from './database-cache.ts';
import { attribute, connect, type MemoryAttribute } from './ends.contract.ts';

const HASH = '000102030405060708090a0b0c0d0e0f';

/** A Generic Attribute service with a hash. */
const WITH_HASH: readonly MemoryAttribute[] = [
  attribute(1, '2800', '0118', { endGroupHandle: 3 }),
  attribute(2, '2803', '0203002a2b'),
  attribute(3, '2b2a', HASH),
];

/** A Generic Attribute service that tells of changes, and has no hash. */
const WITH_NOTICE: readonly MemoryAttribute[] = [
  attribute(1, '2800', '0118', { endGroupHandle: 4 }),
  attribute(2, '2803', '200300052a'),
  attribute(3, '2a05'),
  attribute(4, '2902', '0000'),
];

const BATTERY: readonly MemoryAttribute[] = [
  attribute(0x10, '2800', '0f18', { endGroupHandle: 0x13 }),
  attribute(0x11, '2803', '121200192a'),
  attribute(0x12, '2a19', '64'),
  attribute(0x13, '2902', '0000'),
];

const PEER = { key: 'public A4:C1:38:00:00:01', isBonded: true };

describe('GattClient with a cache', () => {
  it('needs no discovery on a peer with the same hash (2.5.2.1)', async () => {
    const visits = visitsTo([...WITH_HASH, ...BATTERY]);
    expect(await visits.readLevel()).toContain('10');
    expect(await visits.readLevel()).toEqual(['08', '0a']);
  });

  it('discovers anew on a peer with another hash', async () => {
    const visits = visitsTo([...WITH_HASH, ...BATTERY]);
    await visits.readLevel();
    const changed = attribute(3, '2b2a', `ff${HASH.slice(2)}`);
    expect(await visits.readLevel([...WITH_HASH.slice(0, 2), changed, ...BATTERY])).toContain('10');
    expect(visits.cache.find(PEER.key)?.hash).toBe(`ff${HASH.slice(2)}`);
  });

  it('needs no discovery on a bonded peer that would tell of changes', async () => {
    const visits = visitsTo([...WITH_NOTICE, ...BATTERY], true);
    await visits.readLevel();
    expect(visits.cache.find(PEER.key)?.tellsOfChanges).toBe(true);
    expect(
      (await visits.readLevel()).filter((opcode) => opcode === '10' || opcode === '06'),
    ).toEqual([]);
  });

  it('discovers anew where such a peer has told before it was asked for anything', async () => {
    const visits = visitsTo([...WITH_NOTICE, ...BATTERY], true);
    await visits.readLevel();
    const opcodes = await visits.readLevel(undefined, async ({ clock, server }) => {
      await clock.run(server.indicate(3, Uint8Array.of(1, 0, 0xff, 0xff)));
    });
    expect(opcodes).toContain('10');
  });

  it('keeps nothing of a peer with neither', async () => {
    const visits = visitsTo(BATTERY);
    await visits.readLevel();
    expect(visits.cache.find(PEER.key)).toBeUndefined();
    expect(await visits.readLevel()).toContain('10');
  });

  it('keeps nothing of a peer that is not bonded', async () => {
    const visits = visitsTo([...WITH_HASH, ...BATTERY], false, { ...PEER, isBonded: false });
    await visits.readLevel();
    expect(visits.cache.find(PEER.key)).toBeUndefined();
  });

  it('keeps plain data of all that was discovered', async () => {
    const visits = visitsTo([...WITH_HASH, ...BATTERY]);
    await visits.readLevel();
    const kept = visits.cache.find(PEER.key);
    expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
    expect(kept).toEqual({
      hash: HASH,
      tellsOfChanges: false,
      services: [
        { uuid: '1801', startHandle: 1, endHandle: 3 },
        {
          uuid: '180f',
          startHandle: 0x10,
          endHandle: 0x13,
          characteristics: [
            {
              uuid: '2a19',
              handle: 0x11,
              valueHandle: 0x12,
              endHandle: 0x13,
              properties: ['read', 'notify'],
              descriptors: [{ uuid: '2902', handle: 0x13 }],
            },
          ],
        },
      ],
    });
  });

  it('keeps the services of a peer that bonds later', async () => {
    const cache = new MemoryDatabaseCache();
    let isBonded = false;
    const { clock, client } = connect({
      attributes: [...WITH_HASH, ...BATTERY],
      cache,
      peer: () => ({ ...PEER, isBonded }),
    });
    const [, service] = await clock.run(client.services());
    await clock.advance(100);
    expect(cache.find(PEER.key)).toBeUndefined();
    isBonded = true;
    await clock.run(service?.characteristics() ?? Promise.resolve([]));
    await clock.advance(100);
    expect(cache.find(PEER.key)?.hash).toBe(HASH);
  });

  it('forgets what has changed', async () => {
    const visits = visitsTo([...WITH_NOTICE, ...BATTERY], true);
    await visits.readLevel();
    await visits.readLevel(undefined, async ({ clock, client, server }) => {
      await clock.run(client.services());
      await clock.advance(1000);
      await clock.run(server.indicate(3, Uint8Array.of(0x10, 0, 0xff, 0xff)));
      expect(visits.cache.find(PEER.key)).toBeUndefined();
    });
  });

  it('works with one that fails', async () => {
    const cache: DatabaseCache = { find: () => undefined, save: fail, remove: fail };
    const warnings: string[] = [];
    const { clock, client } = connect({
      attributes: [...WITH_HASH, ...BATTERY],
      cache,
      peer: () => PEER,
      log: { ...silentLog, warn: (_, message) => warnings.push(message) },
    });
    expect((await clock.run(client.services())).length).toBe(2);
    await clock.advance(100);
    expect(warnings).toEqual(['services of the peer are not kept: Error: disk full']);
  });
});

function fail(): Promise<void> {
  return Promise.reject(new Error('disk full'));
}

type Ends = ReturnType<typeof connect>;

/** Connections to one peer, one after the other, with one cache. */
function visitsTo(attributes: readonly MemoryAttribute[], watchesChanges = false, peer = PEER) {
  const cache = new MemoryDatabaseCache();
  const clock = new VirtualClock();
  /** Reads the battery level; gives the opcodes that it took. */
  const readLevel = async (
    current = attributes,
    before: (ends: Ends) => Promise<void> = () => Promise.resolve(),
  ) => {
    const options = { clock, cache, peer: () => peer, watchesChanges };
    const ends = connect({ ...options, attributes: current });
    await before(ends);
    const service = await clock.run(ends.client.service('180f'));
    const level = await clock.run(service.characteristic('2a19'));
    await clock.run(level.descriptors());
    await clock.run(level.read());
    await clock.advance(1000);
    ends.lose('us');
    return ends.near.sent.map((pdu) => toHex(pdu).slice(0, 2));
  };
  return { cache, readLevel };
}
