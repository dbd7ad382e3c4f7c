// Records packets to a btsnoop file as they come.

import { AppendedFile } from './appended-file.ts';
import { type Direction, writeFileHeader, writePacket } from './encode-btsnoop.ts';

/**
 * A capture file that packets are appended to. They are in the file after `flush` or `close`; in
 * between, the last 64 KiB may wait in memory.
 *
 * @example
 * await using capture = await BtsnoopWriter.create('kitchen.btsnoop');
 * await capture.append(packet, clock.now(), 'received');
 */
export class BtsnoopWriter {
  readonly #file: AppendedFile;

  private constructor(file: AppendedFile) {
    this.#file = file;
  }

  /**
   * Begins a capture. A file of that name is written over.
   *
   * @throws {UsageError} the file cannot be written.
   */
  static async create(path: string): Promise<BtsnoopWriter> {
    const file = await AppendedFile.create(path);
    await file.append(writeFileHeader);
    return new BtsnoopWriter(file);
  }

  /**
   * Appends one packet. Settles once there is room for the next one: wait for it.
   *
   * @param packet the H4 packet, its indicator first.
   * @param timeMs milliseconds since 1970 UTC; microseconds are kept.
   * @throws {TransportError} the file cannot be written any more.
   * @throws {UsageError} an empty packet, or a capture that is closed.
   */
  append(packet: Uint8Array, timeMs: number, direction: Direction): Promise<void> {
    return this.#file.append((to) => writePacket(to, packet, timeMs, direction));
  }

  /**
   * Writes what waits.
   *
   * @throws {TransportError} the file cannot be written any more.
   */
  flush(): Promise<void> {
    return this.#file.flush();
  }

  /** Writes what waits, and lets go of the file; a second call does nothing. */
  close(): Promise<void> {
    return this.#file.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
