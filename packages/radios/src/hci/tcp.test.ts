import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { type Clock, TransportError, UsageError } from '@bluebell/ble/core';
import { transportContract } from '@bluebell/ble/hci/contract';
import { describe, expect, it } from 'vitest';
import { farSideOf } from './far-side.contract.ts';
import { openTcp } from './tcp.ts';

transportContract('tcp', () => trial(''));
transportContract('tcp with ?serial=true', async () => {
  const on = await trial('?serial=true');
  on.transport.recovery?.expect({ isConnected: () => true, longestAcl: 251 });
  return on;
});

describe('openTcp', () => {
  it('says when nobody listens, and what to do', async () => {
    const server = await listening();
    const { port } = portOf(server);
    server.close();
    await once(server, 'close');
    const opening = openTcp(`127.0.0.1:${port}`);
    await expect(opening).rejects.toThrow(TransportError);
    await expect(opening).rejects.toThrow(
      `tcp:127.0.0.1:${port}: nobody listens on this port; start the program`,
    );
  });

  it('gives up on a machine that does not answer in time', async () => {
    const server = await listening();
    const { port } = portOf(server);
    // Time passes before anything can happen on the network.
    const clock: Clock = {
      now: () => 0,
      steady: () => 0,
      after: (_, callback) => {
        queueMicrotask(callback);
        return () => {};
      },
    };
    await expect(openTcp(`127.0.0.1:${port}`, { clock, connectTimeoutMs: 300 })).rejects.toThrow(
      `tcp:127.0.0.1:${port}: no answer within 300 ms`,
    );
    server.close();
  });

  it.each(['', '127.0.0.1', '127.0.0.1:', ':9101', '::1:9101', '[::1]', 'a:65536', 'a:x'])(
    'asks for a place when told %j',
    async (rest) => {
      const opening = openTcp(rest);
      await expect(opening).rejects.toThrow(UsageError);
      await expect(opening).rejects.toThrow('give tcp:HOST:PORT');
    },
  );

  it('looks for the next packet behind noise where a serial line is passed on', async () => {
    const { transport, far } = await trial('?serial=true');
    const heard = new Promise((resolve) => {
      transport.onPacket = resolve;
    });
    far.send(Uint8Array.of(0x00, 0xff));
    const event = Uint8Array.of(0x04, 0x13, 0x05, 0x01, 0x40, 0x00, 0x01, 0x00);
    far.send(event);
    expect(await heard).toEqual(event);
    await transport.close();
    far.close();
  });
});

/** A transport to a server of its own. */
async function trial(query: string) {
  const server = await listening();
  const accepted = once(server, 'connection');
  const transport = await openTcp(`127.0.0.1:${portOf(server).port}${query}`);
  const [socket] = await accepted;
  server.close();
  return { transport, far: farSideOf(socket, () => socket.destroy()) };
}

async function listening(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): AddressInfo {
  // The cast holds: a server that listens on TCP has such an address.
  return server.address() as AddressInfo;
}
