import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { UsageError, VirtualClock } from '@bluebell/ble/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mqttSinkContract, testSink, update, Watcher } from './mqtt.contract.ts';
import type { MqttSinkOptions } from './mqtt-settings.ts';
import { ownBroker } from './own-broker.contract.ts';
import { Waiting } from './waiting.contract.ts';

mqttSinkContract('the own broker', ownBroker, '3.1.1');

describe('MqttSink', () => {
  it('steps back to MQTT 3.1.1 at once when the broker does not speak 5', async () => {
    await using peer = await ownBroker();
    const { log, close } = testSink({ url: peer.url, version: '5' });
    await log.until('MQTT_CONNECTED');
    expect(log.codes()).toEqual(['MQTT_OLD_BROKER', 'MQTT_CONNECTED']);
    expect(log.fieldsOf('MQTT_CONNECTED')).toMatchObject({ version: '3.1.1' });
    await close();
  });

  it('says once that nobody answers, keeps trying, and closes at once', async () => {
    const peer = await ownBroker();
    await peer.stop();
    const { sink, log, close } = testSink({ url: peer.url });
    await log.until('MQTT_UNREACHABLE', 3);
    expect(log.codes()).toEqual(['MQTT_UNREACHABLE']);
    expect(log.textOf('MQTT_UNREACHABLE')).toMatch(
      /^cannot reach the MQTT broker at 127\.0\.0\.1:/,
    );
    expect(log.textOf('MQTT_UNREACHABLE')).toContain('is the broker running');
    sink.update(update({ values: { temperature: 20 } }));
    await close();
  });

  it('gives up saying goodbye after a second to a broker that does not answer', async () => {
    await using deaf = await serve(() => {});
    const clock = new VirtualClock();
    const { sink, close } = testSink({ url: deaf.url }, clock);
    sink.update(update({ values: { temperature: 20 } }));
    await deaf.served(1);

    const closing = close();
    await clock.advance(999);
    expect(await Promise.race([closing, Promise.resolve('still waiting')])).toBe('still waiting');
    await clock.advance(1);
    await closing;
  });

  it('survives whatever a server says, and tries again', async () => {
    const answers = fc.sample(fc.tuple(fc.boolean(), fc.uint8Array({ minLength: 1 })), 200);
    const waiting = [...answers];
    await using server = await serve((socket) => {
      const [isLetIn, bytes] = waiting.pop() ?? [false, new Uint8Array()];
      if (isLetIn) socket.write(CONNACK);
      socket.end(bytes);
    });
    const { sink, link, log, close } = testSink({
      url: server.url,
      version: '5',
      backoff: { firstMs: 0, longestMs: 0, refusedMs: 0 },
    });
    sink.update(update({ values: { temperature: 20 } }, [{ source: 'button', type: 'press' }]));
    await log.until('MQTT_UNREACHABLE', 20);
    await server.served(answers.length);
    expect(link.waitingEvents).toBe(1);
    await close();
  });

  it('puts its topics under the base that was set', async () => {
    await using peer = await ownBroker();
    await using watcher = await Watcher.on(peer.url);
    const { sink, close } = testSink({ url: peer.url, base: 'bluebell/attic' });
    sink.update(update({ values: { temperature: 20 } }));
    await close();
    await watcher.until(() => watcher.on('bluebell/attic/bridge/state').length === 2);
    expect(watcher.on('bluebell/attic/A4C138000001')).toHaveLength(1);
  });

  it.each<[string, Partial<MqttSinkOptions>, RegExp]>([
    ['an address that is none', { url: 'broker.example' }, /mqtt:\/\//],
    ['another protocol', { url: 'http://broker.example' }, /mqtt:\/\//],
    [
      'a password in the address',
      { url: 'mqtt://me:secret@broker.example' },
      /settings of their own/,
    ],
    ['a base with a wildcard', { base: 'a/#' }, /base/],
    ['TLS settings without TLS', { tls: {} }, /mqtts:/],
    ['a certificate without its key', { url: 'mqtts://x', tls: { cert: 'x' } }, /need each other/],
    ['a certificate that is none', { url: 'mqtts://x', tls: { ca: 'x' } }, /tls ca/i],
    ['no client id', { clientId: '' }, /client id/],
  ])('refuses %s before it connects', (_, wrong, message) => {
    const options = { url: 'mqtt://127.0.0.1:1', ...wrong };
    expect(() => testSink(options)).toThrow(UsageError);
    expect(() => testSink(options)).toThrow(message);
    expect(() => testSink(options)).not.toThrow(/secret/);
  });
});

/** MQTT 5: come in. */
const CONNACK = Uint8Array.of(0x20, 3, 0, 0, 0);

/** A server that answers each connection in its own way. */
async function serve(answer: (socket: Socket) => void) {
  let count = 0;
  const waiting = new Waiting();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
    answer(socket);
    count++;
    waiting.check();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The cast holds: a server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `mqtt://127.0.0.1:${port}`,
    served: (connections: number) => waiting.until(() => count >= connections),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
