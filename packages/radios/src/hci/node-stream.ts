// Streams of Node, sockets and serial ports alike, as streams of bytes for H4.

import type { Duplex } from 'node:stream';
import type { ByteStream } from '@bluebell/ble/hci';

/** What is particular to one kind of stream. */
export interface NodeStreamOptions {
  /** What a person calls it. */
  readonly name: string;
  /** Lets go of what the stream stands for; settles once it is free. */
  readonly release: () => Promise<void>;
  /** What to say of an error. Default: its message. */
  readonly explain?: (error: Error) => string;
}

/** A stream of Node that is open. */
export class NodeStream implements ByteStream {
  readonly name: string;
  onBytes: ((chunk: Uint8Array) => void) | undefined;
  onClose: ((error: Error | undefined) => void) | undefined;
  readonly #stream: Duplex;
  readonly #options: NodeStreamOptions;
  #isOpen = true;
  #released: Promise<void> | undefined;
  #room: Room | undefined;

  /** Bytes flow from the next tick on: set `onBytes` before. */
  constructor(stream: Duplex, options: NodeStreamOptions) {
    this.name = options.name;
    this.#stream = stream;
    this.#options = options;
    stream.on('data', (chunk: Uint8Array) => this.#isOpen && this.onBytes?.(chunk));
    stream.on('drain', () => this.#makeRoom());
    stream.on('error', (error: Error) => this.#end(error));
    stream.on('end', () => this.#end(undefined));
    // A serial port gives its error here.
    stream.on('close', (error: unknown) => this.#end(error instanceof Error ? error : undefined));
  }

  get room(): Promise<void> | undefined {
    if (!this.#isOpen || !this.#stream.writableNeedDrain) return undefined;
    this.#room ??= awaitedRoom();
    return this.#room.comes;
  }

  /** How many bytes wait in memory since the far side does not take them. */
  get waiting(): number {
    return this.#stream.writableLength;
  }

  write(bytes: Uint8Array): void {
    if (this.#isOpen) this.#stream.write(bytes);
  }

  close(): Promise<void> {
    this.#isOpen = false;
    this.#makeRoom();
    this.#released ??= this.#options.release();
    return this.#released;
  }

  #end(cause: Error | undefined): void {
    if (!this.#isOpen) return;
    // Letting go of what is gone may fail, and says nothing new then.
    this.close().catch(() => {});
    const { explain } = this.#options;
    this.onClose?.(cause && explain ? new Error(explain(cause), { cause }) : cause);
  }

  #makeRoom(): void {
    this.#room?.come();
    this.#room = undefined;
  }
}

/** Room that somebody waits for. */
interface Room {
  readonly comes: Promise<void>;
  readonly come: () => void;
}

function awaitedRoom(): Room {
  const room: { come?: () => void } = {};
  const comes = new Promise<void>((resolve) => {
    room.come = resolve;
  });
  return { comes, come: () => room.come?.() };
}
