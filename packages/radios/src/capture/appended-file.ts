// A file that grows at its end, in pieces that are worth a write.

import type { FileHandle } from 'node:fs/promises';
import { Writer } from '@bluebell/ble/codec';
import { TransportError, UsageError } from '@bluebell/ble/core';
import { openFile } from './open-file.ts';

/** Bytes that wait in memory before they go to the file at once. */
const FLUSH_BYTES = 2 ** 16;

/** A file that is appended to. The last 64 KiB may wait in memory until `flush` or `close`. */
export class AppendedFile {
  readonly #path: string;
  readonly #file: FileHandle;
  #waiting = new Writer(2 * FLUSH_BYTES);
  /** The writes under way, one after the other. */
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Begins a file. One of that name is written over.
   *
   * @throws {UsageError} the file cannot be written.
   */
  static async create(path: string): Promise<AppendedFile> {
    return new AppendedFile(path, await openFile(path, 'write'));
  }

  /**
   * Appends what is written. Settles once there is room for more: wait for it.
   *
   * @throws {TransportError} the file cannot be written any more.
   * @throws {UsageError} the file is closed; or what `write` throws.
   */
  async append(write: (to: Writer) => void): Promise<void> {
    if (this.#isClosed) throw new UsageError(`${this.#path} is closed`);
    write(this.#waiting);
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

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      await this.#file.appendFile(bytes);
    } catch (cause) {
      throw new TransportError(`writing ${this.#path} failed`, { cause });
    }
  }
}
