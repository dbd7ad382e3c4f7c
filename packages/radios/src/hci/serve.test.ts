import { once } from 'node:events';
import { mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHex, TransportError, toHex, UsageError, VirtualClock } from '@bluebell/ble/core';
import { transportPair } from '@bluebell/ble/hci';
import { type FarSide, transportContract } from '@bluebell/ble/hci/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Inbox } from './inbox.contract.ts';
import { openTransport } from './open-transport.ts';
import { type ControllerListener, serveController, servedTransport } from './serve.ts';

const RESET = '01030c00';
const COMPLETED = fromHex('04 13 05 01 4000 0100');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
});
afterEach(() => rm(folder, { recursive: true }));

for (const scheme of ['tcp', 'unix']) {
  transportContract(`${scheme}, served`, async () => {
    const controller = new Recorder();
    const listener = await serveController(placeOf(scheme), controller);
    const transport = await openTransport(listener.name);
    await controller.until(() => listener.hasHost);
    return { transport, far: controller.asFarSide(listener) };
  });

  describe(`serveController on ${scheme}`, () => {
    it('turns a second host away, and the first stays', async () => {
      const controller = new Recorder();
      await using listener = await serveController(placeOf(scheme), controller);
      await using first = await openTransport(listener.name);
      const second = await openTransport(listener.name);
      const ended = new Promise<TransportError>((resolve) => {
        second.onClose = resolve;
      });
      expect(await ended).toBeInstanceOf(TransportError);
      first.send(COMPLETED);
      expect(toHex(await controller.next())).toBe(toHex(COMPLETED));
    });

    it('resets the controller when its host leaves, and takes the next one', async () => {
      const controller = new Recorder();
      await using listener = await serveController(placeOf(scheme), controller);
      const first = await openTransport(listener.name);
      first.send(COMPLETED);
      expect(toHex(await controller.next())).toBe(toHex(COMPLETED));
      await first.close();
      expect(toHex(await controller.next())).toBe(RESET);
      await using second = await openTransport(listener.name);
      second.send(COMPLETED);
      expect(toHex(await controller.next())).toBe(toHex(COMPLETED));
    });

    it('turns a host away that sends what is no H4, and tells', async () => {
      const controller = new Recorder();
      const told: boolean[] = [];
      await using listener = await serveController(placeOf(scheme), controller, {
        onHost: (hasHost) => told.push(hasHost),
      });
      const host = await openTransport(listener.name);
      host.send(fromHex('ff'));
      expect(toHex(await controller.next())).toBe(RESET);
      expect(listener.hasHost).toBe(false);
      expect(told).toEqual([true, false]);
      await host.close();
    });

    it('turns a host away that reads nothing', async () => {
      const controller = new Recorder();
      await using listener = await serveController(placeOf(scheme), controller);
      const socket = connect(targetOf(listener.name));
      socket.on('error', () => {}).pause();
      await controller.until(() => listener.hasHost);
      const long = fromHex(`02 4020 ffff ${'aa'.repeat(0xffff)}`);
      for (let sent = 0; sent < 500 && listener.hasHost; sent++) controller.onPacket?.(long);
      expect(listener.hasHost).toBe(false);
      expect(toHex(await controller.next())).toBe(RESET);
      socket.destroy();
    });

    it('takes a place that is free again once it is closed', async () => {
      const first = await serveController(placeOf(scheme), new Recorder());
      const { name } = first;
      await first.close();
      await first.close();
      await using again = await serveController(name, new Recorder());
      expect(again.name).toBe(name);
    });

    it('refuses a place where another program listens', async () => {
      await using first = await serveController(placeOf(scheme), new Recorder());
      const second = serveController(first.name, new Recorder());
      await expect(second).rejects.toThrow(TransportError);
      await expect(second).rejects.toThrow(`${first.name}: cannot listen: another program listens`);
      await using host = await openTransport(first.name);
      expect(host.room).toBeUndefined();
    });
  });
}

describe('serveController', () => {
  it('replaces the socket file of a program that is gone', async () => {
    const path = join(folder, 'a');
    await leaveSocketFile(path);
    expect((await stat(path)).isSocket()).toBe(true);
    await using listener = await serveController(`unix:${path}`, new Recorder());
    await using host = await openTransport(listener.name);
    expect(host.name).toBe(`unix:${path}`);
  });

  it('leaves alone a file that is no socket', async () => {
    const path = join(folder, 'notes');
    await writeFile(path, 'dear diary');
    const serving = serveController(`unix:${path}`, new Recorder());
    await expect(serving).rejects.toThrow(UsageError);
    await expect(serving).rejects.toThrow('this file is no socket');
    expect(await readdir(folder)).toEqual(['notes']);
  });

  it.each([
    ['carrier-pigeon:', 'allowed are tcp:HOST:PORT, unix:PATH'],
    ['toString', 'allowed are'],
    ['tcp:9101', 'give tcp:HOST:PORT'],
    ['unix:', 'give unix:PATH'],
  ])('refuses to listen at %s', async (name, message) => {
    const serving = serveController(name, new Recorder());
    await expect(serving).rejects.toThrow(UsageError);
    await expect(serving).rejects.toThrow(message);
  });

  it('says that a folder is missing', async () => {
    const serving = serveController(`unix:${join(folder, 'missing', 'a')}`, new Recorder());
    await expect(serving).rejects.toThrow('there is no such folder');
  });

  it('serves the host’s end of a pair of transports', async () => {
    const clock = new VirtualClock();
    const [near, far] = transportPair(clock);
    const heard: string[] = [];
    far.onPacket = (packet) => heard.push(toHex(packet));
    const controller = servedTransport(near);
    controller.receive(COMPLETED);
    const given = new Promise<Uint8Array>((resolve) => {
      controller.onPacket = resolve;
    });
    far.send(COMPLETED);
    await clock.advance(1);
    expect(heard).toEqual([toHex(COMPLETED)]);
    expect(await given).toEqual(COMPLETED);
  });
});

/** A controller that keeps what it gets. */
class Recorder {
  onPacket: ((packet: Uint8Array) => void) | undefined;
  readonly #inbox = new Inbox();

  receive(packet: Uint8Array): void {
    this.#inbox.put(packet);
  }

  next(): Promise<Uint8Array> {
    return this.#inbox.next();
  }

  /** Waits for something that the machine does by itself. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
  }

  asFarSide(listener: ControllerListener): FarSide {
    return {
      next: () => this.next(),
      send: (packet) => this.onPacket?.(packet),
      close: () => void listener.close(),
    };
  }
}

function placeOf(scheme: string): string {
  return scheme === 'tcp' ? 'tcp:127.0.0.1:0' : `unix:${join(folder, 'a')}`;
}

function targetOf(name: string) {
  const [scheme = '', host = '', port = ''] = name.split(':');
  return scheme === 'tcp' ? { host, port: Number(port) } : { path: host };
}

/** As a program that was killed leaves it. */
async function leaveSocketFile(path: string): Promise<void> {
  const server = createServer().listen(`${path}-`);
  await once(server, 'listening');
  // Closing removes a file of the name it had, so under another name it stays.
  await rename(`${path}-`, path);
  server.close();
  await once(server, 'close');
}
