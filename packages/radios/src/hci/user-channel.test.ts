import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TransportError, toHex, UsageError, VirtualClock } from '@bluebell/ble/core';
import { transportContract } from '@bluebell/ble/hci/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Inbox } from './inbox.contract.ts';
import { type HciSocket, openUserChannel } from './user-channel.ts';

let sys: string;
beforeEach(async () => {
  sys = await mkdtemp(join(tmpdir(), 'bluebell-'));
});
afterEach(() => rm(sys, { recursive: true }));

transportContract('hci', async () => {
  const { socket, open } = await trial();
  const transport = await open();
  return {
    transport,
    far: {
      next: () => socket.written.next(),
      send: (packet) => void setImmediate(() => socket.say(packet)),
      close: () => socket.fail('No such device'),
    },
  };
});

describe('openUserChannel', () => {
  it.skipIf(process.platform !== 'linux')(
    'says on a machine without it what is missing',
    async () => {
      // Whichever of these it is: none of them has a device of this number.
      const opening = openUserChannel('65000');
      await expect(opening).rejects.toThrow(TransportError);
      await expect(opening).rejects.toThrow(
        /^hci:65000: (this system has no Bluetooth; |there is no such device; |permission denied; )/,
      );
    },
  );

  it.each([
    ['Operation not permitted', 'permission denied; run as root, or give Node the right'],
    ['Device or resource busy', 'sudo hciconfig hci0 down'],
    ['Too many users', 'another program has it'],
    ['Operation not possible due to RF-kill', 'sudo rfkill unblock bluetooth'],
    ['Address family not supported by protocol', 'this system has no Bluetooth'],
    ['No such device', 'there is no such device; there are hci:1'],
    ['Invalid argument', 'cannot be opened: Invalid argument'],
  ])('says what to do about: %s', async (words, remedy) => {
    await mkdir(join(sys, 'class/bluetooth/hci1'), { recursive: true });
    const { open } = await trial({ refusal: words });
    await expect(open()).rejects.toThrow(/^hci:0: /);
    await expect(open()).rejects.toThrow(remedy);
  });

  it('tells of errors that the package calls for, too', async () => {
    const { open } = await trial({ calling: 'Address family not supported by protocol' });
    await expect(open()).rejects.toThrow('this system has no Bluetooth');
  });

  it.each(['', 'x', '0x1', '-1', '0?baud=1'])('asks for a number when told %j', async (rest) => {
    const opening = openUserChannel(rest);
    await expect(opening).rejects.toThrow(UsageError);
    await expect(opening).rejects.toThrow('give hci:N');
  });

  it('is for Linux alone', async () => {
    const opening = openUserChannel('0', { platform: 'darwin' });
    await expect(opening).rejects.toThrow('only Linux');
  });

  it('notices within a second that the device is gone', async () => {
    const folder = join(sys, 'class/bluetooth/hci0');
    await mkdir(folder, { recursive: true });
    const { open, clock } = await trial();
    const transport = await open();
    const lost: string[] = [];
    transport.onClose = ({ message }) => lost.push(message);
    await clock.advance(5000);
    expect(lost).toEqual([]);
    await rm(folder, { recursive: true });
    await clock.advance(1000);
    expect(lost).toEqual(['hci:0: the device is gone: unplugged, or taken away by the system']);
  });

  it('leaves the controller reset, and the package stopped', async () => {
    const { open, socket } = await trial();
    const transport = await open();
    await transport.close();
    await transport.close();
    expect(toHex(await socket.written.next())).toBe('01030c00');
    expect(socket.stops).toBe(1);
  });
});

interface Behaviour {
  /** What binding throws. */
  readonly refusal?: string;
  /** What it calls for instead. */
  readonly calling?: string;
}

/** A socket as the package makes it, without a kernel. */
class FakeSocket implements HciSocket {
  readonly written = new Inbox();
  stops = 0;
  readonly #behaviour: Behaviour;
  #onData: ((packet: Uint8Array) => void) | undefined;
  #onError: ((error: Error) => void) | undefined;

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
  }

  on(event: 'data', hear: (packet: Uint8Array) => void): void;
  on(event: 'error', hear: (error: Error) => void): void;
  on(...[event, hear]: ['data', (packet: Uint8Array) => void] | ['error', (error: Error) => void]) {
    if (event === 'data') this.#onData = hear;
    else this.#onError = hear;
  }

  bindUser(device: number): number | undefined {
    const { refusal, calling } = this.#behaviour;
    if (refusal !== undefined) throw new Error(refusal);
    if (calling === undefined) return device;
    this.#onError?.(new Error(calling));
    return undefined;
  }

  start(): void {}

  stop(): void {
    this.stops++;
  }

  write(packet: Buffer): void {
    this.written.put(new Uint8Array(packet));
  }

  say(packet: Uint8Array): void {
    this.#onData?.(packet);
  }

  fail(words: string): void {
    this.#onError?.(new Error(words));
  }
}

async function trial(behaviour: Behaviour = {}) {
  const clock = new VirtualClock();
  const socket = new FakeSocket(behaviour);
  const open = () =>
    openUserChannel('0', { open: async () => socket, clock, sys, platform: 'linux' });
  return { socket, open, clock };
}
