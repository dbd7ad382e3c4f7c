import { describe, expect, it } from 'vitest';
import { BASE } from './fake-broker.contract.ts';
import { BUTTON, EVENTS, hubsAt, type Press, type TestHub, toldIds } from './test-hubs.contract.ts';

const CLAIMS = `${BASE}/hubs/claims`;

describe('a hub that is alone', () => {
  it('tells of a press at once, and says nothing of it to anybody', async () => {
    const { broker, hubs } = await hubsAt({});
    const [hub] = hubs;
    hub?.press({ verified: 1 });
    expect(hub?.settled).toMatchObject([{ events: [{ type: 'press' }] }]);
    expect(hub?.settled[0]?.pressId).toMatch(/^[0-9a-f]{20}$/);
    expect(broker.on(CLAIMS)).toEqual([]);
  });

  it('gives every press an id of its own', async () => {
    const { hubs } = await hubsAt({});
    for (const verified of [1, 2, 3]) hubs[0]?.press({ verified });
    expect(new Set(hubs[0]?.settled.map(({ pressId }) => pressId)).size).toBe(3);
  });

  it('is one again when the others have gone', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    hubs[1]?.kill();
    await clock.advance(100);
    hubs[0]?.press({ verified: 1 });
    expect(hubs[0]?.settled).toHaveLength(1);
  });

  it('lets what carries no events pass', async () => {
    const { hubs } = await hubsAt({}, {});
    hubs[0]?.press({ events: [] });
    expect(hubs[0]?.settled).toHaveLength(1);
  });
});

describe('hubs that hear the same press', () => {
  it('tell of it once, at once, under the id that both know', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    pressAt(hubs, { verified: 1 });
    await clock.advance(4);
    expect(toldIds(broker)).toHaveLength(1);
    expect(new Set(hubs.map(({ settled }) => settled[0]?.pressId))).toEqual(
      new Set(toldIds(broker)),
    );
    expect(hubs.filter(({ settled }) => settled[0]?.events.length === 1)).toHaveLength(1);
    expect(hubs.map(({ settled }) => settled.length)).toEqual([1, 1]);
    await clock.advance(60_000);
    expect(toldIds(broker)).toHaveLength(1);
  });

  it.each<[string, Press]>([
    ['a counter under encryption', { verified: 7 }],
    ['a counter of 8 bits', { packet: 7 }],
    ['no counter', {}],
  ])('know it by %s', async (_, press) => {
    const { clock, broker, hubs } = await hubsAt({}, {}, {});
    pressAt(hubs, press);
    await clock.advance(300);
    expect(toldIds(broker)).toHaveLength(1);
  });

  it('tell of it once although one hears it a second later', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    hubs[0]?.press({ verified: 1 });
    await clock.advance(1_000);
    hubs[1]?.press({ verified: 1 });
    await clock.advance(1_000);
    expect(toldIds(broker)).toHaveLength(1);
    expect(hubs[1]?.settled).toMatchObject([{ events: [], pressId: toldIds(broker)[0] }]);
  });

  it('tell of two presses twice, although the device sends the same bytes', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    pressAt(hubs, {});
    await clock.advance(3_500);
    pressAt(hubs, {});
    await clock.advance(300);
    expect(new Set(toldIds(broker)).size).toBe(2);
  });

  it('do so with clocks that differ by minutes', async () => {
    const { clock, broker, hubs } = await hubsAt({ aheadMs: 240_000 }, { aheadMs: -180_000 }, {});
    for (const packet of [1, 2, 3]) {
      pressAt(hubs, { packet });
      await clock.advance(300);
    }
    expect(toldIds(broker)).toHaveLength(3);
  });

  it('do not let a hub wait that heard it alone', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const startMs = clock.steady();
    hubs[1]?.press({ packet: 9 });
    await clock.advance(1_000);
    expect(broker.on(EVENTS)[0]?.atMs).toBe(startMs + 3);
  });
});

describe('a press whose teller dies', () => {
  it('is told within 200 ms by the next one, under the id of the first', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    pressAt(hubs, { verified: 1 });
    // The claims are with the broker, and have not come back.
    await clock.advance(1);
    hubs[0]?.kill(90_000);
    const startMs = clock.steady();
    await clock.advance(1_000);
    const [first] = broker.on(CLAIMS);
    expect(first?.from).toBe(hubs[0]?.id);
    expect(toldIds(broker)).toEqual([JSON.parse(first?.payload ?? '').id]);
    expect(broker.on(EVENTS)[0]?.atMs).toBeLessThanOrEqual(startMs + 203);
    expect(hubs[1]?.cluster.counts).toMatchObject({ told: 1, replaced: 1 });
  });

  it('is told by the third where the second dies with the first', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {}, {});
    pressAt(hubs, { verified: 1 });
    await clock.advance(1);
    hubs[0]?.kill();
    hubs[1]?.kill(90_000);
    await clock.advance(1_000);
    expect(broker.on(EVENTS).map(({ from }) => from)).toEqual([hubs[2]?.id]);
  });

  it('is repeated with the same id where nobody can know that it was told', async () => {
    // What the first one sends to the broker takes long: its press arrives, its word of that never does.
    const { clock, broker, hubs } = await hubsAt({}, {});
    pressAt(hubs, { verified: 1 });
    await clock.advance(2);
    broker.write(EVENTS, JSON.stringify({ event_id: hubs[0]?.settled[0]?.pressId }));
    hubs[0]?.kill();
    await clock.advance(1_000);
    expect(toldIds(broker)).toHaveLength(2);
    expect(new Set(toldIds(broker)).size).toBe(1);
  });
});

describe('presses while the broker is away', () => {
  it.each([
    ['and forgets all', false],
    ['and remembers what it kept', true],
  ])('are told once when it is back %s, although hubs come back one by one', async (_, keeps) => {
    const { clock, broker, hubs } = await hubsAt({}, { aheadMs: 100_000 });
    broker.stop(keeps);
    for (const packet of [1, 2, 3]) {
      pressAt(hubs, { packet });
      await clock.advance(4_000);
    }
    await clock.advance(45_000);
    broker.start();
    hubs[1]?.client.connect();
    await clock.advance(20_000);
    hubs[0]?.client.connect();
    await clock.advance(5_000);
    expect(toldIds(broker)).toHaveLength(3);
    expect(new Set(toldIds(broker)).size).toBe(3);
    expect(hubs.map(({ settled }) => settled.length)).toEqual([3, 3]);
    expect(hubs.map(({ cluster }) => cluster.counts.waiting)).toEqual([0, 0]);
  });

  it('are told in order', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    broker.stop(true);
    for (let packet = 0; packet < 20; packet++) {
      hubs[packet % 2]?.press({
        packet,
        events: [{ source: 'button', type: 'press', count: packet }],
      });
      await clock.advance(1_000);
    }
    broker.start();
    for (const hub of hubs) hub.client.connect();
    await clock.advance(2_000);
    const counts = broker.on(EVENTS).map(({ payload }) => JSON.parse(payload).count);
    expect(counts).toHaveLength(20);
    for (const half of [0, 1]) {
      const own = counts.filter((count) => count % 2 === half);
      expect(own).toEqual(own.toSorted((one, other) => one - other));
    }
  });

  it('are told once where a hub starts while there is no broker', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    broker.stop(false);
    hubs[1]?.kill();
    hubs[1]?.restart();
    pressAt(hubs, { verified: 5 });
    await clock.advance(30_000);
    broker.start();
    for (const hub of hubs) hub.client.connect();
    await clock.advance(3_000);
    expect(toldIds(broker)).toHaveLength(1);
  });

  it('are bounded in number and in time, and each is accounted for', async () => {
    const limits = { presses: 10, ageMs: 60_000 };
    const { clock, broker, hubs } = await hubsAt({ limits });
    const [hub] = hubs;
    broker.stop(true);
    for (let verified = 0; verified < 15; verified++) hub?.press({ verified });
    expect(hub?.cluster.counts).toMatchObject({ waiting: 10, lost: 5 });
    await clock.advance(62_000);
    expect(hub?.cluster.counts).toMatchObject({ waiting: 0, lost: 15 });
    expect(hub?.settled.map(({ events }) => events.length)).toEqual(Array(15).fill(0));
    expect(hub?.log.count('PRESS_LOST')).toBe(1);
  });
});

describe('connections that end', () => {
  it('let no press be told again when a claim and a press are sent twice', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    pressAt(hubs, { verified: 1 });
    // Taken by the broker, and not acknowledged: all of it goes out again.
    await clock.advance(1.5);
    hubs[0]?.client.lose(0);
    hubs[0]?.client.connect();
    await clock.advance(3_000);
    expect(broker.on(CLAIMS).filter(({ from }) => from === hubs[0]?.id).length).toBeGreaterThan(1);
    expect(new Set(toldIds(broker)).size).toBe(1);
    expect(hubs.flatMap(({ settled }) => settled).filter((one) => one.events.length > 0)).toEqual([
      expect.objectContaining({ pressId: toldIds(broker)[0] }),
    ]);
  });

  it('that nobody notices for a minute double nothing', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    hubs[1]?.client.stall(70_000);
    for (const packet of [1, 2, 3]) {
      pressAt(hubs, { packet });
      await clock.advance(15_000);
    }
    expect(toldIds(broker)).toHaveLength(3);
    await clock.advance(60_000);
    expect(toldIds(broker)).toHaveLength(3);
    expect(hubs[1]?.settled.map(({ events }) => events.length)).toEqual([0, 0, 0]);
  });

  it('let a press wait that only a hub without network heard', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    hubs[1]?.client.stall(30_000);
    hubs[1]?.press({ packet: 1 });
    await clock.advance(31_000);
    expect(toldIds(broker)).toHaveLength(1);
  });
});

describe('a hub that comes', () => {
  it('does not repeat what was told before it came', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    hubs[1]?.kill();
    await clock.advance(1_000);
    hubs[0]?.press({ verified: 1 });
    await clock.advance(500);
    hubs[1]?.restart();
    hubs[1]?.press({ verified: 1 });
    await clock.advance(100);
    hubs[1]?.press({ verified: 2 });
    await clock.advance(1_000);
    expect(toldIds(broker)).toHaveLength(2);
    expect(hubs[1]?.settled.map(({ events }) => events.length)).toEqual([0, 1]);
  });

  it('hears of it from a witness where the one who told it has gone', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {}, {});
    hubs[2]?.client.lose(0);
    pressAt(hubs, { verified: 1 });
    await clock.advance(100);
    const teller = hubs.find(({ settled }) => settled[0]?.events.length === 1);
    teller?.kill();
    await clock.advance(100);
    hubs[2]?.client.connect();
    await clock.advance(1_000);
    expect(toldIds(broker)).toHaveLength(1);
    expect(hubs[2]?.settled).toMatchObject([{ events: [], pressId: toldIds(broker)[0] }]);
  });

  it('knows its own words of a life before as such', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    hubs[1]?.press({ verified: 1 });
    await clock.advance(1);
    hubs[1]?.kill();
    hubs[1]?.restart();
    hubs[1]?.press({ verified: 1 });
    await clock.advance(2_000);
    expect(toldIds(broker)).toHaveLength(1);
  });
});

describe('dials', () => {
  it('come to the same sum on every hub, whoever heard which part', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {}, {});
    const turns: readonly [number, readonly number[]][] = [
      [3, [0, 1]],
      [2, [1]],
      [-4, [2]],
      [1, [0, 1, 2]],
      [5, [0]],
    ];
    for (const [packet, [steps, heardBy]] of turns.entries()) {
      const type = steps < 0 ? 'rotate_left' : 'rotate_right';
      const events = [{ source: 'dimmer', type, steps: Math.abs(steps) }];
      for (const at of heardBy) hubs[at]?.press({ packet, events });
      await clock.advance(80);
    }
    await clock.advance(5_000);
    expect(hubs.map(({ dialSum }) => dialSum)).toEqual([7, 7, 7]);
    const told = broker.on(EVENTS).map(({ payload }) => JSON.parse(payload));
    const sum = told.reduce((all, { type, steps }) => {
      return all + (type === 'rotate_left' ? -steps : steps);
    }, 0);
    expect(sum).toBe(7);
  });

  it('take back what a slow receiver heard after all', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const turn = { packet: 1, events: [{ source: 'dimmer', type: 'rotate_right', steps: 2 }] };
    hubs[0]?.press(turn);
    await clock.advance(3_000);
    expect(hubs[1]?.dialSum).toBe(2);
    hubs[1]?.press(turn);
    await clock.advance(3_000);
    expect(hubs.map(({ dialSum }) => dialSum)).toEqual([2, 2]);
  });
});

describe('a broker that lets a hub hear nothing', () => {
  it('keeps no press from being told, and is named once', async () => {
    const { clock, broker, hubs } = await hubsAt({ denied: [`${BASE}/hubs/#`] });
    const [hub] = hubs;
    hub?.press({ verified: 1 });
    await clock.advance(10);
    expect(toldIds(broker)).toHaveLength(1);
    expect(hub?.log.count('CLUSTER_DEAF')).toBe(1);
    expect(hub?.cluster.health()).toMatchObject([{ name: 'hubs', status: 'degraded' }]);
  });

  it('does not keep presses that came before that was known', async () => {
    const { clock, broker, hubs } = await hubsAt({ denied: [`${BASE}/hubs/#`] });
    hubs[0]?.client.lose(0);
    hubs[0]?.press({ verified: 1 });
    hubs[0]?.client.connect();
    await clock.advance(6_000);
    expect(toldIds(broker)).toHaveLength(1);
  });
});

describe('hostile words', () => {
  it('delay a press by 200 ms at worst', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const nowMs = clock.steady();
    broker.write(CLAIMS, JSON.stringify(forged({ key: `${BUTTON}:mibeacon:p1`, time: nowMs })));
    await clock.advance(2);
    pressAt(hubs, { packet: 1 });
    await clock.advance(2_000);
    expect(toldIds(broker)).toHaveLength(1);
    expect(broker.on(EVENTS)[0]?.atMs).toBeLessThanOrEqual(nowMs + 206);
  });

  it.each([
    'not JSON',
    'null',
    '[]',
    '{}',
    '{"type":"claim"}',
    JSON.stringify(forged({ hub: 'x' })),
    JSON.stringify(forged({ key: 'k'.repeat(129) })),
    JSON.stringify(forged({ time: -1 })),
    JSON.stringify(forged({ steps: 1e9 })),
    JSON.stringify(forged({ id: '../x' })),
    `"${'x'.repeat(300_000)}"`,
  ])('that make no sense are ignored and counted, %#', async (payload) => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const before = hubs[0]?.cluster.counts.refused ?? 0;
    broker.write(CLAIMS, payload);
    broker.write(`${BASE}/hubs/00000000000f/state`, payload, true);
    broker.write(`${BASE}/hubs/00000000000f/heard`, payload);
    broker.write(`${BASE}/hubs/owners/${BUTTON}`, payload, true);
    broker.write(`${BASE}/hubs/owners/nonsense`, '{"hub":"00000000000f"}', true);
    await clock.advance(10);
    // A claim without sense may name an owner with sense.
    const isOwner = payload.includes('"hub":"00000000000f"');
    expect(hubs[0]?.cluster.counts.refused).toBe(before + (isOwner ? 4 : 5));
    pressAt(hubs, { verified: 1 });
    await clock.advance(300);
    expect(toldIds(broker)).toHaveLength(1);
  });

  it('in floods fill no memory, and push out nothing that was heard', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    pressAt(hubs, { verified: 1 });
    await clock.advance(300);
    for (let at = 0; at < 6_000; at++) {
      const hub = (at % 40).toString(16).padStart(12, 'f');
      const id = `i${at}`;
      broker.write(
        CLAIMS,
        JSON.stringify(forged({ hub, id, press: id, key: `k${at}`, time: clock.steady() })),
      );
    }
    await clock.advance(5);
    expect(hubs[0]?.cluster.counts.remembered).toBeLessThanOrEqual(4_097);
    hubs[1]?.kill();
    hubs[1]?.restart();
    await clock.advance(10);
    hubs[1]?.press({ verified: 1 });
    await clock.advance(1_000);
    expect(toldIds(broker)).toHaveLength(1);
  });
});

/** All of them hear it at the same moment. */
function pressAt(hubs: readonly TestHub[], press: Press): void {
  for (const hub of hubs) hub.press(press);
}

/** A claim that nobody made. */
function forged(changes: object): object {
  const hub = '00000000000f';
  const run = '0f0f0f0f';
  const claim = { type: 'claim', hub, run, key: 'k', id: 'i', device: BUTTON, time: 0, sent: 0 };
  return { ...claim, press: 'p', waits: false, ...changes };
}
