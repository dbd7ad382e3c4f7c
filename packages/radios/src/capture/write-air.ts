// Records packets of the air to a pcap file as they go.

import { AppendedFile } from './appended-file.ts';
import { type AirFacts, writeAirHeader, writeAirPacket } from './encode-air.ts';

/**
 * A capture of the air that packets are appended to. They are in the file after `flush` or `close`; in
 * between, the last 64 KiB may wait in memory.
 *
 * @example
 * await using capture = await AirWriter.create('kitchen.pcap');
 * await capture.append({ startMs, channel: 37, coding: Coding.le1M, accessAddress, pdu, crc, isIntact: true });
 */
export class AirWriter {
  readonly #file: AppendedFile;

  private constructor(file: AppendedFile) {
    this.#file = file;
  }

  /**
   * Begins a capture. A file of that name is written over.
   *
   * @throws {UsageError} the file cannot be written.
   */
  static async create(path: string): Promise<AirWriter> {
    const file = await AppendedFile.create(path);
    await file.append(writeAirHeader);
    return new AirWriter(file);
  }

  /**
   * Appends one packet. Settles once there is room for the next one: wait for it.
   *
   * @throws {TransportError} the file cannot be written any more.
   * @throws {UsageError} a number that does not fit, or a capture that is closed.
   */
  append(facts: AirFacts): Promise<void> {
    return this.#file.append((to) => writeAirPacket(to, facts));
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
