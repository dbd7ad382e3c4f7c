// H4: one octet in front of each packet says what it is. Core Spec v5.4, Vol 4, Part A, 2.

import { Reader } from '../codec/index.ts';
import { hex8, TransportError, type ValueOf } from '../core/index.ts';

/** The octet in front of a packet. */
export const PacketIndicator = {
  command: 0x01,
  aclData: 0x02,
  synchronousData: 0x03,
  event: 0x04,
  isoData: 0x05,
} as const;

/** One of the indicators. */
export type PacketIndicator = ValueOf<typeof PacketIndicator>;

/** What stands between the indicator and the data. */
interface Header {
  readonly size: number;
  /** Reads the header, and gives the length of the data. */
  readonly length: (header: Reader) => number;
}

/** Where the length stands, and how to read it. Vol 4, Part E, 5.4. */
const HEADERS: Readonly<Record<number, Header>> = {
  [PacketIndicator.command]: { size: 3, length: lengthOfOneByteAfter(2) },
  [PacketIndicator.aclData]: { size: 4, length: lengthOfTwoBytesAfter(2) },
  [PacketIndicator.synchronousData]: { size: 3, length: lengthOfOneByteAfter(2) },
  [PacketIndicator.event]: { size: 2, length: lengthOfOneByteAfter(1) },
  // Two bits above the length are reserved. 5.4.5.
  [PacketIndicator.isoData]: {
    size: 4,
    length: (header) => lengthOfTwoBytesAfter(2)(header) % 0x4000,
  },
};

const NOTHING = new Uint8Array(0);

/** What `sizeOfPacket` gives besides a number of bytes. */
export type NoPacket = 'unfinished' | 'outOfStep';

/**
 * Cuts a stream of bytes into packets, indicator included. Packets are copies of their own.
 * Holds at most one unfinished packet: 64 KiB and a few bytes.
 */
export class H4Framer {
  #pending: Uint8Array = NOTHING;

  /** How many bytes wait for the rest of their packet. */
  get pending(): number {
    return this.#pending.length;
  }

  /**
   * Takes the next bytes of the stream, and gives the packets that are whole now.
   *
   * @throws {TransportError} an octet that is no indicator: the stream is out of step for good. What
   *   is whole in front of it is given first; from then on every call throws.
   */
  push(chunk: Uint8Array): readonly Uint8Array[] {
    const bytes = this.#pending.length === 0 ? chunk : joined(this.#pending, chunk);
    const packets: Uint8Array[] = [];
    let start = 0;
    let size = sizeOfPacket(bytes, start);
    while (typeof size === 'number') {
      packets.push(copyOf(bytes, start, start + size));
      start += size;
      size = sizeOfPacket(bytes, start);
    }
    // The octet that is no indicator stays, and stops all that comes after it.
    const end = size === 'outOfStep' ? start + 1 : bytes.length;
    this.#pending = copyOf(bytes, start, end);
    if (size === 'outOfStep' && packets.length === 0) throw outOfStep(this.#pending);
    return packets;
  }
}

/** The size of the packet that begins at `start`, once all of it is there; its indicator included. */
export function sizeOfPacket(bytes: Uint8Array, start: number): number | NoPacket {
  const from = new Reader(bytes, start);
  if (from.left === 0) return 'unfinished';
  const header = HEADERS[from.u8()];
  if (!header) return 'outOfStep';
  if (from.left < header.size) return 'unfinished';
  const size = 1 + header.size + header.length(from);
  return start + size <= bytes.length ? size : 'unfinished';
}

function outOfStep(bytes: Uint8Array): TransportError {
  const octet = hex8(new Reader(bytes).u8());
  return new TransportError(
    `H4 out of step: ${octet} is no packet indicator; check baud rate and flow control`,
  );
}

function lengthOfOneByteAfter(skipped: number): (header: Reader) => number {
  return (header) => {
    header.skip(skipped);
    return header.u8();
  };
}

function lengthOfTwoBytesAfter(skipped: number): (header: Reader) => number {
  return (header) => {
    header.skip(skipped);
    return header.u16();
  };
}

/** A plain copy, also where the bytes are a Buffer of Node, whose `slice` would be a view. */
export function copyOf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return start === end ? NOTHING : new Uint8Array(bytes.subarray(start, end));
}

/** One run of bytes behind the other. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
