import { describe, expect, it } from 'vitest';
import { fromHex, TimeoutError, toHex } from '../core/index.ts';
import { AttClient } from './client.ts';
import { attribute, type BearerEnd, joinedEnds, MemoryStore } from './ends.contract.ts';
import { AttServer } from './server.ts';
import { shareBearer } from './share-bearer.ts';

const LEVEL = fromHex('64');

describe('shareBearer', () => {
  it('lets each side be client and server at the same time', async () => {
    const { clock, left, right } = bothRoles();
    const results = await clock.run(
      Promise.all([
        left.client.read(3),
        right.client.read(3),
        left.server.indicate(3, LEVEL),
        right.client.write(3, fromHex('65')),
        left.client.write(3, fromHex('66')),
      ]),
    );
    expect(results.slice(0, 2)).toEqual([LEVEL, LEVEL]);
    expect([left.store.valueOf(3), right.store.valueOf(3)].map(toHex)).toEqual(['65', '66']);
    for (const { client, server } of [left, right]) {
      expect([client.violations, server.violations]).toEqual([{}, {}]);
    }
  });

  it('has one MTU for both roles, on both sides (3.4.2.2)', async () => {
    const { clock, left, right, near, far } = bothRoles();
    const mtus = await clock.run(
      Promise.all([left.client.exchangeMtu(247), right.client.exchangeMtu(247)]),
    );
    expect(mtus).toEqual([247, 247]);
    expect([near.mtu, far.mtu, left.server.maxValueLength]).toEqual([247, 247, 244]);
  });

  it('takes the bearer from both roles when one gives it up', async () => {
    const { clock, left, near, far } = bothRoles();
    far.onReceive = () => {};
    const reading = left.client.read(3).catch((error: unknown) => error);
    await clock.advance(30_000);
    expect(await reading).toBeInstanceOf(TimeoutError);
    expect(left.server.closed).toBe(left.client.closed);
    expect(near.abandoned).toBe(left.client.closed);
    await expect(left.server.notify(3, LEVEL)).rejects.toBeInstanceOf(TimeoutError);
  });

  it('tells both roles when the link is gone', () => {
    const { left, near } = bothRoles();
    const reason = near.close();
    expect([left.client.closed, left.server.closed]).toEqual([reason, reason]);
  });

  it('hands a PDU without bytes to the server, which counts it', () => {
    const { left, near } = bothRoles();
    near.hear('');
    expect([left.client.violations, left.server.violations]).toEqual([{}, { malformedPdu: 1 }]);
  });
});

function bothRoles() {
  const { clock, near, far } = joinedEnds();
  const rolesOn = (end: BearerEnd) => {
    const { client, server } = shareBearer(end);
    const store = new MemoryStore([attribute(3, '2a19', '64')]);
    return {
      store,
      client: new AttClient(client, { clock }),
      server: new AttServer(server, store, { clock, serverRxMtu: 247 }),
    };
  };
  return { clock, near, far, left: rolesOn(near), right: rolesOn(far) };
}
