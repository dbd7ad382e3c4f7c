import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../shapes/live.ts';
import { EPOCH, liveStage, NotingPeer, sensor } from './live-stage.contract.ts';

describe('the live stream', () => {
  it('begins with how everything stands', () => {
    const { join, devices } = liveStage();
    devices.set('A4C138000001', sensor(1));
    const { peer } = join();
    expect(peer.types).toEqual(['hello', 'snapshot', 'health']);
    expect(peer.heard[0]).toMatchObject({ epoch: EPOCH, resumed: false, version: '1.2.3' });
    expect(peer.heard[1]).toMatchObject({ items: [{ id: 'A4C138000001', name: 'room 1' }] });
  });

  it('tells of a device only the fields that changed, each whole, and of those that are gone', () => {
    const { join, tell } = liveStage();
    tell(sensor(1));
    const { peer } = join();
    peer.heard.length = 0;
    tell(sensor(1, { values: { temperature: 21, humidity: 50 }, name: undefined }));
    const [update] = peer.take('update');
    expect(update).toMatchObject({ id: 'A4C138000001', changed: ['temperature'], events: [] });
    expect(update?.device).toEqual({
      id: 'A4C138000001',
      lastSeen: '2023-11-14T22:13:20.000+00:00',
      values: { temperature: 21, humidity: 50 },
      name: null,
    });
  });

  it('tells of a device that is new all there is to tell', () => {
    const { join, tell } = liveStage();
    const { peer } = join();
    tell(sensor(2), ['temperature']);
    expect(peer.take('update')[0]?.device).toMatchObject({ kind: 'sensor', name: 'room 2' });
  });

  it('tells what happened, with the mark of the press', () => {
    const { live, join, devices, clock } = liveStage();
    const device = sensor(1);
    devices.set(device.id, device);
    const { peer } = join();
    const events = [{ source: 'button', type: 'press' }];
    live.update({ device, changed: [], events, pressId: 'p1', timeMs: clock.now() });
    expect(peer.take('update')).toMatchObject([{ events, pressId: 'p1' }]);
  });

  it('writes an update out once, however many listen', () => {
    const { live, join, tell } = liveStage();
    for (let n = 0; n < 100; n++) join();
    const before = live.encodes;
    tell(sensor(1));
    expect(live.encodes - before).toBe(1);
  });

  it('writes nothing out while nobody listens', () => {
    const { live, tell } = liveStage();
    tell(sensor(1));
    live.forget(sensor(1));
    expect(live.encodes).toBe(0);
  });

  it('tells ages at most once a second, though nobody told of them', async () => {
    const { join, tell, devices, clock, live } = liveStage();
    tell(sensor(1));
    const { peer } = join();
    peer.heard.length = 0;
    for (let n = 1; n <= 30; n++) {
      devices.set('A4C138000001', sensor(1, { lastSeenMs: clock.now(), rssiDbm: -60 - n }));
      await clock.advance(100);
    }
    const updates = peer.take('update');
    expect(updates).toHaveLength(3);
    expect(updates[2]).toMatchObject({ changed: ['lastSeen'], device: { rssiDbm: -90 } });
    const before = live.encodes;
    await clock.advance(10_000);
    expect(live.encodes).toBe(before);
  });

  it('tells the health when a part has another status, and at the beginning', async () => {
    const { join, health, clock } = liveStage();
    const { peer } = join();
    peer.heard.length = 0;
    await clock.advance(5_000);
    expect(peer.heard).toEqual([]);
    const part = { name: 'mqtt', status: 'degraded', sinceMs: 0, detail: 'no broker' } as const;
    health.report = { status: 'degraded', components: [part] };
    await clock.advance(1_000);
    expect(peer.take('health')).toMatchObject([{ report: { components: [{ name: 'mqtt' }] } }]);
  });

  it('gives each client its topics alone, and takes others in their place', () => {
    const { live, join, tell } = liveStage();
    const { peer, client } = join({ topics: ['health'] });
    expect(peer.types).toEqual(['hello', 'health']);
    tell(sensor(1));
    expect(peer.take('update')).toEqual([]);
    live.subscribe(client, ['devices']);
    expect(peer.types).toEqual(['subscribed', 'snapshot']);
    tell(sensor(1, { name: 'attic' }), ['name']);
    expect(peer.take('update')).toHaveLength(1);
  });

  it('keeps what is for admins from all others', () => {
    const { live, join, taps, listeners } = liveStage();
    const { peer, client } = join({ topics: ['adverts', 'log', 'health'], scopes: ['read'] });
    expect(peer.take('hello')).toMatchObject([{ topics: ['health'] }]);
    live.subscribe(client, ['log', 'adverts']);
    expect(peer.take('subscribed')).toMatchObject([{ topics: [] }]);
    expect([taps.size, listeners.size]).toEqual([0, 0]);
  });

  it('says goodbye when the hub stops, and lets nobody in any more', async () => {
    const { live, join } = liveStage();
    const { peer } = join();
    await live.close();
    expect(peer.ended?.code).toBe(1001);
    expect(live.clients).toBe(0);
    expect(() => join()).toThrow(/closed/);
  });
});

describe('who comes back', () => {
  it('gets what it missed, each once and in order, whenever it went', () => {
    const { live, join, tell } = liveStage();
    const { peer: watcher } = join({ topics: ['devices'] });
    const got: number[] = [];
    let since: string | undefined;
    for (let round = 0; round < 20; round++) {
      const { peer, client } = join({ since, topics: ['devices'] });
      if (round > 0) expect(peer.heard[0]).toMatchObject({ type: 'hello', resumed: true });
      for (let n = 0; n < round; n++) tell(sensor(1, { values: { temperature: round * 100 + n } }));
      got.push(...seqs(peer));
      since = `${EPOCH}:${got.at(-1) ?? seqOf(peer)}`;
      live.leave(client);
      for (let n = 0; n < 3; n++) tell(sensor(2, { values: { temperature: round * 100 + n } }));
    }
    const { peer } = join({ since, topics: ['devices'] });
    got.push(...seqs(peer));
    expect(got).toEqual(seqs(watcher));
    expect(got.length).toBeGreaterThan(200);
  });

  it('gets the same picture as somebody who never went', async () => {
    const { live, join, tell, devices, clock } = liveStage();
    tell(sensor(1));
    const { peer: watcher } = join();
    const first = join();
    const since = `${EPOCH}:${seqOf(first.peer)}`;
    live.leave(first.client);
    for (let n = 0; n < 50; n++) {
      const change = { lastSeenMs: clock.now(), rssiDbm: -50 - (n % 7) };
      devices.set('A4C138000001', sensor(1, change));
      await clock.advance(1_000);
      if (n % 10 === 0) tell(sensor(1, { ...change, values: { temperature: n } }));
    }
    const { peer: late } = join({ since });
    expect(late.heard[0]).toMatchObject({ type: 'hello', resumed: true });
    const after = pictureOf([...first.peer.heard, ...late.heard]);
    expect(after).toEqual(pictureOf(watcher.heard));
    // Ages that newer ones replaced are not told again.
    expect(late.take('update').length).toBeLessThan(20);
  });

  it('begins anew where too much happened meanwhile', () => {
    const { live, join, tell } = liveStage({ ringLimits: { messages: 5, bytes: 1e6 } });
    join();
    const { peer, client } = join();
    const since = `${EPOCH}:${seqOf(peer)}`;
    live.leave(client);
    for (let n = 0; n < 5; n++) tell(sensor(1, { values: { temperature: n } }));
    expect(join({ since }).peer.heard[0]).toMatchObject({ resumed: true });
    tell(sensor(1));
    expect(join({ since }).peer.types).toEqual(['hello', 'snapshot', 'health']);
  });

  it.each(['e0:1', 'e1:99999', 'e1:-1', 'e1:', '', 'e1:1e3', 'x'.repeat(10_000)])(
    'begins anew where %j is no place in this stream',
    (since) => {
      const { join } = liveStage();
      join();
      expect(join({ since }).peer.types).toEqual(['hello', 'snapshot', 'health']);
    },
  );

  it('can for five minutes after the last one left', async () => {
    const { live, join, tell, clock } = liveStage();
    const { peer, client } = join();
    const since = `${EPOCH}:${seqOf(peer)}`;
    live.leave(client);
    await clock.advance(299_000);
    tell(sensor(1));
    const back = join({ since });
    expect(back.peer.types).toEqual(['hello', 'update', 'health']);
    live.leave(back.client);
    await clock.advance(300_000);
    const before = live.encodes;
    tell(sensor(1, { name: 'attic' }), ['name']);
    expect(live.encodes).toBe(before);
    expect(join({ since }).peer.heard[0]).toMatchObject({ resumed: false });
  });

  it('learns of a device that was forgotten meanwhile', () => {
    const { live, join, tell } = liveStage();
    tell(sensor(1));
    join();
    const { peer, client } = join();
    live.leave(client);
    live.forget(sensor(1));
    const back = join({ since: `${EPOCH}:${seqOf(peer)}` });
    expect(back.peer.take('forgotten')).toMatchObject([{ id: 'A4C138000001' }]);
  });
});

describe('a client that goes again at once', () => {
  it('gets the snapshot the next time where it had none, whatever the first word said', () => {
    const { join, tell } = liveStage();
    join();
    tell(sensor(1));
    const { peer } = join();
    const [hello] = peer.take('hello');
    const { peer: again } = join({ since: `${EPOCH}:${hello?.seq}` });
    expect(again.types).toEqual(['hello', 'snapshot', 'health']);
  });

  it('is not told that it has what it had no room for', () => {
    const { live, join, tell } = liveStage();
    const { peer: first } = join();
    const since = `${EPOCH}:${seqOf(first)}`;
    for (let n = 1; n <= 20; n++) {
      tell(sensor(1, { localName: `${n}`.padEnd(100_000, '.') }), ['localName']);
    }
    const peer = new NotingPeer();
    peer.isStuck = true;
    live.join(peer, { topics: ['devices', 'health'], scopes: ['read'], since });
    expect(seqs(peer).length).toBeLessThan(20);
    expect(seqOf(peer)).toBe(seqs(peer).at(-1));
  });
});

describe('a client that is too slow', () => {
  it('is given nothing more, and how everything stands once it has room', async () => {
    const { join, tell, clock } = liveStage({ ringLimits: { messages: 10, bytes: 1e6 } });
    const { peer } = join();
    const { peer: quick } = join();
    peer.waitingBytes = 1024 * 1024 + 1;
    peer.heard.length = 0;
    for (let n = 0; n < 50; n++) tell(sensor(1, { values: { temperature: n } }));
    await clock.advance(5_000);
    expect(peer.heard).toEqual([]);
    expect(quick.take('update')).toHaveLength(50);
    peer.waitingBytes = 0;
    await clock.advance(1_000);
    expect(peer.types).toEqual(['hello', 'snapshot', 'health']);
    expect(peer.heard[1]).toMatchObject({ items: [{ values: { temperature: 49 } }] });
    tell(sensor(1, { values: { temperature: 7 } }));
    expect(peer.take('update')).toHaveLength(1);
  });

  it('gets what it missed where all of that is still there', async () => {
    const { join, tell, clock } = liveStage();
    const { peer } = join({ topics: ['devices'] });
    const { peer: quick } = join({ topics: ['devices'] });
    peer.waitingBytes = 2e6;
    for (let n = 0; n < 5; n++) tell(sensor(1, { values: { temperature: n } }));
    peer.waitingBytes = 0;
    tell(sensor(1, { values: { temperature: 5 } }));
    await clock.advance(1_000);
    tell(sensor(1, { values: { temperature: 6 } }));
    expect(seqs(peer)).toEqual(seqs(quick));
    expect(peer.take('update')).toHaveLength(7);
  });

  it('gets everything once, however often it asks without reading', async () => {
    const { live, join, clock } = liveStage();
    const { peer, client } = join();
    peer.waitingBytes = 500_000;
    for (let n = 0; n < 20; n++) live.subscribe(client, n % 2 === 0 ? [] : ['devices', 'health']);
    expect(peer.take('snapshot')).toHaveLength(1);
    peer.waitingBytes = 0;
    await clock.advance(1_000);
    expect(peer.types).toEqual(['hello', 'snapshot', 'health']);
  });

  it('learns how much of what cannot be asked for again was left out', async () => {
    const { join, hear, clock } = liveStage();
    const { peer } = join({ topics: ['adverts'] });
    peer.waitingBytes = 2e6;
    for (let n = 0; n < 7; n++) hear(0xc00000000000 + n);
    await clock.advance(1_000);
    peer.waitingBytes = 0;
    await clock.advance(1_000);
    expect(peer.take('dropped')).toEqual([{ type: 'dropped', topic: 'adverts', count: 7 }]);
  });
});

function seqOf(peer: NotingPeer): number {
  return Math.max(...peer.heard.map((message) => ('seq' in message ? message.seq : 0)));
}

/** Numbers of updates in the order they came. */
function seqs(peer: NotingPeer): readonly number[] {
  return peer.heard.flatMap((message) => (message.type === 'update' ? [message.seq] : []));
}

/** What a client shows that follows the rules: updates are laid over what is known. */
function pictureOf(messages: readonly LiveMessage[]): Readonly<Record<string, object>> {
  let items = new Map<string, object>();
  for (const message of messages) {
    if (message.type === 'snapshot') items = new Map(message.items.map((item) => [item.id, item]));
    else if (message.type === 'forgotten') items.delete(message.id);
    else if (message.type === 'update') {
      items.set(message.id, { ...items.get(message.id), ...message.device });
    }
  }
  return Object.fromEntries(items);
}
