// Records packets to a btsnoop file as they come.

import type { FileHandle } from 'node:fs/promises';
import { Writer } from '@bluebell/ble/codec';
import { TransportError, UsageError } from '@bluebell/ble/core';
import { type Direction, writeFileHeader, writePacket } from './encode-btsnoop.ts';
import { openFile } from './open-file.ts';

/** Bytes that wait in memory before they go to the file at once. */
const FLUSH_BYTES = 2 ** 16;

/**
 * A capture file that packets are appended to. They are in the file after `flush` or `close`; in
 * between, the last 64 KiB may wait in memory.
 *
 * @example
 * await using capture = await BtsnoopWriter.create('kitchen.btsnoop');
 * await capture.append(packet, clock.now(), 'received');
 */
export class BtsnoopWriter {
  readonly #path: string;
  readonly #file: FileHandle;
  #waiting = new Writer(2 * FLUSH_BYTES);
  /** The writes under way, one after the other. */
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
    writeFileHeader(this.#waiting);
  }

  /**
   * Begins a capture. A file of that name is written over.
   *
   * @throws {UsageError} the file cannot be written.
   */
  static async create(path: string): Promise<BtsnoopWriter> {
    return new BtsnoopWriter(path, await openFile(path, 'write'));
  }

  /**
   * Appends one packet. Settles once there is room for the next one: wait for it.
   *
   * @param packet the H4 packet, its indicator first.
   * @param timeMs milliseconds since 1970 UTC; microseconds are kept.
   * @throws {TransportError} the file cannot be written any more.
   * @throws {UsageError} an empty packet, or a capture that is closed.
   */
  async append(packet: Uint8Array, timeMs: number, direction: Direction): Promise<void> {
    if (this.#isClosed) throw new UsageError(`${this.#path} is closed`);
    writePacket(this.#waiting, packet, timeMs, direction);
    if (this.#waiting.length >= FLUSH_BYTES) await this.flush();
  }

  /**
   * Writes what waits.
   *
   * @throws {TransportError} the file cannot be written any more.
   */
  flush(): Promise<void> {
    const bytes = this.#waiting.finish();
    this.#waiting = new Writer(2 * FLUSH_BYTES);
    this.#writing = this.#writing.then(() => this.#write(bytes));
    return this.#writing;
  }

  /** Writes what waits, and lets go of the file; a second call does nothing. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await this.flush();
    } finally {
      await this.#file.close();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#file.appendFile(bytes);
    } catch (cause) {
      throw new TransportError(`writing ${this.#path} failed`, { cause });
    }
  }
}
