import { describe, expect, it } from 'vitest';
import { fromHex, toHex, VirtualClock } from '../core/index.ts';
import type { ServiceDefinition } from '../radio/index.ts';
import { GattClient, GattDatabase, MemoryDatabaseCache } from './index.ts';
import { JUST_WORKS, join } from './server/link.contract.ts';

const BATTERY: ServiceDefinition = {
  uuid: '180f',
  characteristics: [{ uuid: '2a19', properties: ['read', 'notify'], value: fromHex('64') }],
};

const PEER = { key: 'the server', isBonded: true };

describe('GattClient, on a GattDatabase that it is bonded to', () => {
  it('needs no discovery when it comes again (2.5.2.1)', async () => {
    const visits = visitsTo(new GattDatabase());
    visits.database.serve([BATTERY]);
    expect((await visits.readLevel()).includes('10')).toBe(true);
    // The hash, the value, and the descriptor that is written once more for each connection.
    expect(await visits.readLevel()).toEqual(['08', '0a', '12', '12']);
  });

  it('discovers anew what has changed while it was away', async () => {
    const visits = visitsTo(new GattDatabase());
    const served = visits.database.serve([BATTERY]);
    await visits.readLevel();
    await served.remove();
    visits.database.serve([{ uuid: '180a', characteristics: [] }, BATTERY]);
    expect((await visits.readLevel()).includes('10')).toBe(true);
    expect((await visits.readLevel()).includes('10')).toBe(false);
  });

  it('follows what moves while it is there, and so do its subscriptions', async () => {
    const visits = visitsTo(new GattDatabase());
    const served = visits.database.serve([BATTERY]);
    const { clock } = visits;
    const { client } = visits.visit();
    const service = await clock.run(client.service('180f'));
    const level = await clock.run(service.characteristic('2a19'));
    const subscription = await clock.run(level.subscribe());
    const { valueHandle } = level;
    await clock.advance(1000);
    await clock.run(served.remove());
    const moved = visits.database.serve([{ uuid: '180a', characteristics: [] }, BATTERY]);
    await clock.advance(1000);
    const value = fromHex('32');
    await clock.run(moved.characteristic('180f', '2a19').notify(value));
    expect(toHex((await clock.run(subscription.next()))?.value ?? fromHex(''))).toBe('32');
    expect(level.valueHandle).not.toBe(valueHandle);
    expect(toHex(await clock.run(level.read()))).toBe('32');
  });
});

/** Connections of one bonded client to a server, one after the other. */
function visitsTo(database: GattDatabase) {
  const clock = new VirtualClock();
  const cache = new MemoryDatabaseCache();
  const bonded = { peer: 'the client', security: JUST_WORKS };
  const visit = () => {
    const ends = join(database, clock, { bonded, security: JUST_WORKS });
    return { ends, client: new GattClient(ends.client, { clock, cache, peer: () => PEER }) };
  };
  /** Reads the battery level; gives the opcodes of all that it took. */
  const readLevel = async () => {
    const { ends, client } = visit();
    const service = await clock.run(client.service('180f'));
    const level = await clock.run(service.characteristic('2a19'));
    await clock.run(level.read());
    await clock.advance(1000);
    await ends.leave();
    return ends.near.sent.map((pdu) => toHex(pdu).slice(0, 2)).toSorted();
  };
  return { database, clock, visit, readLevel };
}
