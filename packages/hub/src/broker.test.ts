import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { TransportError } from '@bluebell/ble/core';
import * as fc from 'fast-check';
import mqtt from 'mqtt';
import { describe, expect, it } from 'vitest';
import { type Broker, startBroker } from './broker.ts';
import { Watcher } from './sinks/mqtt-watcher.contract.ts';
import { ReadableLog } from './sinks/readable-log.contract.ts';

describe('startBroker', () => {
  it('carries messages, keeps retained ones, and says where it listens', async () => {
    await using broker = disposable(await startBroker({ port: 0 }));
    expect(broker.url).toBe(`mqtt://127.0.0.1:${broker.port}`);
    const client = await mqtt.connectAsync(broker.url);
    await client.publishAsync('bluebell/x', '"kept"', { qos: 1, retain: true });
    await using watcher = await Watcher.on(broker.url);
    await watcher.until(() => watcher.on('bluebell/x').length === 1);
    await client.endAsync();
  });

  it('takes one of the next ports when the one asked for is taken, and says so', async () => {
    await using first = disposable(await startBroker({ port: 0 }));
    const log = new ReadableLog();
    await using second = disposable(await startBroker({ port: first.port, log }));
    expect(second.port).not.toBe(first.port);
    expect(log.codes()).toEqual(['BROKER_PORT_TAKEN', 'BROKER_LISTENS']);
    expect(log.textOf('BROKER_LISTENS')).toContain(second.url);
  });

  it('cannot be reached from other machines unless a host says so', async () => {
    await using broker = disposable(await startBroker({ port: 0 }));
    const throughNetwork = connect(broker.port, addressInNetwork());
    await expect(once(throughNetwork, 'connect')).rejects.toThrow();
  });

  it('warns when it is open to the network', async () => {
    const log = new ReadableLog();
    await using broker = disposable(await startBroker({ host: '0.0.0.0', port: 0, log }));
    expect(log.codes()).toEqual(['BROKER_OPEN', 'BROKER_LISTENS']);
    expect(broker.port).toBeGreaterThan(0);
  });

  it('names a host that is not of this machine', async () => {
    const starting = startBroker({ host: '192.0.2.1', port: 0 });
    await expect(starting).rejects.toThrow(TransportError);
    await expect(starting).rejects.toThrow('192.0.2.1');
  });

  it('delivers what it took before it closes, and lets go of its port', async () => {
    const broker = await startBroker({ port: 0 });
    await using watcher = await Watcher.on(broker.url);
    const client = await mqtt.connectAsync(broker.url, { reconnectPeriod: 0 });
    await client.publishAsync('bluebell/x', '1', { qos: 1 });
    await broker.close();
    await watcher.until(() => watcher.on('bluebell/x').length === 1);

    const again = createServer().listen(broker.port, '127.0.0.1');
    await once(again, 'listening');
    again.close();
  });

  it('lets clients that still say something read to the end when it closes', async () => {
    const broker = await startBroker({ port: 0 });
    const socket = connect(broker.port, '127.0.0.1');
    const ends: string[] = [];
    for (const end of ['end', 'error']) socket.on(end, () => ends.push(end));
    const closed = closeOf(socket);
    socket.write(CONNECT);
    await once(socket, 'data');
    socket.write(PING);
    await broker.close();
    await closed;
    expect(ends).toEqual(['end']);
  });

  it('closes clients that never said a word', async () => {
    const broker = await startBroker({ port: 0 });
    const socket = connect(broker.port, '127.0.0.1');
    await once(socket, 'connect');
    const closed = closeOf(socket);
    await broker.close();
    await closed;
  });

  it('keeps no session for a client that asks for one', async () => {
    await using broker = disposable(await startBroker({ port: 0 }));
    const options = { clientId: 'forgetful', clean: false, reconnectPeriod: 0 };
    const before = await mqtt.connectAsync(broker.url, options);
    await before.subscribeAsync('bluebell/#', { qos: 1 });
    await before.endAsync();

    const after = mqtt.connect(broker.url, options);
    const connack = await new Promise((resolve) => {
      after.on('connect', resolve);
    });
    expect(connack).toMatchObject({ sessionPresent: false });
    await after.endAsync();
  });

  it('ends a client that announces a packet of 1 MiB, and serves the others', async () => {
    await using broker = disposable(await startBroker({ port: 0 }));
    await using watcher = await Watcher.on(broker.url);
    const greedy = await mqtt.connectAsync(broker.url, { reconnectPeriod: 0 });
    const closed = closeOf(greedy);
    greedy.publish('bluebell/large', Buffer.alloc(1024 * 1024));
    await closed;
    await greedy.endAsync(true);

    const modest = await mqtt.connectAsync(broker.url);
    await modest.publishAsync('bluebell/small', '1', { qos: 1 });
    await watcher.until(() => watcher.messages.length > 0);
    expect(watcher.messages.map(({ topic }) => topic)).toEqual(['bluebell/small']);
    await modest.endAsync();
  });

  it('survives whatever bytes come, before and after a CONNECT', async () => {
    await using broker = disposable(await startBroker({ port: 0 }));
    await using watcher = await Watcher.on(broker.url);
    const garbage = fc.uint8Array({ minLength: 1, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(garbage, fc.boolean(), async (bytes, isLetIn) => {
        const socket = connect(broker.port, '127.0.0.1');
        socket.on('error', () => {});
        await once(socket, 'connect');
        if (isLetIn) socket.write(CONNECT);
        socket.end(bytes);
        socket.resume();
        await closeOf(socket);
      }),
      { numRuns: 300 },
    );
    const client = await mqtt.connectAsync(broker.url);
    await client.publishAsync('bluebell/alive', 'true', { qos: 1 });
    await watcher.until(() => watcher.on('bluebell/alive').length === 1);
    await client.endAsync();
  });
});

/** MQTT 3.1.1, client id `g`, keep alive of a minute. */
const CONNECT = Buffer.from('100d00044d5154540402003c000167', 'hex');

/** Is there anybody? */
const PING = Buffer.from('c000', 'hex');

/** Unlike `once`, not put off by an error before it. */
function closeOf(stream: Pick<mqtt.MqttClient | Socket, 'on'>): Promise<void> {
  return new Promise((resolve) => {
    stream.on('close', () => resolve());
  });
}

/** Where others see this machine; without a network, another of its own addresses. */
function addressInNetwork(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outer = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  return outer?.address ?? '127.0.0.2';
}

function disposable(broker: Broker): Broker & AsyncDisposable {
  return { ...broker, [Symbol.asyncDispose]: () => broker.close() };
}
