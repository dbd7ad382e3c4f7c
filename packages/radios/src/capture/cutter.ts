// Cuts the bytes of a capture file into packets, whatever its format, as they come.

import { decode, Reader, u32be } from '@bluebell/ble/codec';
import { DecodeError, toHex } from '@bluebell/ble/core';
import { btsnoop } from './btsnoop.ts';
import { pcap } from './pcap.ts';
import { pcapng } from './pcapng.ts';
import type { CaptureFile, CaptureFormat, CaptureRecord } from './record.ts';
import { Waiting } from './waiting.ts';

const FORMATS: readonly CaptureFormat[] = [btsnoop, pcap, pcapng];

/** Bytes that tell formats apart. */
const MAGIC_SIZE = 4;

/**
 * Reads one capture file: btsnoop, pcap or pcapng, told apart by how it begins.
 *
 * Takes bytes and gives packets; holds at most one packet that is not whole yet, 1 MiB at the most.
 */
export class CaptureCutter {
  readonly #waiting = new Waiting();
  /** How many bytes must wait before there is anything to do. */
  #needed = MAGIC_SIZE;
  /** Where in the file the waiting bytes begin. */
  #position = 0;
  #format: CaptureFormat | undefined;
  #file: CaptureFile | undefined;

  /**
   * Takes the next bytes of the file, which must then stay as they are: packets are views of them.
   *
   * @throws {DecodeError} the file is damaged, or of no known format; its offset counts from the
   * start of the file. All packets in front of the damage were given before.
   */
  *push(chunk: Uint8Array): Generator<CaptureRecord, void> {
    this.#waiting.add(chunk);
    if (this.#waiting.size < this.#needed) return;
    const from = new Reader(this.#waiting.take());
    try {
      for (;;) {
        const start = from.offset;
        this.#needed = this.#sizeOfNext(from);
        from.offset = start;
        if (from.left < this.#needed) break;
        const end = start + this.#needed;
        from.end = end;
        const record = this.#read(from);
        from.offset = end;
        from.end = from.bytes.length;
        if (record) yield record;
      }
    } catch (error) {
      throw error instanceof DecodeError ? this.#placed(error) : error;
    }
    this.#position += from.offset;
    this.#waiting.add(from.rest());
  }

  /**
   * The file is over.
   *
   * @throws {DecodeError} it ends inside of something, or nothing in it could be read.
   */
  end(): void {
    const { size } = this.#waiting;
    if (this.#position + size === 0)
      throw new DecodeError('the file is empty: its header is missing', 0);
    if (size > 0 || !this.#file) {
      const what = this.#file ? 'a packet' : 'its header';
      throw new DecodeError(
        `the file ends inside ${what}: ${size} of at least ${this.#needed} bytes are there`,
        this.#position,
      );
    }
    this.#file.end?.();
  }

  /** How many bytes the next thing takes; where that cannot be told yet, how many it takes to tell. */
  #sizeOfNext(from: Reader): number {
    if (this.#file) {
      const { headSize } = this.#file;
      return from.left < headSize ? headSize : this.#file.sizeOf(from);
    }
    if (from.left < MAGIC_SIZE) return MAGIC_SIZE;
    this.#format ??= formatOf(from);
    return this.#format.headerSize;
  }

  #read(from: Reader): CaptureRecord | undefined {
    if (this.#file) return this.#file.read(from);
    this.#file = this.#format?.open(from);
    return undefined;
  }

  /** The error with its place in the file, instead of that in the bytes at hand. */
  #placed({ problem, offset }: DecodeError): DecodeError {
    return new DecodeError(problem, this.#position + offset);
  }
}

function formatOf(from: Reader): CaptureFormat {
  const start = from.view(MAGIC_SIZE);
  const magic = decode(u32be, start);
  const format = FORMATS.find(({ magics }) => magics.includes(magic));
  if (format) return format;
  const names = FORMATS.map(({ name }) => name).join(', ');
  throw new DecodeError(`no recording of a known kind (${names}): ${toHex(start)} stands`, 0);
}
