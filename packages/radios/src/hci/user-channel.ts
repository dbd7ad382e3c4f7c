// HCI through the user channel of Linux: `hci:0`, a controller that the kernel hands over whole.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Cancel, type Clock, TransportError, UsageError } from '@bluebell/ble/core';
import { commandPacket, type HciTransport, reset } from '@bluebell/ble/hci';
import { settingsOf, type TransportOptions } from './transport-options.ts';
import { explainUserChannelTrouble } from './user-channel-trouble.ts';

/** As much of a socket of the package `@stoprocent/bluetooth-hci-socket` as is used. */
export interface HciSocket {
  /** Gives the device it is bound to; throws, or calls for `error`, where it cannot. */
  bindUser(device: number): number | undefined;
  start(): void;
  stop(): void;
  /** Takes one packet. */
  write(packet: Buffer): void;
  on(event: 'data', hear: (packet: Uint8Array) => void): unknown;
  on(event: 'error', hear: (error: Error) => void): unknown;
}

/** Where things are, and what opens sockets. */
export interface UserChannelOptions extends TransportOptions {
  /** Makes a socket. Default: the package's, loaded when it is needed. */
  readonly open?: () => Promise<HciSocket>;
  /** Default: that of this machine. */
  readonly platform?: string;
  /** Where Linux tells of its devices. Default: `/sys`. */
  readonly sys?: string;
}

/** How often is looked whether the device is still there: the socket does not tell. */
const WATCH_MS = 1000;

/**
 * The name of a device by its number.
 *
 * @throws {UsageError} it is none.
 */
export function readUserChannelName(rest: string): string {
  const name = `hci:${rest}`;
  if (/^\d{1,5}$/.test(rest)) return name;
  throw new UsageError(`'${name}' names no device: give hci:N, such as hci:0`);
}

/**
 * Takes a controller from the kernel, which must not use it: `hciconfig hci0 down`, bluetoothd stopped.
 *
 * @param rest the number of the device, as in `hci:0`.
 * @throws {TransportError} it is missing, busy or forbidden; the message says what to do.
 * @throws {UsageError} no number, or the package is missing.
 */
export async function openUserChannel(
  rest: string,
  options: UserChannelOptions = {},
): Promise<HciTransport> {
  const name = readUserChannelName(rest);
  const { platform = process.platform, open = openSocket, sys = '/sys' } = options;
  if (platform !== 'linux') {
    throw new UsageError(`${name}: only Linux hands its controllers over; use serial:PATH here`);
  }
  const { clock } = settingsOf(options);
  const socket = await open();
  const state: { trouble?: Error } = {};
  const bound = new UserChannelTransport(name, socket, {
    clock,
    path: join(sys, 'class/bluetooth', `hci${rest}`),
  });
  try {
    // The package calls for it while it binds, and throws as well.
    bound.onTrouble = (error) => {
      state.trouble = error;
    };
    const device = socket.bindUser(Number(rest));
    if (device === undefined) throw state.trouble ?? new Error('it was not bound');
  } catch (cause) {
    const why = explainUserChannelTrouble(rest, state.trouble ?? cause, sys);
    throw new TransportError(`${name}: ${why}`, { cause });
  }
  bound.start();
  return bound;
}

/**
 * Sockets that were stopped. The package closes a descriptor when it stops, and once more when the
 * socket is collected: by then the number may be that of another file.
 */
const STOPPED: HciSocket[] = [];

/** Packets come and go one by one here: nothing has to be cut. */
class UserChannelTransport implements HciTransport {
  readonly name: string;
  /** The kernel takes all at once. */
  readonly room: undefined;
  onPacket: ((packet: Uint8Array) => void) | undefined;
  onClose: ((error: TransportError) => void) | undefined;
  /** Called with what goes wrong. */
  onTrouble: (error: Error) => void;
  readonly #socket: HciSocket;
  readonly #clock: Clock;
  readonly #path: string;
  #isOpen = true;
  #cancelWatch: Cancel | undefined;

  constructor(
    name: string,
    socket: HciSocket,
    { clock, path }: { readonly clock: Clock; readonly path: string },
  ) {
    this.name = name;
    this.#socket = socket;
    this.#clock = clock;
    this.#path = path;
    this.onTrouble = (error) => this.#end(error.message);
    socket.on('error', (error) => this.onTrouble(error));
    // Plain bytes: a Buffer behaves otherwise where it is sliced.
    socket.on('data', ({ buffer, byteOffset, byteLength }) => {
      if (this.#isOpen) this.onPacket?.(new Uint8Array(buffer, byteOffset, byteLength));
    });
  }

  /** Begins to listen, and to look whether the device is there. */
  start(): void {
    // What goes wrong while something is sent is told afterwards.
    this.onTrouble = (error) => queueMicrotask(() => this.#end(error.message));
    this.#socket.start();
    if (existsSync(this.#path)) this.#watch();
  }

  send(packet: Uint8Array): void {
    if (!this.#isOpen) throw new TransportError(`${this.name} is closed: nothing can be sent`);
    this.#write(packet);
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #watch(): void {
    this.#cancelWatch = this.#clock.after(WATCH_MS, () => {
      if (existsSync(this.#path)) this.#watch();
      else this.#end('the device is gone: unplugged, or taken away by the system');
    });
  }

  #end(problem: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#release();
    this.onClose?.(new TransportError(`${this.name}: ${problem}`));
  }

  #release(): void {
    this.#cancelWatch?.();
    // A controller that nobody has any more is to be still. Its answer also wakes the package, which
    // would else keep this process waiting for up to a second.
    this.#write(commandPacket(reset, {}));
    this.#socket.stop();
    STOPPED.push(this.#socket);
  }

  #write({ buffer, byteOffset, byteLength }: Uint8Array): void {
    this.#socket.write(Buffer.from(buffer, byteOffset, byteLength));
  }
}

async function openSocket(): Promise<HciSocket> {
  try {
    const { loadDriver } = await import('@stoprocent/bluetooth-hci-socket');
    const Socket = loadDriver('native');
    return new Socket();
  } catch (cause) {
    throw new UsageError(
      'the user channel needs the package @stoprocent/bluetooth-hci-socket, which cannot be loaded: npm install @stoprocent/bluetooth-hci-socket',
      { cause },
    );
  }
}
