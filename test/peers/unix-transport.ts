// H4 over a unix socket: what btvirt speaks.

import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { type ByteStream, H4Transport, type HciTransport } from '@bluebell/ble/hci';

/** Connects to the controller that listens at a path. */
export async function connectUnix(path: string): Promise<HciTransport> {
  const socket = createConnection(path);
  await once(socket, 'connect');
  return new H4Transport(new SocketStream(`unix:${path}`, socket));
}

class SocketStream implements ByteStream {
  readonly name: string;
  onBytes: ((chunk: Uint8Array) => void) | undefined;
  onClose: ((error: Error | undefined) => void) | undefined;
  readonly #socket: Socket;
  #error: Error | undefined;

  constructor(name: string, socket: Socket) {
    this.name = name;
    this.#socket = socket;
    socket.on('data', (chunk: Uint8Array) => this.onBytes?.(chunk));
    socket.on('error', (error) => {
      this.#error = error;
    });
    socket.on('close', () => this.onClose?.(this.#error));
  }

  get room(): Promise<void> | undefined {
    if (!this.#socket.writableNeedDrain) return undefined;
    return new Promise((resolve) => {
      this.#socket.once('drain', resolve).once('close', () => resolve());
    });
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  async close(): Promise<void> {
    this.onClose = undefined;
    if (this.#socket.closed) return;
    this.#socket.destroy();
    await once(this.#socket, 'close');
  }
}
