import { describe, expect, it } from 'vitest';
import { liveStage, sensor } from './live-stage.contract.ts';

const KITCHEN = 0xa4c138000001;
const ID = 'A4C138000001';
const NOTHING_TO_LOAD = () => Promise.reject(new Error('not there'));

describe('adverts', () => {
  it('are told as they were heard, whoever sent them, with what became of them', async () => {
    const { join, hear, devices, clock } = liveStage();
    devices.set(ID, sensor(1));
    const { peer } = join({ topics: ['adverts'] });
    hear(KITCHEN, [{ address: KITCHEN, outcome: 'news' }]);
    hear(
      0xc0ffee000001,
      [{ address: 0xc0ffee000001, outcome: 'unreadable' }],
      Uint8Array.of(4, 9, 0x54, 0x56, 0x31),
    );
    expect(peer.take('advert')).toEqual([]);
    await clock.advance(100);
    const adverts = peer.take('advert');
    expect(adverts[1]?.outcome).toBeUndefined();
    expect(adverts).toMatchObject([
      { address: 'A4:C1:38:00:00:01', id: ID, name: 'room 1', outcome: 'news', hex: '020106' },
      { address: 'C0:FF:EE:00:00:01', name: 'TV1', rssiDbm: -70, receiver: 'hci:0' },
    ]);
  });

  it('cost nothing while nobody watches them', () => {
    const { live, join, taps } = liveStage();
    join();
    expect(taps.size).toBe(0);
    const { client } = join({ topics: ['adverts'] });
    expect(taps.size).toBe(1);
    live.subscribe(client, ['devices']);
    expect(taps.size).toBe(0);
    const other = join({ topics: ['frames:A4C138000001'] });
    expect(taps.size).toBe(1);
    live.leave(other.client);
    expect(taps.size).toBe(0);
  });

  it('are so many a second at most; the others are counted', async () => {
    const { live, join, hear, clock } = liveStage();
    const { peer } = join({ topics: ['adverts'] });
    for (let ms = 0; ms < 2_000; ms += 100) {
      for (let n = 0; n < 200; n++) hear(0xc00000000000 + n);
      await clock.advance(100);
    }
    const told = peer.heard.filter(({ type }) => type === 'advert').length;
    const left = peer.take('dropped').reduce((sum, { count }) => sum + count, 0);
    expect(told).toBe(1_000);
    expect(live.dropped).toBe(3_000);
    expect(left).toBeGreaterThan(1_000);
  });
});

describe('frames of a device', () => {
  it('are taken apart, those of others left out', async () => {
    const parts = [{ offset: 0, length: 3, name: 'flags', value: '06', depth: 0 }];
    const { join, hear, clock } = liveStage({ loadDissect: async () => () => parts });
    const { peer } = join({ topics: [`frames:${ID}`], scopes: ['read'] });
    await Promise.resolve();
    hear(KITCHEN, [{ address: KITCHEN, outcome: 'auth_failed' }]);
    hear(KITCHEN + 1, [{ address: KITCHEN + 1, outcome: 'news' }]);
    await clock.advance(100);
    const frames = peer.take('frame');
    expect(frames).toMatchObject([{ id: ID, outcome: 'auth_failed', hex: '020106', parts }]);
  });

  it('are shown whole where nobody can take them apart', async () => {
    const { join, hear, clock } = liveStage({ loadDissect: NOTHING_TO_LOAD });
    const { peer } = join({ topics: [`frames:${ID}`] });
    hear(KITCHEN, [{ address: KITCHEN, outcome: 'news' }]);
    await clock.advance(100);
    expect(peer.take('frame')).toMatchObject([{ parts: [] }]);
  });
});

describe('lines of the log', () => {
  it('are told while somebody reads them, so many a second', async () => {
    const { live, join, listeners, clock } = liveStage();
    const { peer, client } = join({ topics: ['log'] });
    const say = (message: string) => {
      const entry = {
        level: 'warn',
        code: 'X',
        message,
        fields: { token: 'no' },
        timeMs: 0,
      } as const;
      for (const listener of listeners) listener(entry);
    };
    for (let n = 0; n < 300; n++) say(`${n}`);
    await clock.advance(1_000);
    say('x'.repeat(10_000));
    const lines = peer.heard.filter((message) => message.type === 'log');
    expect(lines).toHaveLength(201);
    expect(lines[0]).toEqual({
      type: 'log',
      time: '1970-01-01T00:00:00.000+00:00',
      level: 'warn',
      code: 'X',
      message: '0',
    });
    expect(lines[200]?.message).toHaveLength(2_000);
    expect(peer.take('dropped')).toEqual([{ type: 'dropped', topic: 'log', count: 100 }]);
    live.leave(client);
    expect(listeners.size).toBe(0);
  });
});
