import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../config/index.ts';
import { EventReader, SocketClient, statusOf } from './live-clients.contract.ts';
import { sensor } from './live-stage.contract.ts';
import { serveLive, stopLive } from './served-live.contract.ts';

afterEach(stopLive);

const TOKEN = '0123456789abcdef';

describe('a WebSocket at api/v1/live', () => {
  it('gives what stands, and what changes as it happens', async () => {
    const { stage, url } = await serveLive();
    stage.tell(sensor(1));
    const { inbox } = new SocketClient(url);
    await inbox.until(({ type }) => type === 'health');
    expect(inbox.ofType('snapshot')[0]?.items).toMatchObject([{ id: 'A4C138000001' }]);
    stage.tell(sensor(1, { name: 'Küche <b>🫐</b>' }), ['name']);
    const update = await inbox.until(({ type }) => type === 'update');
    expect(update).toMatchObject({ device: { name: 'Küche <b>🫐</b>' } });
  });

  it('goes on where it was after each break, with no loss and no doubles', async () => {
    const { stage, url } = await serveLive();
    const watcher = new SocketClient(url);
    await watcher.inbox.until(({ type }) => type === 'health');
    const got: number[] = [];
    let since = '';
    for (let round = 0; round < 8; round++) {
      const client = new SocketClient(`${url}?since=${since}&topics=devices`);
      await client.inbox.until(({ type }) => type === (round === 0 ? 'snapshot' : 'hello'));
      for (let n = 0; n < 5; n++) stage.tell(sensor(1, { values: { temperature: round * 9 + n } }));
      // Whatever came until it broke counts; the rest is to come again.
      if (round % 2 === 0) await client.inbox.until(({ type }) => type === 'update');
      client.socket.terminate();
      await client.ended;
      got.push(...client.inbox.ofType('update').map(({ seq }) => seq));
      since = round === 0 || got.length === 0 ? client.inbox.since : `e1:${got.at(-1)}`;
      stage.tell(sensor(2, { values: { temperature: round } }));
    }
    const last = new SocketClient(`${url}?since=${since}&topics=devices,health`);
    await last.inbox.until(({ type }) => type === 'health');
    got.push(...last.inbox.ofType('update').map(({ seq }) => seq));
    const all = watcher.inbox.ofType('update').map(({ seq }) => seq);
    expect(got).toEqual(all);
    expect(all).toHaveLength(48);
  });

  it('takes other topics, and answers signs of life', async () => {
    const { stage, url } = await serveLive();
    const client = new SocketClient(`${url}?topics=`);
    await client.inbox.until(({ type }) => type === 'hello');
    client.say({ type: 'ping' });
    await client.inbox.until(({ type }) => type === 'pong');
    client.say({ type: 'subscribe', topics: ['adverts', 'frames:A4C138000001'] });
    expect(await client.inbox.until(({ type }) => type === 'subscribed')).toMatchObject({
      topics: ['adverts', 'frames:A4C138000001'],
    });
    stage.hear(0xa4c138000001, [{ address: 0xa4c138000001, outcome: 'news' }]);
    await stage.clock.advance(100);
    await client.inbox.until(({ type }) => type === 'frame');
    expect(client.inbox.ofType('advert')).toHaveLength(1);
  });

  it('is there for programs of this user, by the socket in the data folder', async () => {
    const { served: local } = await serveLive({ password: 'secret' });
    const { inbox } = new SocketClient(`ws+unix:${local.server.socketPath}:/api/v1/live`);
    expect(await inbox.until(({ type }) => type === 'hello')).toMatchObject({ resumed: false });
  });

  it('ends when the hub stops, and goes on when it is back', async () => {
    const first = await serveLive();
    const client = new SocketClient(first.url);
    const reader = await EventReader.open(first.events);
    await client.inbox.until(({ type }) => type === 'health');
    await stopLive();
    expect(await client.ended).toEqual([1001, 'the hub stops']);
    await reader.ended;
    expect(first.stage.live.clients).toBe(0);
    const again = await serveLive({}, { epoch: 'e2' });
    const back = new SocketClient(`${again.url}?since=${client.inbox.since}`);
    expect(await back.inbox.until(({ type }) => type === 'hello')).toMatchObject({
      resumed: false,
    });
  });
});

describe('who asks for a WebSocket', () => {
  it('needs password or token where there are any', async () => {
    const { url } = await serveLive({ password: 'secret', token: TOKEN });
    expect(await statusOf(url)).toBe(401);
    expect(await statusOf(url, { headers: { authorization: `Bearer ${TOKEN}0` } })).toBe(401);
    expect(await statusOf(url, { headers: { authorization: `Bearer ${TOKEN}` } })).toBe(101);
    expect(
      await statusOf(url, { headers: { authorization: `Basic ${btoa('admin:secret')}` } }),
    ).toBe(101);
  });

  it('is no page of another, whatever it shows', async () => {
    const { url, served: open } = await serveLive({ token: TOKEN });
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect(await statusOf(url, { headers, origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf(url, { headers, origin: 'null' })).toBe(403);
    expect(await statusOf(url, { headers, origin: open.url })).toBe(101);
  });

  it('is a program of this machine where there is no password', async () => {
    const { url, served: open } = await serveLive();
    expect(await statusOf(url)).toBe(101);
    expect(await statusOf(url, { origin: open.url })).toBe(101);
    expect(await statusOf(url, { origin: 'https://evil.example' })).toBe(403);
    const host = 'evil.example';
    expect(await statusOf(url, { headers: { host }, origin: `http://${host}` })).toBe(403);
  });

  it.each([
    ['/nowhere', 404],
    ['/api/v1/live/', 404],
    ['//evil.example/api/v1/live', 404],
    ['/api/v1/live?topics=everything', 400],
    ['/api/v1/live?topics=frames:%00', 400],
  ])('finds nothing else at %s: %i', async (path, status) => {
    const { served: open } = await serveLive();
    expect(await statusOf(`${open.url.replace('http', 'ws')}${path}`)).toBe(status);
  });

  it('may be a page whose user logged in, until the user logs out', async () => {
    const { url, served: open } = await serveLive({ password: 'secret' });
    const session = `${open.url}/api/v1/session`;
    const login = await fetch(session, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: open.url },
      body: JSON.stringify({ user: 'admin', password: 'secret' }),
    });
    const { csrf } = (await login.json()) as { readonly csrf: string };
    const cookie = login.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    expect(await statusOf(url, { headers: { cookie }, origin: 'https://evil.example' })).toBe(403);
    const client = new SocketClient(url, { headers: { cookie }, origin: open.url });
    await client.inbox.until(({ type }) => type === 'hello');
    const headers = { cookie, origin: open.url, 'x-csrf-token': csrf };
    expect((await fetch(session, { method: 'DELETE', headers })).ok).toBe(true);
    expect(await client.ended).toEqual([1008, 'no longer let in']);
    expect(await statusOf(url, { headers: { cookie }, origin: open.url })).toBe(401);
  });

  it('is let go when its password is another', async () => {
    const { url, served: open } = await serveLive({ password: 'secret' });
    const client = new SocketClient(url, {
      headers: { authorization: `Basic ${btoa('admin:secret')}` },
    });
    await client.inbox.until(({ type }) => type === 'hello');
    open.server.admit(await webOf('other'));
    expect(await client.ended).toEqual([1008, 'no longer let in']);
  });

  it('finds so many places, and no more', async () => {
    const { stage, url, events } = await serveLive({}, { seatLimits: { all: 2, each: 2 } });
    const first = new SocketClient(url);
    const second = await EventReader.open(events);
    await first.inbox.until(({ type }) => type === 'hello');
    expect(await new SocketClient(url).ended).toEqual([1013, 'too many listen']);
    expect((await fetch(events)).status).toBe(503);
    await first.close();
    const third = new SocketClient(url);
    await third.inbox.until(({ type }) => type === 'hello');
    second.close();
    await second.ended;
    expect(stage.live.clients).toBeLessThanOrEqual(2);
  });
});

describe('a program that asks for another protocol', () => {
  it('is answered as before', async () => {
    const { served: open } = await serveLive();
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c' };
    const asked = request(`${open.url}/api/v1/devices`, { headers, agent: false }).end();
    // The types of Node know no more than this of what comes.
    const [response] = await once(asked, 'response');
    response.resume();
    expect(response.statusCode).toBe(200);
  });
});

async function webOf(password: string) {
  const text = JSON.stringify({ web: { password } });
  return (await parseConfig(text, '/nowhere/config.yaml')).config.web;
}
