import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../config/index.ts';
import { type ServedHub, serve } from '../served-hub.contract.ts';
import { EventReader, SocketClient, statusOf } from './live-clients.contract.ts';
import { liveStage, sensor } from './live-stage.contract.ts';

let hub: ServedHub | undefined;
afterEach(() => hub?.close());

const TOKEN = '0123456789abcdef';

describe('a WebSocket at api/v1/live', () => {
  it('gives what stands, and what changes as it happens', async () => {
    const { stage, url } = await served();
    stage.tell(sensor(1));
    const { inbox } = new SocketClient(url);
    await inbox.until(({ type }) => type === 'health');
    expect(inbox.ofType('snapshot')[0]?.items).toMatchObject([{ id: 'A4C138000001' }]);
    stage.tell(sensor(1, { name: 'Küche <b>🫐</b>' }), ['name']);
    const update = await inbox.until(({ type }) => type === 'update');
    expect(update).toMatchObject({ device: { name: 'Küche <b>🫐</b>' } });
  });

  it('goes on where it was after each break, with no loss and no doubles', async () => {
    const { stage, url } = await served();
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
    const { stage, url } = await served();
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
    const { served: local } = await served({ password: 'secret' });
    const { inbox } = new SocketClient(`ws+unix:${local.server.socketPath}:/api/v1/live`);
    expect(await inbox.until(({ type }) => type === 'hello')).toMatchObject({ resumed: false });
  });

  it('ends when the hub stops, and goes on when it is back', async () => {
    const first = await served();
    const client = new SocketClient(first.url);
    const reader = await EventReader.open(first.events);
    await client.inbox.until(({ type }) => type === 'health');
    await hub?.close();
    expect(await client.ended).toEqual([1001, 'the hub stops']);
    await reader.ended;
    expect(first.stage.live.clients).toBe(0);
    const again = await served({}, { epoch: 'e2' });
    const back = new SocketClient(`${again.url}?since=${client.inbox.since}`);
    expect(await back.inbox.until(({ type }) => type === 'hello')).toMatchObject({
      resumed: false,
    });
  });
});

describe('who asks for a WebSocket', () => {
  it('needs password or token where there are any', async () => {
    const { url } = await served({ password: 'secret', token: TOKEN });
    expect(await statusOf(url)).toBe(401);
    expect(await statusOf(url, { headers: { authorization: `Bearer ${TOKEN}0` } })).toBe(401);
    expect(await statusOf(url, { headers: { authorization: `Bearer ${TOKEN}` } })).toBe(101);
    expect(
      await statusOf(url, { headers: { authorization: `Basic ${btoa('admin:secret')}` } }),
    ).toBe(101);
  });

  it('is no page of another, whatever it shows', async () => {
    const { url, served: open } = await served({ token: TOKEN });
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect(await statusOf(url, { headers, origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf(url, { headers, origin: 'null' })).toBe(403);
    expect(await statusOf(url, { headers, origin: open.url })).toBe(101);
  });

  it('is a program of this machine where there is no password', async () => {
    const { url, served: open } = await served();
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
    const { served: open } = await served();
    expect(await statusOf(`${open.url.replace('http', 'ws')}${path}`)).toBe(status);
  });

  it('may be a page whose user logged in, until the user logs out', async () => {
    const { url, served: open } = await served({ password: 'secret' });
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
    const { url, served: open } = await served({ password: 'secret' });
    const client = new SocketClient(url, {
      headers: { authorization: `Basic ${btoa('admin:secret')}` },
    });
    await client.inbox.until(({ type }) => type === 'hello');
    open.server.admit(await webOf('other'));
    expect(await client.ended).toEqual([1008, 'no longer let in']);
  });

  it('finds so many places, and no more', async () => {
    const { stage, url, events } = await served({}, { seatLimits: { all: 2, each: 2 } });
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

describe('a client that does not keep to the rules', () => {
  it.each([
    ['{', 1007, 'not JSON'],
    ['{"type":"fly"}', 1008, 'neither a good subscribe nor a ping'],
    ['{"type":"subscribe","topics":["all"]}', 1008, 'neither a good subscribe nor a ping'],
    [Buffer.from('{"type":"ping"}'), 1003, 'messages are text'],
    ['x'.repeat(5_000), 1009, ''],
  ])('is let go for what it says, %#', async (said, code, reason) => {
    const { stage, url } = await served();
    const client = new SocketClient(url);
    await client.inbox.until(({ type }) => type === 'hello');
    client.socket.send(said);
    expect(await client.ended).toEqual([code, reason]);
    expect(stage.live.clients).toBe(0);
  });

  it.each(['message', 'ping'])('is let go after too many of one: %s', async (what) => {
    const { url } = await served();
    const client = new SocketClient(url);
    await client.inbox.until(({ type }) => type === 'hello');
    for (let n = 0; n < 100; n++) {
      if (what === 'ping') client.socket.ping();
      else client.say({ type: 'ping' });
    }
    expect(await client.ended).toEqual([1008, 'too many messages']);
  });

  it('is let go when it sends what is no text', async () => {
    const { url } = await served();
    const client = new SocketClient(url);
    await client.inbox.until(({ type }) => type === 'hello');
    client.socket.send(Uint8Array.of(0xff, 0xfe), { binary: false });
    expect((await client.ended)[0]).toBe(1007);
  });

  it('is let go when it gives no sign of life for a minute', async () => {
    const { stage, url } = await served();
    const silent = new SocketClient(url, {
      autoPong: false,
    });
    const lively = new SocketClient(url);
    await Promise.all(
      [silent, lively].map(({ inbox }) => inbox.until(({ type }) => type === 'health')),
    );
    const asked = once(lively.socket, 'ping');
    await stage.clock.advance(30_000);
    await asked;
    // The answer comes in before this does.
    lively.say({ type: 'ping' });
    await lively.inbox.until(({ type }) => type === 'pong');
    await stage.clock.advance(30_000);
    expect((await silent.ended)[0]).toBe(1006);
    expect(stage.live.clients).toBe(1);
  });

  it('gets everything as it stands once it reads again, and keeps the hub from nothing meanwhile', async () => {
    const { stage, url } = await served({}, { ringLimits: { messages: 50, bytes: 4e6 } });
    const slow = new SocketClient(url);
    const quick = new SocketClient(url);
    await Promise.all(
      [slow, quick].map(({ inbox }) => inbox.until(({ type }) => type === 'health')),
    );
    slow.socket.pause();
    const localName = 'x'.repeat(100_000);
    for (let n = 0; n < 120; n++) {
      stage.tell(sensor(1, { localName: `${localName}${n}`, values: { temperature: n } }));
      await quick.inbox.until(
        (message) => message.type === 'update' && message.device.localName === `${localName}${n}`,
      );
    }
    expect(stage.live.clients).toBe(2);
    slow.socket.resume();
    let hellos = 1;
    while (hellos < 2) {
      await stage.clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
      hellos = slow.inbox.ofType('hello').length;
    }
    await slow.inbox.until(({ type }) => type === 'snapshot' && slow.inbox.ofType(type).length > 1);
    expect(slow.inbox.ofType('snapshot').at(-1)?.items).toMatchObject([
      { values: { temperature: 119 } },
    ]);
    expect(slow.inbox.ofType('update').length).toBeLessThan(100);
  });

  it('may break off anywhere in its first words', async () => {
    const { stage, served: open } = await served();
    const words = [
      'GET /api/v1/live HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      '',
      '',
    ].join('\r\n');
    for (let length = 1; length <= words.length; length += 9) {
      const socket = connect(Number(new URL(open.url).port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(words.slice(0, length));
      socket.destroy();
    }
    const client = new SocketClient(`${open.url.replace('http', 'ws')}/api/v1/live`);
    await client.inbox.until(({ type }) => type === 'hello');
    expect(stage.live.clients).toBeLessThanOrEqual(2);
  });
});

describe('a program that asks for another protocol', () => {
  it('is answered as before', async () => {
    const { served: open } = await served();
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c' };
    const asked = request(`${open.url}/api/v1/devices`, { headers, agent: false }).end();
    // The types of Node know no more than this of what comes.
    const [response] = await once(asked, 'response');
    response.resume();
    expect(response.statusCode).toBe(200);
  });
});

async function served(
  web: Readonly<Record<string, unknown>> = {},
  options: Parameters<typeof liveStage>[0] = {},
) {
  const stage = liveStage(options);
  hub = await serve({ web, live: stage.live, clock: stage.clock });
  return {
    stage,
    served: hub,
    url: `${hub.url.replace('http', 'ws')}/api/v1/live`,
    events: `${hub.url}/api/v1/live/events`,
  };
}

async function webOf(password: string) {
  const text = JSON.stringify({ web: { password } });
  return (await parseConfig(text, '/nowhere/config.yaml')).config.web;
}
