import { describe, expect, it } from 'vitest';
import { BASE } from './fake-broker.contract.ts';
import { hubsAt } from './test-hubs.contract.ts';

const PRESENCE = `${BASE}/bridge/state`;

describe('a hub', () => {
  it('says on a topic of its own that it is there, and who it is', async () => {
    const { broker, hubs } = await hubsAt({});
    expect(broker.retained(`${BASE}/hubs/${hubs[0]?.id}/state`)).toMatchObject({
      state: 'online',
      name: 'hub 1',
      version: '1.0.0',
      radios: ['hci0'],
    });
  });

  it('knows the others, and who leads', async () => {
    const { hubs } = await hubsAt({}, {}, {});
    expect(hubs.map(({ cluster }) => cluster.lead.isLead())).toEqual([true, false, false]);
    expect(hubs.map(({ cluster }) => cluster.isAlone)).toEqual([false, false, false]);
    expect(hubs[0]?.cluster.isHubOnline(hubs[2]?.id ?? '')).toBe(true);
    expect(hubs[0]?.cluster.health()).toMatchObject([{ detail: 'with hub 2, hub 3' }]);
  });

  it('marks another as gone when it sees its last will, and says that the hubs are there', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    let changes = 0;
    first?.cluster.lead.onChange(() => changes++);
    second?.kill();
    await clock.advance(100);
    expect(changes).toBe(1);
    expect(first?.cluster.isAlone).toBe(true);
    expect(broker.retained(PRESENCE)).toEqual({ state: 'online' });
    expect(broker.retained(`${BASE}/hubs/${second?.id}/state`)).toMatchObject({ state: 'offline' });
  });

  it('that comes back at once stays online, although the others saw its will', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {}, {});
    const [, second] = hubs;
    second?.client.lose(0);
    second?.client.connect();
    await clock.advance(5_000);
    expect(broker.retained(`${BASE}/hubs/${second?.id}/state`)).toMatchObject({ state: 'online' });
    expect(hubs.map(({ cluster }) => cluster.isAlone)).toEqual([false, false, false]);
  });

  it('is there however long the names of its radios are, and however many there are', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    if (!first || !second) throw new Error('there are two hubs');
    second.radios = Array.from({ length: 100 }, (_, n) => `replay:/${'long/'.repeat(50)}${n}`);
    second.kill();
    second.restart();
    await clock.advance(10_000);
    expect(hubs.map(({ cluster }) => cluster.isAlone)).toEqual([false, false]);
    expect(second.cluster.health()).toMatchObject([{ status: 'ok', detail: 'with hub 1' }]);
  });

  it('is not taken for there when it has been silent for 90 s', async () => {
    const { clock, hubs } = await hubsAt({}, {});
    hubs[1]?.client.stall(1_000_000);
    await clock.advance(80_000);
    expect(hubs[0]?.cluster.isAlone).toBe(false);
    await clock.advance(20_000);
    expect(hubs[0]?.cluster.isAlone).toBe(true);
  });

  it('that died while nobody saw its last will does not stand as online for ever', async () => {
    const { clock, broker, hubs } = await hubsAt({});
    const dead = `${BASE}/hubs/0000000000dd/state`;
    hubs[0]?.kill();
    const state = { state: 'online', name: 'attic', run: '00112233', session: 1, radios: ['hci0'] };
    broker.write(dead, JSON.stringify(state), true);
    hubs[0]?.restart();
    await clock.advance(80_000);
    expect(broker.retained(dead)).toMatchObject({ state: 'online' });
    await clock.advance(20_000);
    expect(broker.retained(dead)).toMatchObject({ state: 'offline', name: 'attic' });
    expect(broker.on(dead).length).toBe(2);
  });

  it('that was silent and is back puts right that it was taken for gone', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    hubs[1]?.client.stall(120_000);
    await clock.advance(100_000);
    const state = `${BASE}/hubs/${hubs[1]?.id}/state`;
    expect(broker.retained(state)).toMatchObject({ state: 'offline' });
    await clock.advance(60_000);
    expect(broker.retained(state)).toMatchObject({ state: 'online' });
    expect(hubs.map(({ cluster }) => cluster.isAlone)).toEqual([false, false]);
  });

  it('takes nobody for gone while the broker is away', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    broker.stop(true);
    await clock.advance(600_000);
    expect(hubs[0]?.cluster.isAlone).toBe(false);
  });

  it('that goes says so, and the last one says that none is left', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    await clock.run(second?.cluster.close() ?? Promise.resolve());
    expect(broker.retained(`${BASE}/hubs/${second?.id}/state`)).toMatchObject({ state: 'offline' });
    expect(second?.cluster.isAlone).toBe(false);
    expect(first?.cluster.isAlone).toBe(true);
  });

  it('that has gone is not there again for a word that came behind its goodbye', async () => {
    const { clock, broker, hubs } = await hubsAt({}, {});
    const [first, second] = hubs;
    await clock.run(second?.cluster.close() ?? Promise.resolve());
    const heard = `${BASE}/hubs/${second?.id}/heard`;
    broker.write(heard, broker.on(heard).at(-1)?.payload ?? '');
    await clock.advance(100);
    expect(first?.cluster.isAlone).toBe(true);
  });

  it('knows of several that go at once which one is the last', async () => {
    const { clock, hubs } = await hubsAt({}, {}, {});
    const lasts = hubs.map(async ({ cluster }) => {
      await cluster.close();
      return cluster.isAlone;
    });
    expect(await clock.run(Promise.all(lasts))).toEqual([false, false, true]);
  });

  it('answers nonsense about itself, but not every time', async () => {
    const { clock, broker, hubs } = await hubsAt({});
    const own = `${BASE}/hubs/${hubs[0]?.id}/state`;
    for (let at = 0; at < 500; at++) broker.write(own, '{"state":"offline"}', true);
    for (let at = 0; at < 500; at++) broker.write(PRESENCE, '{"state":"offline"}', true);
    await clock.advance(3_000);
    expect(broker.retained(own)).toMatchObject({ state: 'online' });
    expect(broker.retained(PRESENCE)).toEqual({ state: 'online' });
    expect(broker.on(own).filter(({ from }) => from === hubs[0]?.id).length).toBeLessThan(10);
  });

  it('knows no more others than any home has', async () => {
    const { clock, broker, hubs } = await hubsAt({});
    for (let at = 1; at <= 100; at++) {
      const id = at.toString(16).padStart(12, 'e');
      broker.write(`${BASE}/hubs/${id}/state`, '{"state":"online","name":"x"}', true);
    }
    await clock.advance(100);
    expect(hubs[0]?.cluster.counts.refused).toBe(68);
    await clock.advance(120_000);
    expect(hubs[0]?.cluster.isAlone).toBe(true);
  });
});
