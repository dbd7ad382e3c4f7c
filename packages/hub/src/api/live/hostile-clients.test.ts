import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SocketClient } from './live-clients.contract.ts';
import { sensor } from './live-stage.contract.ts';
import { serveLive, stopLive } from './served-live.contract.ts';

afterEach(stopLive);

describe('a client that does not keep to the rules', () => {
  it.each([
    ['{', 1007, 'not JSON'],
    ['{"type":"fly"}', 1008, 'neither a good subscribe nor a ping'],
    ['{"type":"subscribe","topics":["all"]}', 1008, 'neither a good subscribe nor a ping'],
    [Buffer.from('{"type":"ping"}'), 1003, 'messages are text'],
    ['x'.repeat(5_000), 1009, ''],
  ])('is let go for what it says, %#', async (said, code, reason) => {
    const { stage, url } = await serveLive();
    const client = new SocketClient(url);
    await client.inbox.until(({ type }) => type === 'hello');
    client.socket.send(said);
    expect(await client.ended).toEqual([code, reason]);
    expect(stage.live.clients).toBe(0);
  });

  it.each(['message', 'ping'])('is let go after too many of one: %s', async (what) => {
    const { url } = await serveLive();
    const client = new SocketClient(url);
    await client.inbox.until(({ type }) => type === 'hello');
    for (let n = 0; n < 100; n++) {
      if (what === 'ping') client.socket.ping();
      else client.say({ type: 'ping' });
    }
    expect(await client.ended).toEqual([1008, 'too many messages']);
  });

  it('is let go when it sends what is no text', async () => {
    const { url } = await serveLive();
    const client = new SocketClient(url);
    await client.inbox.until(({ type }) => type === 'hello');
    client.socket.send(Uint8Array.of(0xff, 0xfe), { binary: false });
    expect((await client.ended)[0]).toBe(1007);
  });

  it('is let go when it gives no sign of life for a minute', async () => {
    const { stage, url } = await serveLive();
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
    const { stage, url } = await serveLive({}, { ringLimits: { messages: 50, bytes: 4e6 } });
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
    const { stage, served: open } = await serveLive();
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
