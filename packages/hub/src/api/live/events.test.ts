import { afterEach, describe, expect, it } from 'vitest';
import { type ServedHub, serve } from '../served-hub.contract.ts';
import { EventReader } from './live-clients.contract.ts';
import { liveStage, sensor } from './live-stage.contract.ts';

let hub: ServedHub | undefined;
afterEach(() => hub?.close());

describe('Server-Sent Events at api/v1/live/events', () => {
  it('give the same messages as the WebSocket', async () => {
    const { stage, url } = await served();
    stage.tell(sensor(1));
    const reader = await EventReader.open(url);
    await reader.inbox.until(({ type }) => type === 'health');
    expect(reader.inbox.messages.map(({ type }) => type)).toEqual(['hello', 'snapshot', 'health']);
    stage.tell(sensor(1, { name: 'attic' }), ['name']);
    const update = await reader.inbox.until(({ type }) => type === 'update');
    expect(reader.lastEventId).toBe(`e1:${'seq' in update ? update.seq : ''}`);
  });

  it('go on where they were, by Last-Event-ID or by since', async () => {
    const { stage, url } = await served();
    const first = await EventReader.open(url);
    await first.inbox.until(({ type }) => type === 'health');
    first.close();
    await first.ended;
    for (let n = 0; n < 5; n++) stage.tell(sensor(1, { values: { temperature: n } }));
    const id = first.lastEventId;
    const byHeader = await EventReader.open(`${url}?since=e0:1`, { 'last-event-id': id });
    const byQuery = await EventReader.open(`${url}?since=${id}`);
    for (const { inbox } of [byHeader, byQuery]) {
      await inbox.until(({ type }) => type === 'health');
      expect(inbox.messages.map(({ type }) => type)).toEqual([
        'hello',
        ...Array(5).fill('update'),
        'health',
      ]);
    }
  });

  it('leave nothing behind when the reader goes', async () => {
    const { stage, url } = await served();
    const reader = await EventReader.open(`${url}?topics=adverts`);
    await reader.inbox.until(({ type }) => type === 'hello');
    expect(stage.taps.size).toBe(1);
    reader.close();
    await reader.ended;
    while (stage.live.clients > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(stage.taps.size).toBe(0);
  });

  it('are written out once for all who read them', async () => {
    const { stage, url } = await served();
    const readers = await Promise.all(Array.from({ length: 10 }, () => EventReader.open(url)));
    await Promise.all(readers.map(({ inbox }) => inbox.until(({ type }) => type === 'health')));
    const before = stage.live.encodes;
    stage.tell(sensor(1));
    await Promise.all(readers.map(({ inbox }) => inbox.until(({ type }) => type === 'update')));
    expect(stage.live.encodes - before).toBe(1);
  });

  it('are for those who may come in, and in words that are understood', async () => {
    const { url } = await served({ password: 'secret' });
    expect((await fetch(url)).status).toBe(401);
    const authorization = `Basic ${btoa('admin:secret')}`;
    const bad = await fetch(`${url}?topics=all`, { headers: { authorization } });
    expect([bad.status, await bad.json()]).toMatchObject([400, { code: 'BAD_ARGUMENTS' }]);
    const head = await fetch(url, { method: 'HEAD', headers: { authorization } });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('are named to who asks for the WebSocket without one', async () => {
    const { url } = await served();
    const response = await fetch(url.replace('/events', ''));
    expect([response.status, await response.json()]).toMatchObject([426, { code: 'NO_UPGRADE' }]);
  });
});

async function served(web: Readonly<Record<string, unknown>> = {}) {
  const stage = liveStage();
  hub = await serve({ web, live: stage.live, clock: stage.clock });
  return { stage, url: `${hub.url}/api/v1/live/events` };
}
